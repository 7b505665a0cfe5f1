package io.devopslab.cloud.service.codestarnotifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.codestarnotifications.model.CreateNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.DescribeNotificationRuleResponse;
import software.amazon.awssdk.services.codestarnotifications.model.EventTypeSummary;
import software.amazon.awssdk.services.codestarnotifications.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codestarnotifications.model.TagResourceRequest;
import software.amazon.awssdk.services.codestarnotifications.model.Target;

/** {@code AWS::CodeStarNotifications::NotificationRule}, known by its ARN. */
final class NotificationRuleResource implements ResourceHandler {

    private static final Set<String> PROPERTIES = Set.of(
            "CreatedBy",
            "DetailType",
            "EventTypeId",
            "EventTypeIds",
            "Name",
            "Resource",
            "Status",
            "Tags",
            "TargetAddress",
            "Targets");

    private final Supplier<CodestarNotificationsClient> client;

    NotificationRuleResource(Supplier<CodestarNotificationsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::CodeStarNotifications::NotificationRule";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("Resource");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = checked(request);
        String arn = client.get()
                .createNotificationRule(CreateNotificationRuleRequest.builder()
                        .name(text(properties, "Name"))
                        .resource(text(properties, "Resource"))
                        .detailType(text(properties, "DetailType"))
                        .status(text(properties, "Status"))
                        .eventTypeIds(eventTypes(properties))
                        .targets(targets(properties))
                        .tags(ResourceTags.all(request, properties.path("Tags")))
                        .clientRequestToken(request.token())
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build())
                .arn();
        return provisioned(arn);
    }

    private static ObjectNode checked(ResourceRequest request) {
        request.properties().properties().forEach(property -> {
            if (!PROPERTIES.contains(property.getKey())) {
                throw new IllegalArgumentException("A notification rule has no property " + property.getKey() + ".");
            }
        });
        return request.properties();
    }

    private static @Nullable String text(JsonNode properties, String name) {
        return properties.has(name) ? properties.path(name).asText() : null;
    }

    private static Set<String> eventTypes(JsonNode properties) {
        Set<String> ids = new LinkedHashSet<>();
        properties.path("EventTypeIds").forEach(id -> ids.add(id.asText()));
        if (properties.has("EventTypeId")) {
            ids.add(properties.path("EventTypeId").asText());
        }
        return ids;
    }

    private static List<Target> targets(JsonNode properties) {
        List<Target> targets = new ArrayList<>();
        properties
                .path("Targets")
                .forEach(target -> targets.add(Target.builder()
                        .targetType(text(target, "TargetType"))
                        .targetAddress(text(target, "TargetAddress"))
                        .build()));
        if (properties.has("TargetAddress")) {
            targets.add(Target.builder()
                    .targetType("SNS")
                    .targetAddress(properties.path("TargetAddress").asText())
                    .build());
        }
        return targets;
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(arn, JsonNodeFactory.instance.objectNode().put("Arn", arn));
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        ObjectNode properties = checked(request);
        String arn = request.physicalId();
        client.get().updateNotificationRule(r -> r.arn(arn)
                .name(text(properties, "Name"))
                .detailType(text(properties, "DetailType"))
                .status(properties.path("Status").asText("ENABLED"))
                .eventTypeIds(eventTypes(properties))
                .targets(targets(properties)));
        Map<String, String> wanted = ResourceTags.all(request, properties.path("Tags"));
        Set<String> dropped = ResourceTags.dropped(
                client.get().listTagsForResource(r -> r.arn(arn)).tags(), wanted);
        if (!dropped.isEmpty()) {
            client.get().untagResource(r -> r.arn(arn).tagKeys(dropped));
        }
        client.get()
                .tagResource(TagResourceRequest.builder()
                        .arn(arn)
                        .tags(wanted)
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
        return provisioned(arn);
    }

    @Override
    public void delete(ResourceRequest request) {
        client.get().deleteNotificationRule(r -> r.arn(request.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            return Optional.of(properties(client.get().describeNotificationRule(r -> r.arn(physicalId))));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode properties(DescribeNotificationRuleResponse rule) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties
                .put("Name", rule.name())
                .put("Resource", rule.resource())
                .put("DetailType", rule.detailTypeAsString())
                .put("Status", rule.statusAsString());
        ArrayNode types = properties.putArray("EventTypeIds");
        rule.eventTypes().stream().map(EventTypeSummary::eventTypeId).forEach(types::add);
        ArrayNode targets = properties.putArray("Targets");
        rule.targets().forEach(target -> targets.addObject()
                .put("TargetType", target.targetType())
                .put("TargetAddress", target.targetAddress()));
        ObjectNode tags = properties.putObject("Tags");
        rule.tags().forEach((key, value) -> {
            if (!key.startsWith("aws:")) {
                tags.put(key, value);
            }
        });
        return properties;
    }
}
