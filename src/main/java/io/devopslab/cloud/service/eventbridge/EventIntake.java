package io.devopslab.cloud.service.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.TestEventPatternRequest;
import software.amazon.awssdk.services.eventbridge.model.TestEventPatternResponse;

/** Takes the events that users put on buses. */
final class EventIntake {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final List<String> MEMBERS =
            List.of("id", "account", "source", "time", "region", "resources", "detail-type");
    private static final int LARGEST = 256 * 1024;
    private static final int SIZE_OF_TIME = 14;

    private final ServiceContext context;
    private final EventRouter router;

    EventIntake(ServiceContext context, EventRouter router) {
        this.context = context;
        this.router = router;
    }

    PutEventsResponse put(PutEventsRequest request) {
        new Constraints()
                .required("entries", request.hasEntries() ? request.entries() : null)
                .size("entries", request.entries(), request.hasEntries() ? 1 : 0, 10)
                .verify(EventBridgeException.builder());
        if (request.entries().stream().mapToInt(EventIntake::size).sum() > LARGEST) {
            throw EventBridgeErrors.validation("Total size of the entries in the request is over the limit.");
        }
        List<PutEventsResultEntry> results =
                request.entries().stream().map(this::put).toList();
        long failed =
                results.stream().filter(entry -> entry.errorCode() != null).count();
        return PutEventsResponse.builder()
                .entries(results)
                .failedEntryCount((int) failed)
                .build();
    }

    private static int size(PutEventsRequestEntry entry) {
        int resources = entry.resources().stream().mapToInt(EventIntake::bytes).sum();
        return (entry.time() == null ? 0 : SIZE_OF_TIME)
                + bytes(entry.source())
                + bytes(entry.detailType())
                + bytes(entry.detail())
                + resources;
    }

    private static int bytes(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private PutEventsResultEntry put(PutEventsRequestEntry entry) {
        Optional<PutEventsResultEntry> problem = problem(entry);
        if (problem.isPresent()) {
            return problem.get();
        }
        Optional<ObjectNode> detail = object(entry.detail());
        if (detail.isEmpty()) {
            return error("MalformedDetail", "Detail is malformed.");
        }
        CloudEvent event = new CloudEvent(
                context.ids().uuid(),
                entry.source(),
                entry.detailType(),
                context.scope(),
                entry.time() == null ? context.time().instant() : entry.time(),
                entry.resources(),
                detail.get());
        // An event for a bus that does not exist is taken and lost, as on AWS.
        router.route(EventBuses.name(entry.eventBusName()), event, false);
        return PutEventsResultEntry.builder().eventId(event.id()).build();
    }

    private static Optional<PutEventsResultEntry> problem(PutEventsRequestEntry entry) {
        if (isEmpty(entry.source())) {
            return Optional.of(required("Source"));
        }
        if (isEmpty(entry.detailType())) {
            return Optional.of(required("DetailType"));
        }
        if (isEmpty(entry.detail())) {
            return Optional.of(required("Detail"));
        }
        return entry.source().startsWith("aws.")
                ? Optional.of(error("NotAuthorizedForSourceException", "Not authorized for the source."))
                : Optional.empty();
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static PutEventsResultEntry required(String member) {
        return error(
                "InvalidArgument",
                "Parameter " + member + " is not valid. Reason: " + member + " is a required argument.");
    }

    private static PutEventsResultEntry error(String code, String message) {
        return PutEventsResultEntry.builder()
                .errorCode(code)
                .errorMessage(message)
                .build();
    }

    private static Optional<ObjectNode> object(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    TestEventPatternResponse test(TestEventPatternRequest request) {
        new Constraints()
                .required("eventPattern", request.eventPattern())
                .required("event", request.event())
                .verify(EventBridgeException.builder());
        EventPattern pattern = EventPattern.compile(request.eventPattern());
        ObjectNode event = object(request.event())
                .orElseThrow(() -> EventBridgeErrors.validation(
                        "Parameter Event is not valid. Reason: The event is not a JSON object."));
        for (String member : MEMBERS) {
            if (!event.has(member)) {
                throw EventBridgeErrors.validation(
                        "Parameter Event is not valid. Reason: " + member + " is a required member of the event.");
            }
        }
        return TestEventPatternResponse.builder()
                .result(pattern.matches(request.event()))
                .build();
    }
}
