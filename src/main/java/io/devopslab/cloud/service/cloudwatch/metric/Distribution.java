package io.devopslab.cloud.service.cloudwatch.metric;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How often which value came: what percentiles are computed from. Exact as long as the values are few; of many, those
 * that lie close together (by two per cent, and more if need be) are taken as one, so that it stays small. Immutable.
 *
 * @param values in ascending order
 * @param counts of the values at the same place
 */
public record Distribution(List<Double> values, List<Double> counts) {

    private static final int MOST = 128;
    private static final double CLOSE = 1.02;
    private static final MathContext DIGITS = new MathContext(5);

    public Distribution {
        values = List.copyOf(values);
        counts = List.copyOf(counts);
    }

    static Distribution of(Map<Double, Double> countsByValue) {
        NavigableMap<Double, Double> few = new TreeMap<>(countsByValue);
        for (double factor = CLOSE; few.size() > MOST; factor = Math.pow(factor, 1.5)) {
            few = coarser(few, factor);
        }
        return new Distribution(new ArrayList<>(few.keySet()), new ArrayList<>(few.values()));
    }

    private static NavigableMap<Double, Double> coarser(Map<Double, Double> fine, double factor) {
        NavigableMap<Double, Double> coarse = new TreeMap<>();
        fine.forEach((value, count) -> coarse.merge(rounded(value, factor), count, Double::sum));
        return coarse;
    }

    private static double rounded(double value, double factor) {
        if (value == 0) {
            return 0.0;
        }
        double step = Math.log(factor);
        double middle = Math.exp(Math.round(Math.log(Math.abs(value)) / step) * step);
        // Few digits, because each of them is written to disk with every value that comes.
        return Math.signum(value) * new BigDecimal(middle).round(DIGITS).doubleValue();
    }

    Distribution plus(Distribution other) {
        Map<Double, Double> all = toMap();
        other.toMap().forEach((value, count) -> all.merge(value, count, Double::sum));
        return of(all);
    }

    private Map<Double, Double> toMap() {
        Map<Double, Double> map = new TreeMap<>();
        for (int i = 0; i < values.size(); i++) {
            map.put(values.get(i), counts.get(i));
        }
        return map;
    }

    double total() {
        return counts.stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * The value at a rank.
     *
     * @param percent from 0 to 100
     */
    double percentile(double percent) {
        double rank = total() * percent / 100;
        double seen = 0;
        for (int i = 0; i < values.size(); i++) {
            seen += counts.get(i);
            // The sum of counts is not exact to the last bit.
            if (seen >= rank - 1e-9 * rank) {
                return values.get(i);
            }
        }
        return values.get(values.size() - 1);
    }
}
