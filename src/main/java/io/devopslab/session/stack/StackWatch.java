package io.devopslab.session.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Follows the events of one stack, by its id, so that a deleted stack can be followed to its end. */
final class StackWatch {

    private static final OperationName EVENTS = new OperationName("cloudformation", "DescribeStackEvents");

    private final Operations operations;
    private final String stackId;
    private final Consumer<StackEvent> listener;
    private final Set<String> seen = new HashSet<>();
    private Optional<StackEvent> firstFailure = Optional.empty();
    private final List<StackEvent> failures = new ArrayList<>();

    StackWatch(Operations operations, String stackId, Consumer<StackEvent> listener) {
        this.operations = operations;
        this.stackId = stackId;
        this.listener = listener;
    }

    /** Takes what happened so far as known. */
    StackWatch fromNow() {
        news().forEach(event -> {});
        firstFailure = Optional.empty();
        failures.clear();
        return this;
    }

    /** Tells the listener what is new. */
    void tell() {
        news().forEach(listener);
    }

    private List<StackEvent> news() {
        Outcome outcome = operations.callAll(EVENTS, Input.of("StackName", stackId));
        if (outcome instanceof Outcome.Failure) {
            return List.of(); // Not there yet, or no longer: the status says which.
        }
        List<StackEvent> news = new ArrayList<>();
        for (JsonNode event : outcome.orThrow().path("StackEvents")) {
            if (seen.add(event.path("EventId").asText())) {
                news.add(event(event));
            }
        }
        Collections.reverse(news); // AWS gives the newest first.
        news.stream().filter(event -> event.status().endsWith("_FAILED")).forEach(this::failed);
        return news;
    }

    private void failed(StackEvent event) {
        failures.add(event);
        // What CloudFormation cancelled because of another failure is no cause.
        if (firstFailure.isEmpty() && !event.reason().contains("cancelled")) {
            firstFailure = Optional.of(event);
        }
    }

    Optional<StackEvent> firstFailure() {
        return firstFailure;
    }

    List<StackEvent> failures() {
        return List.copyOf(failures);
    }

    private static StackEvent event(JsonNode event) {
        return new StackEvent(
                event.path("StackName").asText(),
                event.path("LogicalResourceId").asText(),
                event.path("PhysicalResourceId").asText(""),
                event.path("ResourceType").asText(),
                event.path("ResourceStatus").asText(),
                event.path("ResourceStatusReason").asText(""));
    }
}
