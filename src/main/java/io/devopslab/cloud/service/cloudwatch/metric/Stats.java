package io.devopslab.cloud.service.cloudwatch.metric;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of the values of a stretch of time.
 *
 * @param distribution empty when only these four numbers were sent, or when values were negative: then there are no
 *     percentiles (CloudWatch User Guide, "Percentiles")
 */
public record Stats(double count, double sum, double min, double max, Optional<Distribution> distribution) {

    /** Some values, each of which came so many times. */
    static Stats of(List<Double> values, List<Double> counts) {
        double count = 0;
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        Map<Double, Double> countsByValue = new TreeMap<>();
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i) + 0.0;
            double times = counts.get(i);
            if (times > 0) {
                count += times;
                sum += value * times;
                min = Math.min(min, value);
                max = Math.max(max, value);
                countsByValue.merge(value, times, Double::sum);
            }
        }
        return new Stats(
                count, sum, min, max, min < 0 ? Optional.empty() : Optional.of(Distribution.of(countsByValue)));
    }

    /** A statistic set. Where all of its values are the same, they are known. */
    static Stats ofSet(double count, double sum, double min, double max) {
        boolean known = min >= 0 && (min == max || count == 1);
        return new Stats(
                count, sum, min, max, known ? Optional.of(Distribution.of(Map.of(min, count))) : Optional.empty());
    }

    Stats plus(Stats other) {
        return new Stats(
                count + other.count,
                sum + other.sum,
                Math.min(min, other.min),
                Math.max(max, other.max),
                distribution.flatMap(mine -> other.distribution.map(mine::plus)));
    }
}
