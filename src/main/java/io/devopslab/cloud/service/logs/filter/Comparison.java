package io.devopslab.cloud.service.logs.filter;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** An operator and a value: what a field's text is held against. */
record Comparison(Operator operator, Predicate<String> equal, Optional<BigDecimal> number) {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final String BARE_SYMBOLS = "_.*+-";

    static Comparison read(Cursor cursor) {
        Operator operator = Operator.read(cursor);
        cursor.skipSpaces();
        Comparison comparison = value(operator, cursor);
        if (!operator.isEquality() && comparison.number.isEmpty()) {
            throw new InvalidPatternException("Invalid filter pattern: only a number can be compared by order.");
        }
        return comparison;
    }

    private static Comparison value(Operator operator, Cursor cursor) {
        if (cursor.peek() == '%') {
            return new Comparison(operator, cursor.regex()::find, Optional.empty());
        }
        if (cursor.peek() == '"') {
            return new Comparison(operator, wildcard(cursor.quoted()), Optional.empty());
        }
        String bare = cursor.run(c -> Character.isLetterOrDigit(c) || BARE_SYMBOLS.indexOf(c) >= 0);
        if (bare.isEmpty()) {
            throw cursor.unexpected();
        }
        return new Comparison(operator, wildcard(bare), number(bare));
    }

    /** An asterisk at either end stands for any text; elsewhere it stands for itself. */
    private static Predicate<String> wildcard(String value) {
        boolean open = value.startsWith("*");
        boolean tail = value.endsWith("*") && value.length() > 1;
        String core = value.substring(open ? 1 : 0, value.length() - (tail ? 1 : 0));
        if (open && tail) {
            return text -> text.contains(core);
        }
        if (open) {
            return text -> text.endsWith(core);
        }
        return tail ? text -> text.startsWith(core) : text -> text.equals(core);
    }

    private static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    boolean accepts(String text) {
        Optional<BigDecimal> other = number.isPresent() && text.length() <= 64 ? number(text) : Optional.empty();
        if (number.isPresent() && other.isPresent()) {
            return operator.accepts(other.get().compareTo(number.get()));
        }
        return operator.isEquality() && equal.test(text) == (operator == Operator.EQUAL);
    }
}
