package io.devopslab.cloud.service.logs.filter;

import java.util.Map;

/**
 * A question to a log event (CloudWatch Logs User Guide, "Filter pattern syntax for metric filters, subscription
 * filters, filter log events, and Live Tail"). Immutable.
 */
public interface FilterPattern {

    /**
     * @throws InvalidPatternException when a regular expression takes too long on the message
     */
    boolean matches(String message);

    /** What the pattern takes out of a message that it matches, by {@code $name}: fields and JSON properties. */
    default Map<String, String> extract(String message) {
        return Map.of();
    }

    /**
     * @throws InvalidPatternException when the text is not a pattern
     */
    static FilterPattern parse(String text) {
        return parse(new Cursor(text.strip()));
    }

    /**
     * How many regular expressions a pattern has.
     *
     * @throws InvalidPatternException when the text is not a pattern
     */
    static int regexes(String text) {
        Cursor cursor = new Cursor(text.strip());
        parse(cursor);
        return cursor.regexes();
    }

    private static FilterPattern parse(Cursor cursor) {
        if (cursor.atEnd()) {
            return message -> true;
        }
        return switch (cursor.peek()) {
            case '{' -> new JsonParser(cursor).parse();
            case '[' -> new FieldParser(cursor).parse();
            default -> TermPattern.parse(cursor);
        };
    }
}
