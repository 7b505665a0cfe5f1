package io.devopslab.cloud.service.logs.insights.syntax;

/**
 * A word of a query.
 *
 * @param text a name or a text without its quotes, a number or a period as written, or the symbol
 * @param start the offset of its first character in the query
 * @param end the offset behind its last character
 */
public record Token(Kind kind, String text, int start, int end) {

    /** What a word can be. */
    public enum Kind {
        /** A command, function, field or keyword. */
        NAME,
        /** A field's name in backticks, which is never a keyword. */
        QUOTED_NAME,
        TEXT,
        NUMBER,
        /** A number and a unit of time: {@code 5m}. */
        PERIOD,
        SYMBOL,
        END
    }

    public boolean is(Kind expected) {
        return kind == expected;
    }

    /** Whether this is the keyword, in any case. */
    public boolean isWord(String keyword) {
        return kind == Kind.NAME && text.equalsIgnoreCase(keyword);
    }

    public boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }
}
