package io.devopslab.cloud.service.cloudwatch.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;

/** The rules for what is sent of metrics (CloudWatch API Reference, MetricDatum). */
final class DatumCheck {

    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);
    private static final double LARGEST = Math.scalb(1.0, 360);
    private static final int MOST_VALUES = 150;

    private final String namespace;
    private final Instant now;

    DatumCheck(String namespace, Instant now) {
        this.namespace = namespace;
        this.now = now;
    }

    /**
     * @param member the datum's place in the request, for example {@code MetricData.member.1}
     */
    Datum checked(MetricDatum datum, String member) {
        Names.metric(member + ".MetricName", datum.metricName());
        dimensions(member + ".Dimensions", datum.dimensions());
        if (datum.unit() == StandardUnit.UNKNOWN_TO_SDK_VERSION) {
            throw CloudWatchErrors.invalidValue(member + ".Unit", datum.unitAsString());
        }
        Integer resolution = datum.storageResolution();
        if (resolution != null && resolution != 1 && resolution != 60) {
            throw CloudWatchErrors.invalidValue(member + ".StorageResolution", resolution);
        }
        return new Datum(
                MetricName.of(namespace, datum.metricName(), datum.dimensions()),
                datum.unit() == null ? StandardUnit.NONE.toString() : datum.unitAsString(),
                time(datum.timestamp(), member),
                stats(datum, member),
                resolution != null && resolution == 1);
    }

    static void dimensions(String member, List<Dimension> dimensions) {
        if (dimensions.size() > 30) {
            throw CloudWatchErrors.invalid("The collection " + member + " must not have a size greater than 30.");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < dimensions.size(); i++) {
            String place = member + ".member." + (i + 1);
            Names.dimension(place + ".Name", dimensions.get(i).name(), 255);
            Names.dimension(place + ".Value", dimensions.get(i).value(), 1024);
            if (dimensions.get(i).name().startsWith(":")
                    || !names.add(dimensions.get(i).name())) {
                throw CloudWatchErrors.invalidValue(
                        place + ".Name", dimensions.get(i).name());
            }
        }
    }

    private Instant time(@Nullable Instant time, String member) {
        if (time == null) {
            return now;
        }
        if (time.isBefore(now.minus(OLDEST))) {
            throw CloudWatchErrors.invalid(
                    "The parameter " + member + ".Timestamp must specify a time within the past two weeks.");
        }
        if (time.isAfter(now.plus(NEWEST))) {
            throw CloudWatchErrors.invalid(
                    "The parameter " + member + ".Timestamp must specify a time no more than two hours in the future.");
        }
        return time;
    }

    private static Stats stats(MetricDatum datum, String member) {
        boolean single = datum.value() != null;
        boolean many = datum.hasValues() && !datum.values().isEmpty();
        boolean set = datum.statisticValues() != null;
        if (single && set) {
            throw CloudWatchErrors.exclusive(member + ".StatisticValues", member + ".Value");
        }
        if (single && many) {
            throw CloudWatchErrors.exclusive(member + ".Value", member + ".Values");
        }
        if (set && many) {
            throw CloudWatchErrors.exclusive(member + ".StatisticValues", member + ".Values");
        }
        if (set) {
            return set(datum.statisticValues(), member + ".StatisticValues");
        }
        if (many) {
            return many(datum, member);
        }
        if (!single) {
            throw CloudWatchErrors.missing(member + ".Value");
        }
        number(member + ".Value", datum.value());
        return Stats.of(List.of(datum.value()), List.of(1.0));
    }

    private static Stats set(StatisticSet set, String member) {
        number(member + ".SampleCount", set.sampleCount());
        number(member + ".Sum", set.sum());
        number(member + ".Minimum", set.minimum());
        number(member + ".Maximum", set.maximum());
        if (set.sampleCount() <= 0) {
            throw CloudWatchErrors.invalidValue(member + ".SampleCount", set.sampleCount());
        }
        if (set.minimum() > set.maximum()) {
            throw CloudWatchErrors.invalid(
                    "The parameter " + member + ".Maximum must be greater than or equal to " + member + ".Minimum.");
        }
        return Stats.ofSet(set.sampleCount(), set.sum(), set.minimum(), set.maximum());
    }

    private static Stats many(MetricDatum datum, String member) {
        List<Double> values = datum.values();
        if (values.size() > MOST_VALUES) {
            throw CloudWatchErrors.invalid(
                    "The collection " + member + ".Values must not have a size greater than " + MOST_VALUES + ".");
        }
        List<Double> counts = datum.hasCounts() && !datum.counts().isEmpty()
                ? datum.counts()
                : Collections.nCopies(values.size(), 1.0);
        if (counts.size() != values.size()) {
            throw CloudWatchErrors.invalid(
                    "The parameters " + member + ".Values and " + member + ".Counts must be of the same size.");
        }
        for (int i = 0; i < values.size(); i++) {
            number(member + ".Values.member." + (i + 1), values.get(i));
            number(member + ".Counts.member." + (i + 1), counts.get(i));
            if (counts.get(i) < 0) {
                throw CloudWatchErrors.invalidValue(member + ".Counts.member." + (i + 1), counts.get(i));
            }
        }
        if (counts.stream().mapToDouble(Double::doubleValue).sum() <= 0) {
            throw CloudWatchErrors.invalid("The parameter " + member + ".Counts must have a value greater than 0.");
        }
        return Stats.of(values, counts);
    }

    private static void number(String member, @Nullable Double value) {
        if (value == null) {
            throw CloudWatchErrors.missing(member);
        }
        if (value.isNaN() || Math.abs(value) > LARGEST) {
            throw CloudWatchErrors.invalidValue(member, value);
        }
    }
}
