package io.devopslab.cloud.service.sqs;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.TagQueueRequest;

/** {@code AWS::SQS::Queue}, known by its URL. Its properties are the queue's attributes, and its tags. */
final class QueueResource implements ResourceHandler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NO_ATTRIBUTES = Set.of("QueueName", "Tags");
    private static final Set<String> ATTRIBUTES = Set.of(
            "ContentBasedDeduplication",
            "DeduplicationScope",
            "DelaySeconds",
            "FifoQueue",
            "FifoThroughputLimit",
            "KmsDataKeyReusePeriodSeconds",
            "KmsMasterKeyId",
            "MaximumMessageSize",
            "MessageRetentionPeriod",
            "ReceiveMessageWaitTimeSeconds",
            "RedriveAllowPolicy",
            "RedrivePolicy",
            "SqsManagedSseEnabled",
            "VisibilityTimeout");

    private final Supplier<SqsClient> client;

    QueueResource(Supplier<SqsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::SQS::Queue";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("QueueName", "FifoQueue");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        JsonNode properties = request.properties();
        String suffix = properties.path("FifoQueue").asBoolean() ? ".fifo" : "";
        String name = properties.path("QueueName").asText(request.generatedName() + suffix);
        Optional<String> present = url(name);
        if (present.isPresent() && !ResourceTags.isMadeFor(request, tags(present.get()))) {
            throw new IllegalArgumentException("The queue " + name + " already exists.");
        }
        String url = present.isPresent()
                ? present.get()
                : client.get()
                        .createQueue(CreateQueueRequest.builder()
                                .queueName(name)
                                .attributesWithStrings(attributes(properties))
                                .tags(ResourceTags.all(request, properties.path("Tags")))
                                .overrideConfiguration(CallSource.of(request.stackId()))
                                .build())
                        .queueUrl();
        return provisioned(url);
    }

    private Optional<String> url(String name) {
        try {
            return Optional.of(client.get().getQueueUrl(r -> r.queueName(name)).queueUrl());
        } catch (QueueDoesNotExistException e) {
            return Optional.empty();
        }
    }

    private Map<String, String> tags(String url) {
        return client.get().listQueueTags(r -> r.queueUrl(url)).tags();
    }

    private static Map<String, String> attributes(JsonNode properties) {
        Map<String, String> attributes = new HashMap<>();
        properties.properties().forEach(property -> {
            if (ATTRIBUTES.contains(property.getKey())) {
                boolean isFalse = property.getKey().equals("FifoQueue")
                        && !property.getValue().asBoolean();
                if (!isFalse) {
                    attributes.put(property.getKey(), text(property.getValue()));
                }
            } else if (!NO_ATTRIBUTES.contains(property.getKey())) {
                throw new IllegalArgumentException("A queue has no property " + property.getKey() + ".");
            }
        });
        return attributes;
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    private Provisioned provisioned(String url) {
        String arn = client.get()
                .getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.put("Arn", arn).put("QueueName", Arns.name(arn)).put("QueueUrl", url);
        return new Provisioned(url, attributes);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        String url = request.physicalId();
        Map<String, String> wanted = attributes(request.properties());
        attributes(request.previous()).keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .toList()
                .forEach(name -> wanted.put(name, QueueAttributes.DEFAULTS.getOrDefault(name, "")));
        wanted.remove("FifoQueue");
        if (!wanted.isEmpty()) {
            client.get()
                    .setQueueAttributes(SetQueueAttributesRequest.builder()
                            .queueUrl(url)
                            .attributesWithStrings(wanted)
                            .build());
        }
        retag(url, request);
        return provisioned(url);
    }

    private void retag(String url, ResourceRequest request) {
        Map<String, String> wanted = ResourceTags.all(request);
        Set<String> dropped = ResourceTags.dropped(tags(url), wanted);
        if (!dropped.isEmpty()) {
            client.get().untagQueue(r -> r.queueUrl(url).tagKeys(dropped));
        }
        client.get()
                .tagQueue(TagQueueRequest.builder()
                        .queueUrl(url)
                        .tags(wanted)
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get().deleteQueue(r -> r.queueUrl(request.physicalId()));
        } catch (QueueDoesNotExistException e) {
            // It is gone.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            ObjectNode properties = JsonNodeFactory.instance.objectNode();
            client.get()
                    .getQueueAttributes(r -> r.queueUrl(physicalId).attributeNames(QueueAttributeName.ALL))
                    .attributesAsStrings()
                    .forEach((name, value) -> put(properties, name, value));
            properties.put("QueueName", Arns.name(physicalId));
            ArrayNode tags = properties.putArray("Tags");
            tags(physicalId).forEach((key, value) -> {
                if (!key.startsWith("aws:")) {
                    tags.addObject().put("Key", key).put("Value", value);
                }
            });
            return Optional.of(properties);
        } catch (QueueDoesNotExistException e) {
            return Optional.empty();
        }
    }

    private static void put(ObjectNode properties, String name, String value) {
        if (!ATTRIBUTES.contains(name)) {
            return;
        }
        try {
            properties.set(
                    name,
                    value.matches("[0-9]+|true|false|\\{.*}")
                            ? JSON.readTree(value)
                            : JsonNodeFactory.instance.textNode(value));
        } catch (JsonProcessingException e) {
            properties.put(name, value);
        }
    }
}
