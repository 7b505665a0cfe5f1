package io.devopslab.cloud.service.cloudwatch.math;

import io.devopslab.cloud.service.cloudwatch.math.Value.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/** What looks from one point of a series to the next. */
final class Steps {

    private Steps() {}

    /**
     * A series with a point for each of the given one that has another before it.
     *
     * @param step makes its number of the difference and the seconds between the two
     */
    static Series between(Series series, DoubleBinaryOperator step) {
        NavigableMap<Instant, Double> points = new TreeMap<>();
        Map.@Nullable Entry<Instant, Double> before = null;
        for (Map.Entry<Instant, Double> point : series.points().entrySet()) {
            if (before != null) {
                double seconds =
                        Duration.between(before.getKey(), point.getKey()).toSeconds();
                points.put(point.getKey(), step.applyAsDouble(point.getValue() - before.getValue(), seconds));
            }
            before = point;
        }
        return series.with(points);
    }

    static Series runningSum(Series series) {
        NavigableMap<Instant, Double> points = new TreeMap<>();
        double sum = 0;
        for (Map.Entry<Instant, Double> point : series.points().entrySet()) {
            sum += point.getValue();
            points.put(point.getKey(), sum);
        }
        return series.with(points);
    }

    /**
     * Puts numbers where there are none.
     *
     * @param mode {@code REPEAT} for the last one before, {@code LINEAR} for what lies on the line between two
     */
    static Series fill(Series series, Frame frame, String mode) {
        NavigableMap<Instant, Double> points = new TreeMap<>(series.points());
        for (Instant time : frame.periods(series.period())) {
            Map.Entry<Instant, Double> before = series.points().floorEntry(time);
            Map.Entry<Instant, Double> after = series.points().ceilingEntry(time);
            if (before != null && mode.equals("REPEAT")) {
                points.putIfAbsent(time, before.getValue());
            } else if (before != null && after != null && !before.getKey().equals(after.getKey())) {
                double whole = Duration.between(before.getKey(), after.getKey()).toSeconds();
                double part = Duration.between(before.getKey(), time).toSeconds();
                points.putIfAbsent(time, before.getValue() + (after.getValue() - before.getValue()) * part / whole);
            }
        }
        return series.with(points);
    }
}
