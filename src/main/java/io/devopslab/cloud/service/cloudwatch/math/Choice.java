package io.devopslab.cloud.service.cloudwatch.math;

import io.devopslab.cloud.service.cloudwatch.math.Value.Scalar;
import io.devopslab.cloud.service.cloudwatch.math.Value.Series;
import io.devopslab.cloud.service.cloudwatch.math.Value.SeriesList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The function {@code IF(condition, then[, otherwise])}: point by point where the condition is a series. Where there is
 * no condition, or nothing to take, there is no point.
 */
final class Choice {

    private Choice() {}

    static Value of(List<Value> arguments, Frame frame) {
        Value condition = arguments.get(0);
        Value then = arguments.get(1);
        Optional<Value> otherwise = arguments.size() > 2 ? Optional.of(arguments.get(2)) : Optional.empty();
        if (condition instanceof Scalar number) {
            boolean holds = number.number() != 0 && !Double.isNaN(number.number());
            return holds ? then : otherwise.orElse(new Series("", frame.period(), new TreeMap<>()));
        }
        if (condition instanceof SeriesList many) {
            List<Series> all = new ArrayList<>();
            for (Series one : many.all()) {
                all.add(pointwise(one, then, otherwise));
            }
            return new SeriesList(all);
        }
        if (then instanceof SeriesList many) {
            Series one = Functions.series(condition).get(0);
            return new SeriesList(many.all().stream()
                    .map(series -> pointwise(one, series, otherwise))
                    .toList());
        }
        return pointwise(Functions.series(condition).get(0), then, otherwise);
    }

    private static Series pointwise(Series condition, Value then, Optional<Value> otherwise) {
        NavigableMap<Instant, Double> points = new TreeMap<>();
        condition.points().forEach((time, number) -> {
            Optional<Value> taken = number != 0 ? Optional.of(then) : otherwise;
            taken.flatMap(value -> at(value, time)).ifPresent(chosen -> points.put(time, chosen));
        });
        return condition.with(points);
    }

    private static Optional<Double> at(Value value, Instant time) {
        return value instanceof Series series
                ? Optional.ofNullable(series.points().get(time))
                : Optional.of(Functions.number(value)).filter(number -> !Double.isNaN(number));
    }
}
