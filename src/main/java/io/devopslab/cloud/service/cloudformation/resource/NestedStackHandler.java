package io.devopslab.cloud.service.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceFailure;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

/** {@code AWS::CloudFormation::Stack}. */
final class NestedStackHandler implements ResourceHandler {

    private static final Set<String> PROPERTIES =
            Set.of("TemplateURL", "Parameters", "Tags", "TimeoutInMinutes", "NotificationARNs");

    /** No attribute of the type: what the stack was when it was provisioned. */
    private static final String DEFINITION = "AWS::Definition";

    private final NestedStacks stacks;
    private final Patience patience;

    NestedStackHandler(NestedStacks stacks, Patience patience) {
        this.stacks = stacks;
        this.patience = patience;
    }

    @Override
    public String type() {
        return "AWS::CloudFormation::Stack";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties.requireKnown(request.properties(), PROPERTIES);
        JsonNode timeout = request.properties().path("TimeoutInMinutes");
        String id = stacks.create(
                CreateStackRequest.builder()
                        .stackName(request.generatedName())
                        .templateURL(Properties.required(request.properties(), "TemplateURL"))
                        .parameters(parameters(request))
                        .tags(tags(request))
                        .notificationARNs(texts(request.properties().path("NotificationARNs")))
                        .timeoutInMinutes(timeout.isMissingNode() ? null : (Integer) timeout.asInt())
                        .clientRequestToken(request.token())
                        .build(),
                request.stackId());
        Stack stack = await(request, id);
        if (stack.stackStatus() != StackStatus.CREATE_COMPLETE) {
            throw failure(stack, "created", id);
        }
        return provisioned(stack);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        Properties.requireKnown(request.properties(), PROPERTIES);
        boolean updated = stacks.update(
                UpdateStackRequest.builder()
                        .stackName(request.physicalId())
                        .templateURL(Properties.required(request.properties(), "TemplateURL"))
                        .parameters(parameters(request))
                        .tags(tags(request))
                        .notificationARNs(texts(request.properties().path("NotificationARNs")))
                        .clientRequestToken(request.token())
                        .build(),
                request.stackId());
        Stack stack = await(request, request.physicalId());
        if (updated && stack.stackStatus() != StackStatus.UPDATE_COMPLETE) {
            throw failure(stack, "updated", "");
        }
        return provisioned(stack);
    }

    /** The place of the template may hold another one by now, so the stack goes back to what it had itself. */
    @Override
    public Provisioned revert(ResourceRequest request, ObjectNode attributes) {
        String id = request.physicalId();
        String was = attributes.path(DEFINITION).asText();
        boolean goesBack =
                was.equals(stacks.definition(id)) || (!was.isEmpty() && stacks.takeBack(id, was, request.token()));
        if (!goesBack) {
            return update(request);
        }
        Stack stack = await(request, id);
        if (!was.equals(stacks.definition(id))) {
            throw failure(stack, "updated", "");
        }
        return provisioned(stack);
    }

    @Override
    public void delete(ResourceRequest request) {
        stacks.delete(DeleteStackRequest.builder()
                .stackName(request.physicalId())
                .clientRequestToken(request.token())
                .build());
        Stack stack = await(request, request.physicalId());
        if (stack.stackStatus() != StackStatus.DELETE_COMPLETE) {
            throw failure(stack, "deleted", "");
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        throw new UnsupportedOperationException("Drift of nested stacks is detected on the nested stacks themselves");
    }

    private Stack await(ResourceRequest request, String id) {
        return patience.await(request, () -> Optional.of(stacks.describe(id))
                .filter(stack -> !stack.stackStatusAsString().endsWith("_IN_PROGRESS")));
    }

    /** The parent's resource fails with what failed in the stack. */
    private ResourceFailure failure(Stack stack, String done, String physicalId) {
        String what = "Embedded stack " + stack.stackId() + " was not successfully " + done;
        Optional<StackEvent> event = stacks.failure(stack.stackId());
        String reason = event.map(StackEvent::resourceStatusReason)
                .map(text -> text.replace("Rollback requested by user.", ""))
                .orElse("");
        boolean rolledBack = event.map(StackEvent::resourceStatusAsString)
                .filter("UPDATE_ROLLBACK_IN_PROGRESS"::equals)
                .isPresent();
        return new ResourceFailure(
                rolledBack
                        ? what + ". Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: " + reason
                        : what + ": " + reason,
                physicalId);
    }

    private Provisioned provisioned(Stack stack) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.put(DEFINITION, stacks.definition(stack.stackId()));
        stack.outputs().forEach(output -> attributes.put("Outputs." + output.outputKey(), output.outputValue()));
        return new Provisioned(stack.stackId(), attributes);
    }

    private static List<Parameter> parameters(ResourceRequest request) {
        List<Parameter> parameters = new ArrayList<>();
        request.properties()
                .path("Parameters")
                .properties()
                .forEach(parameter -> parameters.add(Parameter.builder()
                        .parameterKey(parameter.getKey())
                        .parameterValue(
                                parameter.getValue().isArray()
                                        ? String.join(",", texts(parameter.getValue()))
                                        : parameter.getValue().asText())
                        .build()));
        return parameters;
    }

    private static List<Tag> tags(ResourceRequest request) {
        Map<String, String> tags = new LinkedHashMap<>(request.stackTags());
        request.properties()
                .path("Tags")
                .forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
