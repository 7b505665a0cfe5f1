package io.devopslab.cloud.service.cloudwatch.metric;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/**
 * What tells one metric from all others: the namespace, the name and all of its dimensions.
 *
 * @param dimensions by name, in the names' order
 */
public record MetricName(String namespace, String name, SortedMap<String, String> dimensions) {

    /** No name holds a control character, so these separate what could otherwise be misread. */
    private static final char PART = '\u0001';

    private static final char VALUE = '\u0002';

    public MetricName {
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    public static MetricName of(String namespace, String name, List<Dimension> dimensions) {
        SortedMap<String, String> byName = new TreeMap<>();
        dimensions.forEach(dimension -> byName.put(dimension.name(), dimension.value()));
        return new MetricName(namespace, name, byName);
    }

    public static MetricName of(Metric metric) {
        return of(metric.namespace(), metric.metricName(), metric.dimensions());
    }

    /** The key of the metric among all metrics; it begins with that of its namespace and name. */
    String key() {
        StringBuilder key = new StringBuilder(prefix(namespace)).append(name);
        for (Map.Entry<String, String> dimension : dimensions.entrySet()) {
            key.append(PART).append(dimension.getKey()).append(VALUE).append(dimension.getValue());
        }
        return key.toString();
    }

    /** The beginning of the keys of all metrics of a namespace. */
    static String prefix(String namespace) {
        return namespace + PART;
    }

    public Metric toMetric() {
        return Metric.builder()
                .namespace(namespace)
                .metricName(name)
                .dimensions(toDimensions())
                .build();
    }

    public List<Dimension> toDimensions() {
        return dimensions.entrySet().stream()
                .map(dimension -> Dimension.builder()
                        .name(dimension.getKey())
                        .value(dimension.getValue())
                        .build())
                .toList();
    }
}
