package io.devopslab.cloud.service.logs.filter;

/** How a field is compared with a value. The longer signs stand first, so that they are tried first. */
enum Operator {
    NOT_EQUAL("!="),
    AT_LEAST(">="),
    AT_MOST("<="),
    EQUAL("="),
    ABOVE(">"),
    BELOW("<");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    static Operator read(Cursor cursor) {
        cursor.skipSpaces();
        for (Operator operator : values()) {
            if (cursor.take(operator.sign)) {
                return operator;
            }
        }
        throw cursor.unexpected();
    }

    boolean isEquality() {
        return this == EQUAL || this == NOT_EQUAL;
    }

    /** Whether a comparison with that outcome, as {@link Comparable#compareTo} has it, satisfies the operator. */
    boolean accepts(int comparison) {
        return switch (this) {
            case EQUAL -> comparison == 0;
            case NOT_EQUAL -> comparison != 0;
            case ABOVE -> comparison > 0;
            case BELOW -> comparison < 0;
            case AT_LEAST -> comparison >= 0;
            case AT_MOST -> comparison <= 0;
        };
    }
}
