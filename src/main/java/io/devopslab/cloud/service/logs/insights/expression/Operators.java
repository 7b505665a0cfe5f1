package io.devopslab.cloud.service.logs.insights.expression;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The operators. Numbers are compared as numbers wherever both sides are or read as such, all else as texts; what is
 * missing is neither equal to anything nor different.
 */
final class Operators {

    private static final Set<String> COMPARISONS = Set.of("=", "!=", "<", "<=", ">", ">=");

    private Operators() {}

    static boolean isComparison(String symbol) {
        return COMPARISONS.contains(symbol);
    }

    static Expression or(Expression left, Expression right) {
        return row ->
                Value.of(left.evaluate(row).isTrue() || right.evaluate(row).isTrue());
    }

    static Expression and(Expression left, Expression right) {
        return row ->
                Value.of(left.evaluate(row).isTrue() && right.evaluate(row).isTrue());
    }

    static Expression not(Expression condition) {
        return row -> Value.of(!condition.evaluate(row).isTrue());
    }

    static Expression comparison(String symbol, Expression left, Expression right) {
        return row -> {
            Value a = left.evaluate(row);
            Value b = right.evaluate(row);
            return Value.of(a.isPresent() && b.isPresent() && holds(symbol, compare(a, b)));
        };
    }

    private static boolean holds(String symbol, int order) {
        return switch (symbol) {
            case "=" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static int compare(Value left, Value right) {
        OptionalDouble a = left.number();
        OptionalDouble b = right.number();
        return a.isPresent() && b.isPresent()
                ? Double.compare(a.getAsDouble() + 0.0, b.getAsDouble() + 0.0)
                : left.shown().compareTo(right.shown());
    }

    /**
     * @param among whether the value must be one of the items, or must not
     */
    static Expression in(Expression searched, List<Expression> items, boolean among) {
        return row -> {
            Value value = searched.evaluate(row);
            boolean found = items.stream().anyMatch(item -> compare(value, item.evaluate(row)) == 0);
            return Value.of(value.isPresent() && found == among);
        };
    }

    static Expression arithmetic(String symbol, Expression left, Expression right) {
        return row -> {
            OptionalDouble a = left.evaluate(row).number();
            OptionalDouble b = right.evaluate(row).number();
            return a.isPresent() && b.isPresent()
                    ? Value.of(result(symbol, a.getAsDouble(), b.getAsDouble()))
                    : Value.missing();
        };
    }

    private static double result(String symbol, double a, double b) {
        return switch (symbol) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "%" -> a % b;
            default -> Math.pow(a, b);
        };
    }
}
