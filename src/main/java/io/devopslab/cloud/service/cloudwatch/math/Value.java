package io.devopslab.cloud.service.cloudwatch.math;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** What an expression, or a part of it, comes to. Immutable. */
public sealed interface Value {

    /** One number. */
    record Scalar(double number) implements Value {}

    /** A text, as an argument of a function. */
    record Text(String text) implements Value {}

    /** Several series. */
    record SeriesList(List<Series> all) implements Value {
        public SeriesList {
            all = List.copyOf(all);
        }
    }

    /**
     * A time series.
     *
     * @param label what it is called in a graph
     * @param period seconds from one point to the next, where none is missing
     */
    record Series(String label, long period, NavigableMap<Instant, Double> points) implements Value {

        public Series {
            points = Collections.unmodifiableNavigableMap(points);
        }

        public Series with(NavigableMap<Instant, Double> newPoints) {
            return new Series(label, period, newPoints);
        }

        public Series labelled(String newLabel) {
            return new Series(newLabel, period, points);
        }

        /** The series of what {@code change} makes of each number; a point whose number is none any more is left out. */
        Series map(DoubleUnaryOperator change) {
            NavigableMap<Instant, Double> changed = new TreeMap<>();
            points.forEach((time, number) -> {
                double result = change.applyAsDouble(number);
                if (Double.isFinite(result)) {
                    changed.put(time, result);
                }
            });
            return with(changed);
        }
    }
}
