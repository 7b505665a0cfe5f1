package io.devopslab.cloud.service.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DeleteRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** {@code AWS::Events::Rule}. Its identifier is the rule's name, behind the bus's name and a bar on a custom bus. */
final class RuleResource implements ResourceHandler {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<EventBridgeClient> client;
    private final ResourceTagger tagger;

    private record Key(String bus, String name) {

        static Key of(String physicalId) {
            int bar = physicalId.lastIndexOf('|');
            return bar < 0
                    ? new Key(EventBuses.DEFAULT, physicalId)
                    : new Key(physicalId.substring(0, bar), physicalId.substring(bar + 1));
        }

        @Override
        public String toString() {
            return bus.equals(EventBuses.DEFAULT) ? name : bus + "|" + name;
        }
    }

    RuleResource(Supplier<EventBridgeClient> client) {
        this.client = client;
        this.tagger = new ResourceTagger(client);
    }

    @Override
    public String type() {
        return "AWS::Events::Rule";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("Name", "EventBusName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        JsonNode bus = request.properties().path("EventBusName");
        String name = request.properties().path("Name").asText(request.generatedName());
        return put(new Key(EventBuses.name(bus.isMissingNode() ? null : bus.asText()), name), request);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return put(Key.of(request.physicalId()), request);
    }

    private Provisioned put(Key key, ResourceRequest request) {
        ObjectNode properties = request.properties().deepCopy();
        JsonNode targets = properties.remove("Targets");
        JsonNode pattern = properties.get("EventPattern");
        if (pattern != null && pattern.isObject()) {
            properties.put("EventPattern", pattern.toString());
        }
        PutRuleRequest rule = Shapes.readProperties(properties, PutRuleRequest.class).toBuilder()
                .name(key.name())
                .eventBusName(key.bus())
                .tags(tagger.tags(request))
                .overrideConfiguration(CallSource.of(request.stackId()))
                .build();
        List<Target> wanted = targets(targets);
        String arn = client.get().putRule(rule).ruleArn();
        if (!request.physicalId().isEmpty()) {
            tagger.retag(arn, request);
        }
        putTargets(key, wanted);
        return new Provisioned(key.toString(), JSON.createObjectNode().put("Arn", arn));
    }

    private static List<Target> targets(@Nullable JsonNode targets) {
        List<Target> wanted = new ArrayList<>();
        if (targets != null) {
            targets.forEach(target -> wanted.add(Shapes.readProperties(target, Target.class)));
        }
        return wanted;
    }

    private void putTargets(Key key, List<Target> wanted) {
        List<String> ids = wanted.stream().map(Target::id).toList();
        removeTargets(
                key,
                current(key).stream()
                        .map(Target::id)
                        .filter(id -> !ids.contains(id))
                        .toList());
        if (!wanted.isEmpty()) {
            client.get()
                    .putTargets(PutTargetsRequest.builder()
                            .rule(key.name())
                            .eventBusName(key.bus())
                            .targets(wanted)
                            .build());
        }
    }

    private List<Target> current(Key key) {
        return client.get()
                .listTargetsByRule(ListTargetsByRuleRequest.builder()
                        .rule(key.name())
                        .eventBusName(key.bus())
                        .build())
                .targets();
    }

    private void removeTargets(Key key, List<String> ids) {
        if (!ids.isEmpty()) {
            client.get()
                    .removeTargets(RemoveTargetsRequest.builder()
                            .rule(key.name())
                            .eventBusName(key.bus())
                            .ids(ids)
                            .build());
        }
    }

    @Override
    public void delete(ResourceRequest request) {
        Key key = Key.of(request.physicalId());
        try {
            removeTargets(key, current(key).stream().map(Target::id).toList());
            client.get()
                    .deleteRule(DeleteRuleRequest.builder()
                            .name(key.name())
                            .eventBusName(key.bus())
                            .build());
        } catch (ResourceNotFoundException e) {
            // It is gone.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        Key key = Key.of(physicalId);
        try {
            DescribeRuleResponse rule = client.get()
                    .describeRule(DescribeRuleRequest.builder()
                            .name(key.name())
                            .eventBusName(key.bus())
                            .build());
            return Optional.of(properties(rule, current(key)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode properties(DescribeRuleResponse rule, List<Target> targets) {
        ObjectNode properties = Shapes.write(rule);
        properties.remove(List.of("Arn", "CreatedBy", "ManagedBy"));
        if (rule.eventPattern() != null) {
            properties.set("EventPattern", json(rule.eventPattern()));
        }
        ArrayNode list = properties.putArray("Targets");
        targets.forEach(target -> list.add(Shapes.write(target)));
        return properties;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The rule's pattern is not JSON: " + text, e);
        }
    }
}
