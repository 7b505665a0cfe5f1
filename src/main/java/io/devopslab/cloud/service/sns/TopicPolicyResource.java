package io.devopslab.cloud.service.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** {@code AWS::SNS::TopicPolicy}: one policy, put on one topic or more. A topic left alone has AWS's first policy. */
final class TopicPolicyResource implements ResourceHandler {

    private final Supplier<SnsClient> client;

    TopicPolicyResource(Supplier<SnsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::SNS::TopicPolicy";
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
        Set<String> left = topics(request.previous());
        left.removeAll(topics(request.properties()));
        left.forEach(this::restore);
        return put(request, request.physicalId());
    }

    private Provisioned put(ResourceRequest request, String id) {
        JsonNode document = request.properties().path("PolicyDocument");
        if (document.isMissingNode()) {
            throw new IllegalArgumentException("The policy of a topic needs the property PolicyDocument.");
        }
        if (topics(request.properties()).isEmpty()) {
            throw new IllegalArgumentException("The policy of a topic needs a topic's ARN in the property Topics.");
        }
        String policy = document.isTextual() ? document.textValue() : document.toString();
        topics(request.properties()).forEach(arn -> set(arn, policy));
        return new Provisioned(id, JsonNodeFactory.instance.objectNode().put("Id", id));
    }

    private static Set<String> topics(JsonNode properties) {
        Set<String> arns = new LinkedHashSet<>();
        properties.path("Topics").forEach(arn -> arns.add(arn.asText()));
        return arns;
    }

    private void set(String arn, String policy) {
        client.get()
                .setTopicAttributes(r -> r.topicArn(arn).attributeName("Policy").attributeValue(policy));
    }

    private void restore(String arn) {
        try {
            String[] parts = arn.split(":", 6);
            set(arn, TopicAttributes.defaultPolicy(arn, parts[4]).toString());
        } catch (NotFoundException e) {
            // The policy went with its topic.
        }
    }

    @Override
    public void delete(ResourceRequest request) {
        topics(request.properties()).forEach(this::restore);
    }

    /** SNS knows no policies apart from topics, so that the identifier tells nothing that could be read. */
    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return Optional.of(JsonNodeFactory.instance.objectNode());
    }
}
