package io.devopslab.cloud.runtime.metric;

import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** One number that a service counted. */
public record Measurement(
        String namespace, String name, Map<String, String> dimensions, StandardUnit unit, Instant time, double value) {

    public Measurement {
        dimensions = Map.copyOf(dimensions);
    }

    /** The same without dimensions, or with others. */
    public Measurement of(Map<String, String> newDimensions) {
        return new Measurement(namespace, name, newDimensions, unit, time, value);
    }
}
