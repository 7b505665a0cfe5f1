package io.devopslab.cloud.service.cloudwatch.metric;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of the values of a stretch of time.
 *
 * @param distribution empty when all values are the same; and when only these four numbers were sent, or when values
 *     were negative: then there are no percentiles (CloudWatch User Guide, "Percentiles")
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
        boolean needed = min >= 0 && min < max;
        return new Stats(count, sum, min, max, needed ? Optional.of(Distribution.of(countsByValue)) : Optional.empty());
    }

    /** A statistic set. */
    static Stats ofSet(double count, double sum, double min, double max) {
        return new Stats(count, sum, min, max, Optional.empty());
    }

    /** How often which value came, as far as that is known. */
    Optional<Distribution> known() {
        // Where all values are the same nothing needs to be kept.
        return min >= 0 && min == max ? Optional.of(new Distribution(List.of(min), List.of(count))) : distribution;
    }

    Stats plus(Stats other) {
        double least = Math.min(min, other.min);
        double most = Math.max(max, other.max);
        return new Stats(
                count + other.count,
                sum + other.sum,
                least,
                most,
                least == most
                        ? Optional.empty()
                        : known().flatMap(mine -> other.known().map(mine::plus)));
    }
}
