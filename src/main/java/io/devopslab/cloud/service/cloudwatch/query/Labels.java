package io.devopslab.cloud.service.cloudwatch.query;

import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.service.cloudwatch.math.Value.Series;
import io.devopslab.cloud.service.cloudwatch.metric.CloudWatchErrors;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.LabelOptions;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/** The labels of results, with what stands in {@code ${…}} replaced (CloudWatch User Guide, "Using dynamic labels"). */
final class Labels {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Z_]+|PROP\\('[^']*'\\))\\}");
    private static final Pattern ZONE = Pattern.compile("[+-](0\\d|1[0-4])[0-5]\\d");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'xxx", Locale.ROOT);

    private final ZoneOffset zone;
    private final Scope scope;

    /**
     * @param scope of the metrics
     */
    Labels(@Nullable LabelOptions options, Scope scope) {
        this.scope = scope;
        String text = options == null || options.timezone() == null ? "+0000" : options.timezone();
        if (!ZONE.matcher(text).matches()) {
            throw CloudWatchErrors.invalidValue("LabelOptions.Timezone", text);
        }
        this.zone = ZoneOffset.of(text.substring(0, 3) + ":" + text.substring(3));
    }

    String of(MetricDataQuery query, Series series) {
        String usual = series.label().isEmpty() ? query.id() : series.label();
        if (query.label() == null) {
            return usual;
        }
        Matcher place = PLACE.matcher(query.label());
        return place.replaceAll(match -> Matcher.quoteReplacement(
                property(match.group(1), query, series, usual).orElse(match.group())));
    }

    private Optional<String> property(String name, MetricDataQuery query, Series series, String usual) {
        if (name.startsWith("PROP")) {
            return Optional.of(own(name.substring(6, name.length() - 2), Optional.ofNullable(query.metricStat())));
        }
        if (name.equals("LABEL")) {
            return Optional.of(usual);
        }
        if (name.equals("DATAPOINT_COUNT")) {
            return Optional.of(String.valueOf(series.points().size()));
        }
        if (name.equals("MIN_MAX_RANGE")) {
            return chosen("MAX", series)
                    .flatMap(most -> chosen("MIN", series).map(least -> number(most.getValue() - least.getValue())));
        }
        boolean time = name.endsWith("_TIME");
        return chosen(time ? name.substring(0, name.length() - 5) : name, series)
                .map(point -> time ? TIME.format(point.getKey().atOffset(zone)) : number(point.getValue()));
    }

    /** The point that a name speaks of; for averages and sums one that has that number and no sensible time. */
    private static Optional<Map.Entry<Instant, Double>> chosen(String name, Series series) {
        if (series.points().isEmpty()) {
            return Optional.empty();
        }
        double sum = series.points().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        Comparator<Map.Entry<Instant, Double>> byNumber = Map.Entry.comparingByValue();
        return switch (name) {
            case "FIRST" -> Optional.of(series.points().firstEntry());
            case "LAST" -> Optional.of(series.points().lastEntry());
            case "MAX" -> series.points().entrySet().stream().max(byNumber);
            case "MIN" -> series.points().entrySet().stream().min(byNumber);
            case "SUM" -> Optional.of(Map.entry(series.points().firstKey(), sum));
            case "AVG" ->
                Optional.of(Map.entry(
                        series.points().firstKey(), sum / series.points().size()));
            default -> Optional.empty();
        };
    }

    private static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.format(Locale.ROOT, "%.3f", number);
    }

    private String own(String property, Optional<MetricStat> stat) {
        if (property.startsWith("Dim.")) {
            String dimension = property.substring(4);
            return stat.stream()
                    .flatMap(metric -> metric.metric().dimensions().stream())
                    .filter(candidate -> candidate.name().equals(dimension))
                    .map(Dimension::value)
                    .findFirst()
                    .orElse("--");
        }
        return switch (property) {
            case "AccountId" -> stat.map(metric -> scope.account()).orElse("--");
            case "Region" -> stat.map(metric -> scope.region()).orElse("--");
            case "MetricName" ->
                stat.map(metric -> metric.metric().metricName()).orElse("--");
            case "Namespace" -> stat.map(metric -> metric.metric().namespace()).orElse("--");
            case "Period" -> stat.map(metric -> String.valueOf(metric.period())).orElse("--");
            case "Stat" -> stat.map(MetricStat::stat).orElse("--");
            default -> "--";
        };
    }
}
