package io.devopslab.cloud.service.logs.insights.expression;

import java.util.List;

/**
 * A function of the language.
 *
 * @param least how many arguments it takes at least
 * @param most how many it takes at most
 * @param aggregates whether it sums up the rows of a group, so that it may stand in {@code stats} alone
 */
record Function(int least, int most, boolean aggregates, Body body) {

    static final int MANY = 100;

    /** What a function comes to in a row; its arguments are not evaluated yet. */
    interface Body {
        Value apply(Row row, List<Expression> arguments);
    }

    /** What most functions are: something that is made of the values of all arguments. */
    interface OfValues {
        Value apply(List<Value> values);
    }

    static Function of(int least, int most, OfValues body) {
        return new Function(
                least,
                most,
                false,
                (row, arguments) ->
                        body.apply(arguments.stream().map(a -> a.evaluate(row)).toList()));
    }

    static Function aggregate(int least, int most, Body body) {
        return new Function(least, most, true, body);
    }
}
