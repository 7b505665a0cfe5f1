package io.devopslab.cloud.service.cloudwatch.math;

/** What stands between two operands. Comparisons give 1 for true and 0 for false. */
public enum Operator {
    OR(1, "||", "OR"),
    AND(2, "&&", "AND"),
    EQUAL(3, "=="),
    UNEQUAL(3, "!="),
    AT_MOST(3, "<="),
    AT_LEAST(3, ">="),
    LESS(3, "<"),
    GREATER(3, ">"),
    PLUS(4, "+"),
    MINUS(4, "-"),
    TIMES(5, "*"),
    OVER(5, "/"),
    POWER(6, "^");

    private final int rank;
    private final String sign;
    private final String word;

    Operator(int rank, String sign) {
        this(rank, sign, sign);
    }

    Operator(int rank, String sign, String word) {
        this.rank = rank;
        this.sign = sign;
        this.word = word;
    }

    /** Operators of a higher rank bind more tightly. */
    int rank() {
        return rank;
    }

    String sign() {
        return sign;
    }

    /** The other way to write it; the same one for most. */
    String word() {
        return word;
    }

    double apply(double left, double right) {
        return switch (this) {
            case OR -> truth(left != 0 || right != 0);
            case AND -> truth(left != 0 && right != 0);
            case EQUAL -> truth(left == right);
            case UNEQUAL -> truth(left != right);
            case AT_MOST -> truth(left <= right);
            case AT_LEAST -> truth(left >= right);
            case LESS -> truth(left < right);
            case GREATER -> truth(left > right);
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case OVER -> left / right;
            case POWER -> Math.pow(left, right);
        };
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }
}
