package io.devopslab.cloud.service.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** {@code AWS::SNS::Subscription}, known by its ARN. */
final class SubscriptionResource implements ResourceHandler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ATTRIBUTES = Set.of(
            "DeliveryPolicy",
            "FilterPolicy",
            "FilterPolicyScope",
            "RawMessageDelivery",
            "RedrivePolicy",
            "SubscriptionRoleArn");
    private static final Set<String> OTHERS = Set.of("TopicArn", "Protocol", "Endpoint", "Region");

    private final Supplier<SnsClient> client;

    SubscriptionResource(Supplier<SnsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::SNS::Subscription";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("TopicArn", "Protocol", "Endpoint");
    }

    /** Subscribing again gives the same subscription, so a second attempt finds what the first one made. */
    @Override
    public Provisioned create(ResourceRequest request) {
        JsonNode properties = request.properties();
        Map<String, String> attributes = attributes(properties);
        String arn = client.get()
                .subscribe(r -> r.topicArn(properties.path("TopicArn").asText())
                        .protocol(properties.path("Protocol").asText())
                        .endpoint(properties.path("Endpoint").asText())
                        .attributes(attributes)
                        .returnSubscriptionArn(true))
                .subscriptionArn();
        return provisioned(arn);
    }

    private static Map<String, String> attributes(JsonNode properties) {
        Map<String, String> attributes = new HashMap<>();
        properties.properties().forEach(property -> {
            if (ATTRIBUTES.contains(property.getKey())) {
                JsonNode value = property.getValue();
                attributes.put(property.getKey(), value.isContainerNode() ? value.toString() : value.asText());
            } else if (!OTHERS.contains(property.getKey())) {
                throw new IllegalArgumentException("A subscription has no property " + property.getKey() + ".");
            }
        });
        return attributes;
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(arn, JsonNodeFactory.instance.objectNode().put("Arn", arn));
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        String arn = request.physicalId();
        Map<String, String> wanted = attributes(request.properties());
        attributes(request.previous())
                .keySet()
                .forEach(name -> wanted.putIfAbsent(name, name.equals("RawMessageDelivery") ? "false" : ""));
        // A policy about bodies may not fit the scope that is still the old one.
        set(arn, wanted, "FilterPolicyScope");
        wanted.keySet().forEach(name -> set(arn, wanted, name));
        return provisioned(arn);
    }

    private void set(String arn, Map<String, String> attributes, String name) {
        if (attributes.containsKey(name)) {
            client.get()
                    .setSubscriptionAttributes(
                            r -> r.subscriptionArn(arn).attributeName(name).attributeValue(attributes.get(name)));
        }
    }

    @Override
    public void delete(ResourceRequest request) {
        client.get().unsubscribe(r -> r.subscriptionArn(request.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            ObjectNode properties = JsonNodeFactory.instance.objectNode();
            client.get()
                    .getSubscriptionAttributes(r -> r.subscriptionArn(physicalId))
                    .attributes()
                    .forEach((name, value) -> {
                        if (ATTRIBUTES.contains(name)) {
                            properties.set(name, json(value));
                        } else if (OTHERS.contains(name)) {
                            properties.put(name, value);
                        }
                    });
            return Optional.of(properties);
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static JsonNode json(String value) {
        try {
            return value.startsWith("{") || value.matches("true|false")
                    ? JSON.readTree(value)
                    : JsonNodeFactory.instance.textNode(value);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(value);
        }
    }
}
