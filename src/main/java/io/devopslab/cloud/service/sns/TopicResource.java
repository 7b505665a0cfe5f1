package io.devopslab.cloud.service.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.TagResourceRequest;

/** {@code AWS::SNS::Topic}, known by its ARN, with the subscriptions that its template lists. */
final class TopicResource implements ResourceHandler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ATTRIBUTES = Set.of(
            "ArchivePolicy",
            "ContentBasedDeduplication",
            "DataProtectionPolicy",
            "DisplayName",
            "FifoThroughputScope",
            "FifoTopic",
            "KmsMasterKeyId",
            "SignatureVersion",
            "TracingConfig");
    private static final Set<String> OTHERS = Set.of("TopicName", "Subscription", "Tags", "DeliveryStatusLogging");
    private static final Set<String> READ = Set.of(
            "ContentBasedDeduplication",
            "DisplayName",
            "FifoTopic",
            "KmsMasterKeyId",
            "SignatureVersion",
            "TracingConfig");

    private final Supplier<SnsClient> client;

    TopicResource(Supplier<SnsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::SNS::Topic";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("TopicName", "FifoTopic");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        JsonNode properties = request.properties();
        String suffix = properties.path("FifoTopic").asBoolean() ? ".fifo" : "";
        String name = properties.path("TopicName").asText(request.generatedName() + suffix);
        Map<String, String> tags = ResourceTags.all(request, properties.path("Tags"));
        String arn;
        try {
            arn = client.get()
                    .createTopic(CreateTopicRequest.builder()
                            .name(name)
                            .attributes(attributes(properties))
                            .tags(tags(tags))
                            .overrideConfiguration(CallSource.of(request.stackId()))
                            .build())
                    .topicArn();
        } catch (InvalidParameterException e) {
            if (String.valueOf(e.awsErrorDetails().errorMessage()).contains("Topic already exists")) {
                throw new IllegalArgumentException("The topic " + name + " already exists.", e);
            }
            throw e;
        }
        subscribe(arn, properties);
        return provisioned(arn);
    }

    private static Map<String, String> attributes(JsonNode properties) {
        Map<String, String> attributes = new HashMap<>();
        properties.properties().forEach(property -> {
            if (ATTRIBUTES.contains(property.getKey())) {
                attributes.put(property.getKey(), text(property.getValue()));
            } else if (!OTHERS.contains(property.getKey())) {
                throw new IllegalArgumentException("A topic has no property " + property.getKey() + ".");
            }
        });
        if (!properties.path("FifoTopic").asBoolean()) {
            attributes.remove("FifoTopic");
        }
        return attributes;
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private void subscribe(String arn, JsonNode properties) {
        properties.path("Subscription").forEach(subscription -> client.get().subscribe(r -> r.topicArn(arn)
                .protocol(subscription.path("Protocol").asText())
                .endpoint(subscription.path("Endpoint").asText())));
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(
                arn, JsonNodeFactory.instance.objectNode().put("TopicArn", arn).put("TopicName", Arns.name(arn)));
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        String arn = request.physicalId();
        Map<String, String> wanted = attributes(request.properties());
        attributes(request.previous()).keySet().forEach(name -> wanted.putIfAbsent(name, initial(name)));
        wanted.remove("FifoTopic");
        wanted.forEach((name, value) -> client.get()
                .setTopicAttributes(r -> r.topicArn(arn).attributeName(name).attributeValue(value)));
        unsubscribe(arn, request);
        subscribe(arn, request.properties());
        retag(arn, request);
        return provisioned(arn);
    }

    private static String initial(String attribute) {
        return switch (attribute) {
            case "SignatureVersion" -> "1";
            case "TracingConfig" -> "PassThrough";
            case "ContentBasedDeduplication" -> "false";
            case "FifoThroughputScope" -> "Topic";
            default -> "";
        };
    }

    /** Ends the subscriptions that the template listed before and lists no more. */
    private void unsubscribe(String arn, ResourceRequest request) {
        List<JsonNode> dropped = new ArrayList<>();
        request.previous().path("Subscription").forEach(dropped::add);
        request.properties().path("Subscription").forEach(dropped::remove);
        client.get().listSubscriptionsByTopicPaginator(r -> r.topicArn(arn)).subscriptions().stream()
                .filter(subscription -> subscription.subscriptionArn().startsWith("arn:"))
                .filter(subscription -> dropped.stream()
                        .anyMatch(node -> node.path("Protocol").asText().equals(subscription.protocol())
                                && node.path("Endpoint").asText().equals(subscription.endpoint())))
                .toList()
                .forEach(subscription ->
                        client.get().unsubscribe(r -> r.subscriptionArn(subscription.subscriptionArn())));
    }

    private void retag(String arn, ResourceRequest request) {
        Map<String, String> wanted = ResourceTags.all(request);
        Set<String> dropped = ResourceTags.dropped(present(arn), wanted);
        if (!dropped.isEmpty()) {
            client.get().untagResource(r -> r.resourceArn(arn).tagKeys(dropped));
        }
        client.get()
                .tagResource(TagResourceRequest.builder()
                        .resourceArn(arn)
                        .tags(tags(wanted))
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
    }

    private Map<String, String> present(String arn) {
        Map<String, String> tags = new HashMap<>();
        client.get()
                .listTagsForResource(r -> r.resourceArn(arn))
                .tags()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    @Override
    public void delete(ResourceRequest request) {
        client.get().deleteTopic(r -> r.topicArn(request.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            ObjectNode properties = JsonNodeFactory.instance.objectNode().put("TopicName", Arns.name(physicalId));
            client.get()
                    .getTopicAttributes(r -> r.topicArn(physicalId))
                    .attributes()
                    .forEach((name, value) -> {
                        if (READ.contains(name)) {
                            properties.set(name, json(name, value));
                        }
                    });
            ArrayNode tags = properties.putArray("Tags");
            present(physicalId).forEach((key, value) -> {
                if (!key.startsWith("aws:")) {
                    tags.addObject().put("Key", key).put("Value", value);
                }
            });
            return Optional.of(properties);
        } catch (NotFoundException | ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private static JsonNode json(String name, String value) {
        boolean isFlag = name.equals("FifoTopic") || name.equals("ContentBasedDeduplication");
        try {
            return isFlag ? JSON.readTree(value) : JsonNodeFactory.instance.textNode(value);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(value);
        }
    }
}
