package io.devopslab.session.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Deploys and deletes stacks, and goes on with what an earlier command began. */
public final class Stacks {

    private static final String SERVICE = "cloudformation";
    private static final Set<String> STANDING =
            Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE", "UPDATE_ROLLBACK_COMPLETE");

    private final Operations operations;
    private final Pauser pauser;
    private final Consumer<StackEvent> listener;

    public Stacks(Operations operations, Pauser pauser, Consumer<StackEvent> listener) {
        this.operations = operations;
        this.pauser = pauser;
        this.listener = listener;
    }

    /**
     * A stack as CloudFormation describes it.
     *
     * @param made when it was made
     * @param role the ARN of the role that CloudFormation works with; empty where it is the caller's
     * @param tags by their keys
     */
    public record Description(
            String id, String name, String status, String reason, Instant made, String role, Map<String, String> tags) {

        public Description {
            tags = Map.copyOf(tags);
        }

        boolean isBusy() {
            return status.endsWith("_IN_PROGRESS") && !status.equals("REVIEW_IN_PROGRESS");
        }
    }

    /** The stack of that name or id, if there is one that is not deleted. */
    public Optional<Description> find(String nameOrId) {
        Outcome outcome = operations.call(SERVICE, "DescribeStacks", Input.of("StackName", nameOrId));
        if (outcome instanceof Outcome.Failure failure && failure.isNotFound()) {
            return Optional.empty();
        }
        JsonNode stack = outcome.orThrow().path("Stacks").path(0);
        return Optional.of(description(stack)).filter(found -> !found.status().equals("DELETE_COMPLETE"));
    }

