package io.devopslab.cloud.service.logs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.service.logs.filter.FilterPattern;
import io.devopslab.cloud.service.logs.filter.InvalidPatternException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * Hands events to the functions that the subscription filters of their group name: {@code {"awslogs": {"data": …}}},
 * whose data is a JSON document, compressed and in Base64 (CloudWatch Logs User Guide, "Log group-level subscription
 * filters", "Subscription filters with AWS Lambda"). Events that were there before a filter are passed over.
 */
final class Subscribers {

    private static final Logger LOG = LoggerFactory.getLogger(Subscribers.class);

    /** What an asynchronous call of a function may weigh, in bytes (Lambda Developer Guide, "Lambda quotas"). */
    private static final int MOST_BYTES = 262_144;

    private final Scope scope;
    private final LogTables tables;
    private final Supplier<LambdaClient> lambda;

    Subscribers(Scope scope, LogTables tables, Supplier<LambdaClient> lambda) {
        this.scope = scope;
        this.tables = tables;
        this.lambda = lambda;
    }

    /** Hands on events that a stream took in; returns when the functions' calls are queued. */
    void tell(String group, String stream, List<LogEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        for (SubscriptionFilterRow row : tables.subscriptionFilters().valuesOf(group + ":")) {
            try {
                tell(row.filter(), stream, events);
            } catch (InvalidPatternException e) {
                LOG.warn("The pattern of a subscription filter takes too long on a message: {}", row.key());
            } catch (SdkException e) {
                // The events are in their group all the same; who put them has done nothing wrong.
                LOG.warn("The destination of the subscription filter {} takes no events: {}", row.key(), e.toString());
            }
        }
    }

    private void tell(SubscriptionFilter filter, String stream, List<LogEvent> events) {
        FilterPattern pattern = FilterPattern.parse(filter.filterPattern());
        List<LogEvent> matching = events.stream()
                .filter(event -> pattern.matches(event.message()))
                .toList();
        if (!matching.isEmpty()) {
            send(filter, pattern, stream, matching);
        }
    }

    /** What is too large for one call is halved. */
    private void send(SubscriptionFilter filter, FilterPattern pattern, String stream, List<LogEvent> events) {
        String payload = payload(document(filter, pattern, stream, events).toString());
        if (payload.length() <= MOST_BYTES) {
            lambda.get().invoke(r -> r.functionName(filter.destinationArn())
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String(payload))
                    .overrideConfiguration(CallSource.of(LogNames.groupArn(scope, filter.logGroupName()) + ":*")));
        } else if (events.size() > 1) {
            int half = events.size() / 2;
            send(filter, pattern, stream, events.subList(0, half));
            send(filter, pattern, stream, events.subList(half, events.size()));
        } else {
            LOG.warn("An event is too large for the function of the subscription filter {}.", filter.filterName());
        }
    }

    private ObjectNode document(
            SubscriptionFilter filter, FilterPattern pattern, String stream, List<LogEvent> events) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("messageType", "DATA_MESSAGE")
                .put("owner", scope.account())
                .put("logGroup", filter.logGroupName())
                .put("logStream", stream);
        document.putArray("subscriptionFilters").add(filter.filterName());
        ArrayNode shown = document.putArray("logEvents");
        int hash = LogStream.key(filter.logGroupName(), stream).hashCode();
        for (LogEvent event : events) {
            ObjectNode node = shown.addObject();
            node.put("id", EventTokens.digits(event.id(hash)))
                    .put("timestamp", event.timestamp())
                    .put("message", event.message());
            addFields(node, pattern.extract(event.message()));
        }
        return document;
    }

    /** The fields of a pattern that splits messages at spaces, by their plain names. */
    private static void addFields(ObjectNode event, Map<String, String> extracted) {
        extracted.forEach((name, value) -> {
            if (!name.startsWith("$.")) {
                event.withObject("/extractedFields").put(name.substring(1), value);
            }
        });
    }

    private static String payload(String document) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(document.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.putObject("awslogs").put("data", Base64.getEncoder().encodeToString(packed.toByteArray()));
        return payload.toString();
    }
}
