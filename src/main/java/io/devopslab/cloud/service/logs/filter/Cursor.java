package io.devopslab.cloud.service.logs.filter;

import java.util.Locale;
import java.util.function.IntPredicate;

/** A place in the text of a pattern that moves on as the text is understood. Not thread-safe. */
final class Cursor {

    private final String text;
    private int position;
    private int regexes;

    Cursor(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /** The next character, or 0 at the end. */
    char peek() {
        return atEnd() ? 0 : text.charAt(position);
    }

    char next() {
        char next = peek();
        position++;
        return next;
    }

    Cursor skipSpaces() {
        while (!atEnd() && Character.isWhitespace(peek())) {
            position++;
        }
        return this;
    }

    /** Steps over {@code expected}, in any case, if it comes next. */
    boolean take(String expected) {
        boolean found = text.regionMatches(true, position, expected, 0, expected.length());
        position += found ? expected.length() : 0;
        return found;
    }

    /** Steps over the words, in any case and with any space between them, if they come next. */
    boolean takeWords(String... words) {
        int start = position;
        for (String word : words) {
            skipSpaces();
            if (!take(word) || isWord(peek())) {
                position = start;
                return false;
            }
        }
        return true;
    }

    void expect(String expected) {
        if (!skipSpaces().take(expected)) {
            throw unexpected();
        }
    }

    /** The characters that {@code fits}, as many as there are. */
    String run(IntPredicate fits) {
        int start = position;
        while (!atEnd() && fits.test(peek())) {
            position++;
        }
        return text.substring(start, position);
    }

    /** The content of a text in double quotes that begins here; a backslash takes the next character as it is. */
    String quoted() {
        next();
        StringBuilder content = new StringBuilder();
        while (!atEnd() && peek() != '"') {
            char c = next();
            content.append(c == '\\' && !atEnd() ? next() : c);
        }
        if (atEnd()) {
            throw new InvalidPatternException("Invalid filter pattern: a double quote is not closed.");
        }
        next();
        return content.toString();
    }

    /** The regular expression between percent signs that begins here. */
    BoundedRegex regex() {
        next();
        String expression = run(c -> c != '%');
        if (atEnd()) {
            throw new InvalidPatternException("Invalid filter pattern: a regular expression is not closed by '%'.");
        }
        next();
        regexes++;
        return BoundedRegex.of(expression);
    }

    /** How many regular expressions were understood so far. */
    int regexes() {
        return regexes;
    }

    /** What to say of a character that has no business here. */
    InvalidPatternException unexpected() {
        if (atEnd()) {
            return new InvalidPatternException("Invalid filter pattern: it ends too early.");
        }
        if (isWord(peek())) {
            return InvalidPatternException.characters(run(c -> isWord((char) c)));
        }
        while (position > 0 && isSymbol(text.charAt(position - 1))) {
            position--;
        }
        return InvalidPatternException.characters(run(c -> isSymbol((char) c)));
    }

    private static boolean isSymbol(char c) {
        return !isWord(c) && !Character.isWhitespace(c);
    }

    static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "'%s' at %d", text, position);
    }
}