    private static Description description(JsonNode stack) {
        Map<String, String> tags = new java.util.HashMap<>();
        stack.path("Tags")
                .forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return new Description(
                stack.path("StackId").asText(),
                stack.path("StackName").asText(),
                stack.path("StackStatus").asText(),
                stack.path("StackStatusReason").asText(""),
                instant(stack.path("CreationTime").asText("")),
                stack.path("RoleARN").asText(""),
                tags);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /**
     * Brings a stack to its template, through a change set; one that is there already stays as it is.
     *
     * @return whether something was changed
     * @throws StackFailedException when the stack does not get there
     */
    public boolean deploy(StackSpecification stack) throws InterruptedException {
        Optional<Description> present = find(stack.name());
        if (present.isPresent() && present.get().isBusy()) {
            present = settled(present.get());
        }
        boolean usable = present.isEmpty()
                || STANDING.contains(present.get().status())
                || present.get().status().equals("REVIEW_IN_PROGRESS");
        if (!usable) {
            delete(stack.name());
            present = Optional.empty();
        }
        boolean exists =
                present.filter(found -> STANDING.contains(found.status())).isPresent();
        return change(stack, exists);
    }

    private Optional<Description> settled(Description stack) throws InterruptedException {
        StackWatch watch = new StackWatch(operations, stack.id(), listener).fromNow();
        return end(stack.id(), watch);
    }

    private boolean change(StackSpecification stack, boolean exists) throws InterruptedException {
        String changeSet = "lab-" + UUID.randomUUID();
        ObjectNode input = Input.of(
                "StackName", stack.name(),
                "ChangeSetName", changeSet,
                "ChangeSetType", exists ? "UPDATE" : "CREATE",
                "TemplateBody", stack.template(),
                "Parameters", pairs("ParameterKey", "ParameterValue", stack.parameters()),
                "Capabilities", stack.capabilities(),
                "Tags", pairs("Key", "Value", stack.tags()));
        ObjectNode made = operations.get(SERVICE, "CreateChangeSet", input);
        String stackId = made.path("StackId").asText();
        ObjectNode name = Input.of("StackName", stackId, "ChangeSetName", changeSet);
        if (!isWorthExecuting(stack.name(), name)) {
            operations.call(SERVICE, "DeleteChangeSet", name);
            return false;
        }
        StackWatch watch = new StackWatch(operations, stackId, listener).fromNow();
        operations.get(SERVICE, "ExecuteChangeSet", name);
        String status = end(stackId, watch).map(Description::status).orElse("DELETE_COMPLETE");
        if (!status.equals("CREATE_COMPLETE") && !status.equals("UPDATE_COMPLETE")) {
            throw failed(stack.name(), status, watch);
        }
        return true;
    }

    private boolean isWorthExecuting(String stack, ObjectNode name) throws InterruptedException {
        Backoff backoff = new Backoff(pauser);
        while (true) {
            ObjectNode changeSet = operations.get(SERVICE, "DescribeChangeSet", name);
            String status = changeSet.path("Status").asText();
            String reason = changeSet.path("StatusReason").asText("");
            if (status.equals("CREATE_COMPLETE")) {
                return true;
            }
            if (status.equals("FAILED")) {
                if (reason.contains("didn't contain changes") || reason.contains("No updates are to be performed")) {
                    return false;
                }
                throw new StackFailedException(stack, status, reason);
            }
            backoff.pause();
        }
    }

    private static List<Map<String, String>> pairs(String key, String value, Map<String, String> map) {
        List<Map<String, String>> pairs = new ArrayList<>();
        map.forEach((k, v) -> pairs.add(Map.of(key, k, value, v)));
        return pairs;
    }

    /** Follows the stack until CloudFormation is done with it; empty when it is deleted. */
    private Optional<Description> end(String stackId, StackWatch watch) throws InterruptedException {
        Backoff backoff = new Backoff(pauser);
        while (true) {
            Optional<Description> stack = find(stackId);
            watch.tell();
            if (stack.isEmpty() || !stack.get().isBusy()) {
                return stack;
            }
            backoff.pause();
        }
    }

    private static StackFailedException failed(String stack, String status, StackWatch watch) {
        String reason = watch.firstFailure()
                .map(event -> event.logicalId() + " (" + event.type() + "): " + event.reason())
                .orElse(status);
        return new StackFailedException(stack, status, reason);
    }

    /**
     * Deletes a stack and waits until it is gone; a stack that is not there is gone already.
     *
     * @return what could not be deleted
     * @throws OperationFailedException when the cloud does not answer, or not to this caller
     */
    public List<StackEvent> delete(String name) throws InterruptedException {
        Optional<Description> stack = find(name);
        if (stack.isEmpty()) {
            return List.of();
        }
        StackWatch watch = new StackWatch(operations, stack.get().id(), listener).fromNow();
        if (stack.get().isBusy() && !stack.get().status().equals("DELETE_IN_PROGRESS")) {
            end(stack.get().id(), watch); // CloudFormation refuses to delete some stacks in mid-work.
        }
        Outcome outcome = operations.call(
                SERVICE, "DeleteStack", Input.of("StackName", stack.get().id()));
        if (outcome instanceof Outcome.Failure failure) {
            if (failure.kind() == Outcome.Kind.UNREACHABLE || failure.kind() == Outcome.Kind.CREDENTIALS) {
                // The stack may stand as it is, so nothing must be taken out of it.
                throw new OperationFailedException(failure);
            }
            return List.of(
                    new StackEvent(name, name, name, "AWS::CloudFormation::Stack", "DELETE_FAILED", failure.message()));
        }
        Optional<Description> rest = end(stack.get().id(), watch);
        return rest.isEmpty() ? List.of() : remaining(name, rest.get(), watch);
    }

    private static List<StackEvent> remaining(String name, Description rest, StackWatch watch) {
        List<StackEvent> failures = watch.failures();
        return failures.isEmpty()
                ? List.of(new StackEvent(name, name, name, "AWS::CloudFormation::Stack", rest.status(), rest.reason()))
                : failures;
    }

    /** What the stack has made and not deleted; nothing when there is no such stack. */
    public List<StackResource> resources(String name) {
        Outcome outcome =
                operations.callAll(new OperationName(SERVICE, "ListStackResources"), Input.of("StackName", name));
        if (outcome instanceof Outcome.Failure failure) {
            if (failure.isNotFound()) {
                return List.of();
            }
            throw new OperationFailedException(failure);
        }
        List<StackResource> resources = new ArrayList<>();
        for (JsonNode resource : outcome.orThrow().path("StackResourceSummaries")) {
            String physicalId = resource.path("PhysicalResourceId").asText("");
            if (!physicalId.isEmpty()
                    && !resource.path("ResourceStatus").asText().equals("DELETE_COMPLETE")) {
                resources.add(new StackResource(resource.path("ResourceType").asText(), physicalId));
            }
        }
        return resources;
    }

    /** All stacks that carry a tag, whatever its value, as they were made one after the other. */
    public List<Description> tagged(String key) {
        Outcome outcome = operations.callAll(new OperationName(SERVICE, "DescribeStacks"), Input.of());
        List<Description> found = new ArrayList<>();
        for (JsonNode stack : outcome.orThrow().path("Stacks")) {
            Description description = description(stack);
            if (description.tags().containsKey(key) && !description.status().equals("DELETE_COMPLETE")) {
                found.add(description);
            }
        }
        found.sort(Comparator.comparing(Description::made));
        return found;
    }

    /** All stacks that carry a tag. */
    public List<String> tagged(String key, String value) {
        Outcome outcome = operations.callAll(new OperationName(SERVICE, "DescribeStacks"), Input.of());
        List<String> names = new ArrayList<>();
        for (JsonNode stack : outcome.orThrow().path("Stacks")) {
            for (JsonNode tag : stack.path("Tags")) {
                if (tag.path("Key").asText().equals(key)
                        && tag.path("Value").asText().equals(value)) {
                    names.add(stack.path("StackName").asText());
                }
            }
        }
        return names;
    }
}
