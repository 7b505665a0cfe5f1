package io.devopslab.cloud.service.logs.insights.expression;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToLongBiFunction;

/**
 * The functions of moments (CloudWatch Logs User Guide, "Datetime functions"). A moment is given as one, or as
 * milliseconds since 1970.
 */
final class TimeFunctions {

    static final String TIMESTAMP = "@timestamp";

    private TimeFunctions() {}

    static Map<String, Function> all() {
        return Map.of(
                "bin",
                new Function(
                        1,
                        1,
                        false,
                        (row, arguments) -> rounded(row.field(TIMESTAMP), (Period) arguments.get(0), Period::floor)),
                "datefloor",
                new Function(
                        2,
                        2,
                        false,
                        (row, arguments) ->
                                rounded(arguments.get(0).evaluate(row), (Period) arguments.get(1), Period::floor)),
                "dateceil",
                new Function(
                        2,
                        2,
                        false,
                        (row, arguments) ->
                                rounded(arguments.get(0).evaluate(row), (Period) arguments.get(1), Period::ceiling)),
                "frommillis",
                Function.of(1, 1, values -> {
                    OptionalDouble millis = values.get(0).number();
                    return millis.isPresent() ? moment(millis.getAsDouble()) : Value.missing();
                }),
                "tomillis",
                Function.of(
                        1,
                        1,
                        values -> values.get(0) instanceof Value.Moment moment
                                ? Value.of((double) moment.millis())
                                : Value.missing()));
    }

    /** Which of the function's arguments must be a period, or -1. */
    static int periodArgument(String function) {
        return switch (function) {
            case "bin" -> 0;
            case "datefloor", "dateceil" -> 1;
            default -> -1;
        };
    }

    private static Value rounded(Value value, Period period, ToLongBiFunction<Period, Long> rounding) {
        OptionalDouble millis = value.number();
        if (millis.isEmpty() || !isMoment(millis.getAsDouble())) {
            return Value.missing();
        }
        return Value.ofMoment(rounding.applyAsLong(period, (long) millis.getAsDouble()));
    }

    private static Value moment(double millis) {
        return isMoment(millis) ? Value.ofMoment((long) millis) : Value.missing();
    }

    /** Up to the year 9999, which is as far as a timestamp can be shown. */
    private static boolean isMoment(double millis) {
        return millis >= 0 && millis < 253_402_300_800_000.0;
    }
}
