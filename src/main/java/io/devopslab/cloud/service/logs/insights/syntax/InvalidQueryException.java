package io.devopslab.cloud.service.logs.insights.syntax;

/** A text is no query. It tells where, in characters from the beginning of the text. */
public final class InvalidQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int start;
    private final int end;

    /**
     * @param start the offset of the first character that is wrong
     * @param end the offset behind the last one
     */
    public InvalidQueryException(String message, int start, int end) {
        super(message);
        this.start = start;
        this.end = end;
    }

    /** A word in a place where none of its kind may be, in the words of CloudWatch Logs. */
    static InvalidQueryException unexpected(String query, Token token) {
        String before = query.substring(0, token.start());
        int lineStart = before.lastIndexOf('\n') + 1;
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        String symbol = token.kind() == Token.Kind.END ? "<EOF>" : query.substring(token.start(), token.end());
        return new InvalidQueryException(
                "unexpected symbol found " + symbol + " at line " + line + " and position "
                        + (token.start() - lineStart),
                token.start(),
                token.end());
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
