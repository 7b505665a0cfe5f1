package io.devopslab.cloud.service.cloudwatch.alarm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The data that a metric alarm is evaluated on.
 *
 * @param end of the newest period, exclusive
 * @param points one for each period, the newest first
 */
record Window(Instant end, long period, List<Point> points) {

    /**
     * One period.
     *
     * @param samples how many values it is computed of, where that is known
     */
    record Point(Instant start, Optional<Double> value, OptionalDouble samples) {}

    Window {
        points = List.copyOf(points);
    }

    /** The newest points that have a value. */
    List<Point> real(int most) {
        return points.stream()
                .filter(point -> point.value().isPresent())
                .limit(most)
                .toList();
    }
}
