package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.metric.Measurement;
import io.devopslab.cloud.runtime.metric.MetricPublisher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * The metrics of calls (Lambda Developer Guide, "Types of metrics for Lambda functions"): of all functions, of each
 * function, of what was called by name, version or alias ({@code Resource}), and, of aliases, of the version that
 * answered ({@code ExecutedVersion}).
 */
final class FunctionMetrics {

    private static final String NAMESPACE = "AWS/Lambda";

    private final MetricPublisher publisher;
    private final FunctionTable table;

    FunctionMetrics(ServiceContext context, FunctionTable table, Supplier<CloudWatchClient> cloudWatch) {
        this.table = table;
        this.publisher =
                new MetricPublisher(context.time(), cloudWatch, Arns.of("lambda", context.scope(), "function:*"));
    }

    /** A call that is under way. */
    record Started(FunctionName function, Instant at, long nanos, int running) {}

    Started started(FunctionName function, Instant now, int running) {
        return new Started(function, now, System.nanoTime(), running);
    }

    /** A call has ended; how long it took is real time, since functions are real. */
    void ended(Started call, String version, boolean failed) {
        double millis = (System.nanoTime() - call.nanos()) / 1e6;
        List<Measurement> all = new ArrayList<>();
        for (Map<String, String> dimensions : dimensions(call.function(), Optional.of(version))) {
            all.add(count("Invocations", dimensions, call.at(), 1));
            all.add(count("Errors", dimensions, call.at(), failed ? 1 : 0));
            all.add(count("Throttles", dimensions, call.at(), 0));
            all.add(new Measurement(
                    NAMESPACE,
                    "Duration",
                    dimensions,
                    StandardUnit.MILLISECONDS,
                    call.at(),
                    Math.round(millis * 100) / 100.0));
            all.add(count("ConcurrentExecutions", dimensions, call.at(), call.running()));
        }
        publisher.publish(all);
    }

    /** A call was turned away. */
    void throttled(FunctionName function, Instant now) {
        publishOne("Throttles", function, now);
    }

    /** An event that no attempt could process did not reach its dead-letter queue. */
    void deadLetterError(FunctionName function, Instant now) {
        publishOne("DeadLetterErrors", function, now);
    }

    /** The outcome of an asynchronous call did not reach its destination. */
    void undelivered(FunctionName function, Instant now) {
        publishOne("DestinationDeliveryFailures", function, now);
    }

    private void publishOne(String name, FunctionName function, Instant now) {
        publisher.publish(dimensions(function, Optional.empty()).stream()
                .map(dimensions -> count(name, dimensions, now, 1))
                .toList());
    }

    private static Measurement count(String name, Map<String, String> dimensions, Instant time, double value) {
        return new Measurement(NAMESPACE, name, dimensions, StandardUnit.COUNT, time, value);
    }

    private List<Map<String, String>> dimensions(FunctionName function, Optional<String> version) {
        String resource = function.name()
                + function.qualifier()
                        .filter(qualifier -> !qualifier.equals(FunctionName.LATEST))
                        .map(qualifier -> ":" + qualifier)
                        .orElse("");
        List<Map<String, String>> all = new ArrayList<>(List.of(
                Map.of(),
                Map.of("FunctionName", function.name()),
                Map.of("FunctionName", function.name(), "Resource", resource)));
        version.filter(number -> table.alias(function).isPresent())
                .ifPresent(number -> all.add(
                        Map.of("FunctionName", function.name(), "Resource", resource, "ExecutedVersion", number)));
        return all;
    }
}
