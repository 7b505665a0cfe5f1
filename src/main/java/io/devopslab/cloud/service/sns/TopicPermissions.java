package io.devopslab.cloud.service.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import software.amazon.awssdk.services.sns.model.AddPermissionRequest;
import software.amazon.awssdk.services.sns.model.AddPermissionResponse;
import software.amazon.awssdk.services.sns.model.RemovePermissionRequest;
import software.amazon.awssdk.services.sns.model.RemovePermissionResponse;

/** Adds statements to topics' policies, and takes them out again by their labels. */
final class TopicPermissions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceContext context;
    private final Topics topics;

    TopicPermissions(ServiceContext context, Topics topics) {
        this.context = context;
        this.topics = topics;
    }

    AddPermissionResponse add(AddPermissionRequest request) {
        SnsErrors.required("label", request.label());
        SnsErrors.required("aWSAccountId", request.hasAwsAccountIds() ? request.awsAccountIds() : null);
        SnsErrors.required("actionName", request.hasActionNames() ? request.actionNames() : null);
        context.store().write(() -> {
            Topic topic = topics.require(request.topicArn());
            ObjectNode policy = policy(topic);
            policy.withArray("Statement").forEach(statement -> {
                if (statement.path("Sid").asText().equals(request.label())) {
                    throw SnsErrors.invalid("Statement already exists");
                }
            });
            ObjectNode statement = policy.withArray("Statement").addObject();
            statement.put("Sid", request.label()).put("Effect", "Allow");
            putOneOrMore(
                    statement.putObject("Principal"),
                    "AWS",
                    request.awsAccountIds().stream()
                            .map(account -> "arn:aws:iam::" + account + ":root")
                            .toList());
            putOneOrMore(
                    statement,
                    "Action",
                    request.actionNames().stream()
                            .map(action -> "SNS:" + action)
                            .toList());
            statement.put("Resource", topics.arn(topic.name()));
            topics.keep(topic.with("Policy", policy.toString()));
        });
        return AddPermissionResponse.builder().build();
    }

    private ObjectNode policy(Topic topic) {
        String text = topic.attribute("Policy");
        if (text.isEmpty()) {
            return TopicAttributes.defaultPolicy(
                    topics.arn(topic.name()), context.scope().account());
        }
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The policy of " + topic.name() + " is not JSON.", e);
        }
    }

    private static void putOneOrMore(ObjectNode node, String name, List<String> values) {
        if (values.size() == 1) {
            node.put(name, values.get(0));
        } else {
            ArrayNode list = node.putArray(name);
            values.forEach(list::add);
        }
    }

    /** A label that is not there counts as removed. */
    RemovePermissionResponse remove(RemovePermissionRequest request) {
        SnsErrors.required("label", request.label());
        context.store().write(() -> {
            Topic topic = topics.require(request.topicArn());
            ObjectNode policy = policy(topic);
            ArrayNode left = JsonNodeFactory.instance.arrayNode();
            for (JsonNode statement : policy.withArray("Statement")) {
                if (!statement.path("Sid").asText().equals(request.label())) {
                    left.add(statement);
                }
            }
            policy.set("Statement", left);
            topics.keep(topic.with("Policy", policy.toString()));
        });
        return RemovePermissionResponse.builder().build();
    }
}
