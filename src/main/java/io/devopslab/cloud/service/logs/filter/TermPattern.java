package io.devopslab.cloud.service.logs.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Terms without structure: all must occur, those with {@code -} must not, and of those with {@code ?} one must.
 * Beside other terms the ones with {@code ?} do not count.
 */
record TermPattern(
        List<Predicate<String>> included, List<Predicate<String>> excluded, List<Predicate<String>> alternatives)
        implements FilterPattern {

    static TermPattern parse(Cursor cursor) {
        TermPattern terms = new TermPattern(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        while (!cursor.skipSpaces().atEnd()) {
            if (cursor.take("?")) {
                terms.alternatives.add(term(cursor));
            } else if (cursor.take("-")) {
                terms.excluded.add(term(cursor.skipSpaces()));
            } else {
                terms.included.add(term(cursor));
            }
        }
        return terms;
    }

    private static Predicate<String> term(Cursor cursor) {
        Predicate<String> term;
        if (cursor.peek() == '"') {
            String phrase = cursor.quoted();
            term = message -> message.contains(phrase);
        } else if (cursor.peek() == '%') {
            term = cursor.regex()::find;
        } else {
            String word = cursor.run(c -> Cursor.isWord((char) c));
            if (word.isEmpty()) {
                throw cursor.unexpected();
            }
            term = message -> message.contains(word);
        }
        if (!cursor.atEnd() && !Character.isWhitespace(cursor.peek())) {
            throw cursor.unexpected();
        }
        return term;
    }

    @Override
    public boolean matches(String message) {
        if (included.isEmpty() && excluded.isEmpty()) {
            return alternatives.stream().anyMatch(term -> term.test(message));
        }
        return included.stream().allMatch(term -> term.test(message))
                && excluded.stream().noneMatch(term -> term.test(message));
    }
}
