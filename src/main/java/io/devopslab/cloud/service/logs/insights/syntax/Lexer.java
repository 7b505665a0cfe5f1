package io.devopslab.cloud.service.logs.insights.syntax;

import io.devopslab.cloud.service.logs.insights.syntax.Token.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Takes a query apart, word by word, as its reader asks for them: only the reader knows whether a slash divides or
 * begins a regular expression. Blanks and comments ({@code # …}) are passed over. Used by one thread.
 */
public final class Lexer {

    private static final List<String> LONG_SYMBOLS = List.of("!=", "<=", ">=", "=~");
    private static final String SYMBOLS = "|,()[]=<>+-*/^%";

    private final String query;
    private int position;
    private Optional<Token> ahead = Optional.empty();
    private int lastEnd;

    public Lexer(String query) {
        this.query = query;
    }

    /** The next word, which stays the next one. */
    public Token peek() {
        Token next = ahead.orElseGet(this::read);
        ahead = Optional.of(next);
        return next;
    }

    public Token next() {
        Token next = peek();
        ahead = Optional.empty();
        lastEnd = next.end();
        return next;
    }

    /** Steps over the keyword if it comes next. */
    public boolean takeWord(String keyword) {
        return peek().isWord(keyword) && next().is(Kind.NAME);
    }

    /** Steps over the symbol if it comes next. */
    public boolean takeSymbol(String symbol) {
        return peek().isSymbol(symbol) && next().is(Kind.SYMBOL);
    }

    /**
     * @throws InvalidQueryException when another word comes next
     */
    public void expectSymbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw unexpected();
        }
    }

    /**
     * @throws InvalidQueryException when a word of another kind comes next
     */
    public Token expect(Kind kind) {
        if (!peek().is(kind)) {
            throw unexpected();
        }
        return next();
    }

    /** Whether the next word is the beginning of a regular expression, where one may be. */
    public boolean atRegex() {
        return peek().isSymbol("/");
    }

    /**
     * The regular expression between slashes that comes next; a backslash before a slash makes it one of the
     * expression.
     */
    public String regex() {
        Token slash = peek();
        int end = slash.end();
        while (end < query.length() && query.charAt(end) != '/') {
            end += query.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= query.length()) {
            throw unexpected();
        }
        ahead = Optional.empty();
        position = end + 1;
        lastEnd = position;
        return query.substring(slash.end(), end).replace("\\/", "/");
    }

    /** Complains of the next word. */
    public InvalidQueryException unexpected() {
        return InvalidQueryException.unexpected(query, peek());
    }

    /** Where the next word begins. */
    public int place() {
        return peek().start();
    }

    /** Says of all that was read from {@code start} on that it is wrong. */
    public InvalidQueryException wrong(String message, int start) {
        return new InvalidQueryException(message, start, Math.max(start, lastEnd));
    }

    /** What was read from {@code start} on, as it is written. */
    public String textFrom(int start) {
        return query.substring(start, lastEnd);
    }

    private Token read() {
        skipBlanks();
        int start = position;
        if (start >= query.length()) {
            return new Token(Kind.END, "", start, start);
        }
        char c = query.charAt(start);
        if (c == '"' || c == '\'') {
            return text(c);
        }
        if (c == '`') {
            return quotedName();
        }
        if (isDigit(c)) {
            return number();
        }
        if (isNameStart(c)) {
            position = runOfName(start);
            return new Token(Kind.NAME, query.substring(start, position), start, position);
        }
        return symbol();
    }

    private void skipBlanks() {
        while (position < query.length()) {
            char c = query.charAt(position);
            if (c == '#') {
                int end = query.indexOf('\n', position);
                position = end < 0 ? query.length() : end;
            } else if (Character.isWhitespace(c)) {
                position++;
            } else {
                return;
            }
        }
    }

    /** A text in quotes of either kind; of the escapes only those of a quote and of a backslash are resolved. */
    private Token text(char quote) {
        int start = position;
        StringBuilder content = new StringBuilder();
        int at = start + 1;
        while (at < query.length() && query.charAt(at) != quote) {
            char c = query.charAt(at);
            boolean escapes = c == '\\' && at + 1 < query.length() && "\\\"'".indexOf(query.charAt(at + 1)) >= 0;
            at += escapes ? 1 : 0;
            content.append(query.charAt(at));
            at++;
        }
        return closed(Kind.TEXT, content.toString(), start, at);
    }

    private Token quotedName() {
        int start = position;
        int end = query.indexOf('`', start + 1);
        int close = end < 0 ? query.length() : end;
        return closed(Kind.QUOTED_NAME, query.substring(start + 1, close), start, close);
    }

    private Token closed(Kind kind, String content, int start, int close) {
        if (close >= query.length()) {
            throw InvalidQueryException.unexpected(query, new Token(kind, content, start, query.length()));
        }
        position = close + 1;
        return new Token(kind, content, start, position);
    }

    private Token number() {
        int start = position;
        int end = digits(start);
        if (end + 1 < query.length() && query.charAt(end) == '.' && isDigit(query.charAt(end + 1))) {
            end = digits(end + 1);
        }
        int unit = runOfName(end);
        position = unit;
        Kind kind = unit == end ? Kind.NUMBER : Kind.PERIOD;
        return new Token(kind, query.substring(start, unit), start, unit);
    }

    private int digits(int from) {
        int end = from;
        while (end < query.length() && isDigit(query.charAt(end))) {
            end++;
        }
        return end;
    }

    private int runOfName(int from) {
        int end = from;
        while (end < query.length() && isNamePart(query.charAt(end))) {
            end++;
        }
        return end;
    }

    private Token symbol() {
        int start = position;
        for (String symbol : LONG_SYMBOLS) {
            if (query.startsWith(symbol, start)) {
                position += symbol.length();
                return new Token(Kind.SYMBOL, symbol, start, position);
            }
        }
        Token token = new Token(Kind.SYMBOL, query.substring(start, start + 1), start, start + 1);
        if (SYMBOLS.indexOf(query.charAt(start)) < 0) {
            throw InvalidQueryException.unexpected(query, token);
        }
        position++;
        return token;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '@' || c == '_';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || Character.isDigit(c) || c == '.';
    }
}
