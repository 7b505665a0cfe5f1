package io.devopslab.cloud.service.cloudwatch.math;

import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** What stands between two operands. Comparisons give 1 for true and 0 for false. */
public enum Operator {
    OR(1, (a, b) -> a != 0 || b != 0 ? 1 : 0, "||", "OR"),
    AND(2, (a, b) -> a != 0 && b != 0 ? 1 : 0, "&&", "AND"),
    EQUAL(3, (a, b) -> a == b ? 1 : 0, "=="),
    UNEQUAL(3, (a, b) -> a != b ? 1 : 0, "!="),
    AT_MOST(3, (a, b) -> a <= b ? 1 : 0, "<="),
    AT_LEAST(3, (a, b) -> a >= b ? 1 : 0, ">="),
    LESS(3, (a, b) -> a < b ? 1 : 0, "<"),
    GREATER(3, (a, b) -> a > b ? 1 : 0, ">"),
    PLUS(4, Double::sum, "+"),
    MINUS(4, (a, b) -> a - b, "-"),
    TIMES(5, (a, b) -> a * b, "*"),
    OVER(5, (a, b) -> a / b, "/"),
    POWER(6, Math::pow, "^");

    private final int rank;
    private final DoubleBinaryOperator meaning;
    private final List<String> signs;

    Operator(int rank, DoubleBinaryOperator meaning, String... signs) {
        this.rank = rank;
        this.meaning = meaning;
        this.signs = List.of(signs);
    }

    /** Operators of a higher rank bind more tightly. */
    int rank() {
        return rank;
    }

    double apply(double left, double right) {
        return meaning.applyAsDouble(left, right);
    }

    List<String> signs() {
        return signs;
    }
}
