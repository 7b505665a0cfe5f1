package io.devopslab.cloud.service.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.lambda.AsyncQueue.Queued;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionEventInvokeConfig;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.s3.S3Client;

/** Tells the outcomes of asynchronous calls to those who want to know (Lambda Developer Guide, "Adding a destination"). */
final class Destinations {

    private static final Logger LOG = LoggerFactory.getLogger(Destinations.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH.mm.ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ServiceContext context;
    private final FunctionTable table;
    private final LambdaClient lambda;
    private final Supplier<EventBridgeClient> eventBridge;
    private final Supplier<S3Client> s3;
    private final Letters letters;
    private final FunctionMetrics metrics;

    Destinations(
            ServiceContext context,
            FunctionTable table,
            LambdaClient lambda,
            Supplier<EventBridgeClient> eventBridge,
            Supplier<S3Client> s3,
            Letters letters,
            FunctionMetrics metrics) {
        this.context = context;
        this.table = table;
        this.lambda = lambda;
        this.eventBridge = eventBridge;
        this.s3 = s3;
        this.letters = letters;
        this.metrics = metrics;
    }

    void succeeded(Queued queued, Optional<FunctionEventInvokeConfig> config, Outcome outcome) {
        config.map(FunctionEventInvokeConfig::destinationConfig)
                .flatMap(EventInvokeConfigs::success)
                .ifPresent(arn -> deliver(arn, "Success", queued, record(queued, outcome)));
    }

    void failed(Queued queued, Optional<FunctionEventInvokeConfig> config, Outcome outcome) {
        config.map(FunctionEventInvokeConfig::destinationConfig)
                .flatMap(EventInvokeConfigs::failure)
                .ifPresent(arn -> deliver(arn, "Failure", queued, record(queued, outcome)));
    }

    private ObjectNode record(Queued queued, Outcome outcome) {
        ObjectNode record = JSON.createObjectNode();
        record.put("version", "1.0").put("timestamp", context.time().instant().toString());
        int calls = queued.failures()
                + (outcome.done().isPresent() || outcome.refusal().isPresent() ? 1 : 0);
        String version = outcome.done().map(Invoker.Done::version).orElse(FunctionName.LATEST);
        record.putObject("requestContext")
                .put("requestId", queued.call().requestId())
                .put(
                        "functionArn",
                        table.arn(queued.call().function().unqualified()) + ":"
                                + queued.call().function().qualifierOrLatest())
                .put("condition", outcome.condition())
                .put("approximateInvokeCount", calls);
        record.set("requestPayload", json(queued.call().payload()));
        outcome.done().ifPresent(done -> {
            ObjectNode response = record.putObject("responseContext");
            response.put("statusCode", 200).put("executedVersion", version);
            if (done.result().isError()) {
                response.put("functionError", "Unhandled");
            }
            record.set("responsePayload", json(done.result().payload()));
        });
        outcome.refusal().ifPresent(message -> record.putObject("responseContext")
                .put("statusCode", 400)
                .put("executedVersion", version)
                .put("functionError", message));
        return record;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    private void deliver(String arn, String kind, Queued queued, ObjectNode record) {
        try {
            switch (arn.split(":", -1)[2]) {
                case "events" -> putEvent(arn, kind, record);
                case "sqs", "sns" -> letters.send(arn, record.toString(), List.of());
                case "s3" -> putObject(arn, queued.call().function(), record);
                default -> invoke(arn, record);
            }
        } catch (AwsServiceException e) {
            context.store().requireOpen(e);
            LOG.warn("The outcome of an asynchronous call cannot be delivered to {}.", arn, e);
            metrics.undelivered(queued.call().function(), context.time().instant());
        }
    }

    private void invoke(String function, ObjectNode record) {
        lambda.invoke(InvokeRequest.builder()
                .functionName(function)
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(record.toString()))
                .build());
    }

    private void putObject(String bucket, FunctionName function, ObjectNode record) {
        Instant now = context.time().instant();
        String key = "aws/lambda/async/" + function.name() + "/" + DAY.format(now) + "/" + SECOND.format(now) + "-"
                + context.ids().uuid();
        s3.get().putObject(r -> r.bucket(Arns.resource(bucket)).key(key), RequestBody.fromString(record.toString()));
    }

    private void putEvent(String bus, String kind, ObjectNode record) {
        eventBridge
                .get()
                .putEvents(PutEventsRequest.builder()
                        .entries(PutEventsRequestEntry.builder()
                                .eventBusName(bus)
                                .source("lambda")
                                .detailType("Lambda Function Invocation Result - " + kind)
                                .resources(
                                        bus,
                                        record.path("requestContext")
                                                .path("functionArn")
                                                .asText())
                                .detail(record.toString())
                                .build())
                        .build());
    }
}
