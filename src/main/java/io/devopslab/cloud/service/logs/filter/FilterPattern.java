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
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return message -> true;
        }
        if (trimmed.startsWith("{")) {
            return new JsonParser(new Cursor(trimmed)).parse();
        }
        if (trimmed.startsWith("[")) {
            return new FieldParser(new Cursor(trimmed)).parse();
        }
        return TermPattern.parse(new Cursor(trimmed));
    }
}
