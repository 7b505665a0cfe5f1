package io.devopslab.cloud.service.cloudwatch.math;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What an expression is computed in.
 *
 * @param start of the first period
 * @param end exclusive
 * @param period seconds, of series that the expression makes itself
 * @param resolve gives the result of another query, by its id
 * @param metrics gives the series of all queries that are metrics, by their ids
 */
public record Frame(
        Instant start,
        Instant end,
        long period,
        Function<String, Value> resolve,
        java.util.function.Supplier<Map<String, Value.Series>> metrics) {

    private static final int MOST_PERIODS = 100_800;

    /** The beginnings of all periods of a series that has so many seconds between its points. */
    List<Instant> periods(long seconds) {
        long count = Math.max(0, (end.getEpochSecond() - start.getEpochSecond() + seconds - 1) / seconds);
        if (count > MOST_PERIODS) {
            throw new MathException("The time range has more than " + MOST_PERIODS + " periods");
        }
        return java.util.stream.LongStream.range(0, count)
                .mapToObj(i -> start.plusSeconds(i * seconds))
                .toList();
    }
}
