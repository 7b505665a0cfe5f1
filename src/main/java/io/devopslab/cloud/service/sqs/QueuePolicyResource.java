package io.devopslab.cloud.service.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** {@code AWS::SQS::QueuePolicy}: one policy, put on one queue or more. */
final class QueuePolicyResource implements ResourceHandler {

    private final Supplier<SqsClient> client;

    QueuePolicyResource(Supplier<SqsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::SQS::QueuePolicy";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return put(request, request.generatedName());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        Set<String> left = queues(request.previous());
        left.removeAll(queues(request.properties()));
        left.forEach(url -> set(url, ""));
        return put(request, request.physicalId());
    }

    private Provisioned put(ResourceRequest request, String id) {
        JsonNode document = request.properties().path("PolicyDocument");
        if (document.isMissingNode()) {
            throw new IllegalArgumentException("The policy of a queue needs the property PolicyDocument.");
        }
        if (queues(request.properties()).isEmpty()) {
            throw new IllegalArgumentException("The policy of a queue needs a queue's URL in the property Queues.");
        }
        String policy = document.isTextual() ? document.textValue() : document.toString();
        queues(request.properties()).forEach(url -> client.get()
                .setQueueAttributes(r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, policy))));
        return new Provisioned(id, JsonNodeFactory.instance.objectNode().put("Id", id));
    }

    private static Set<String> queues(JsonNode properties) {
        Set<String> urls = new LinkedHashSet<>();
        properties.path("Queues").forEach(url -> urls.add(url.asText()));
        return urls;
    }

    private void set(String url, String policy) {
        try {
            client.get().setQueueAttributes(r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, policy)));
        } catch (QueueDoesNotExistException e) {
            // The policy went with its queue.
        }
    }

    @Override
    public void delete(ResourceRequest request) {
        queues(request.properties()).forEach(url -> set(url, ""));
    }

    /** SQS knows no policies apart from queues, so that the identifier tells nothing that could be read. */
    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return Optional.of(JsonNodeFactory.instance.objectNode());
    }
}
