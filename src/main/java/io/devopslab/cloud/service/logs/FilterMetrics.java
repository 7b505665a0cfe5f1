package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.metric.Measurement;
import io.devopslab.cloud.runtime.metric.MetricPublisher;
import io.devopslab.cloud.service.logs.filter.FilterPattern;
import io.devopslab.cloud.service.logs.filter.InvalidPatternException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;

/**
 * Turns log events into metrics, as the metric filters of their group say (CloudWatch Logs User Guide, "Creating
 * metrics from log events using filters"). Events that were there before a filter are passed over.
 */
final class FilterMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(FilterMetrics.class);

    private final LogTables tables;
    private final MetricPublisher publisher;

    FilterMetrics(ServiceContext context, LogTables tables, Supplier<CloudWatchClient> cloudWatch) {
        this.tables = tables;
        this.publisher =
                new MetricPublisher(context.time(), cloudWatch, Arns.of("logs", context.scope(), "log-group:*"));
    }

    /** Measures the events that a group took in. */
    void measure(String group, List<InputLogEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        List<Measurement> all = new ArrayList<>();
        for (MetricFilterRow row : tables.metricFilters().valuesOf(group + ":")) {
            try {
                measure(row.filter(), events, all);
            } catch (InvalidPatternException e) {
                // It counts nothing of this batch.
                LOG.warn("The pattern of a metric filter takes too long on a message: {}", row.key());
            }
        }
        publisher.publish(all);
    }

    private static void measure(MetricFilter filter, List<InputLogEvent> events, List<Measurement> into) {
        FilterPattern pattern =
                FilterPattern.parse(Optional.ofNullable(filter.filterPattern()).orElse(""));
        List<InputLogEvent> matching = events.stream()
                .filter(event -> pattern.matches(event.message()))
                .toList();
        for (MetricTransformation metric : filter.metricTransformations()) {
            for (InputLogEvent event : matching) {
                value(metric.metricValue(), pattern, event.message())
                        .ifPresent(value -> into.add(
                                measurement(metric, dimensions(metric, pattern, event.message()), event, value)));
            }
            if (matching.isEmpty() && metric.defaultValue() != null) {
                into.add(measurement(metric, Map.of(), events.get(events.size() - 1), metric.defaultValue()));
            }
        }
    }

    private static Measurement measurement(
            MetricTransformation metric, Map<String, String> dimensions, InputLogEvent event, double value) {
        return new Measurement(
                metric.metricNamespace(),
                metric.metricName(),
                dimensions,
                metric.unit() == null ? StandardUnit.NONE : StandardUnit.fromValue(metric.unitAsString()),
                Instant.ofEpochMilli(event.timestamp()),
                value);
    }

    private static Map<String, String> dimensions(MetricTransformation metric, FilterPattern pattern, String message) {
        Map<String, String> dimensions = new HashMap<>();
        metric.dimensions().forEach((name, reference) -> text(reference, pattern, message)
                .filter(value -> !value.isBlank())
                .ifPresent(value -> dimensions.put(name, value)));
        // With one of its dimensions missing the event is counted without any.
        return dimensions.size() == metric.dimensions().size() ? dimensions : Map.of();
    }

    private static Optional<Double> value(String reference, FilterPattern pattern, String message) {
        return text(reference, pattern, message).flatMap(text -> {
            try {
                return Optional.of(Double.parseDouble(text.strip())).filter(Double::isFinite);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** A constant, a field of the pattern by its name, or a property of a JSON event by its selector. */
    private static Optional<String> text(String reference, FilterPattern pattern, String message) {
        if (!reference.startsWith("$")) {
            return Optional.of(reference);
        }
        FilterPattern reader = reference.startsWith("$.") ? FilterPattern.parse("{ " + reference + " = * }") : pattern;
        return Optional.ofNullable(reader.extract(message).get(reference));
    }
}
