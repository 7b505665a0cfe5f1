package io.devopslab.cloud.service.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.AddPermissionRequest;
import software.amazon.awssdk.services.sqs.model.AddPermissionResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.RemovePermissionRequest;
import software.amazon.awssdk.services.sqs.model.RemovePermissionResponse;

/** Adds statements to queues' policies, and takes them out again by their labels. */
final class QueuePermissions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceContext context;
    private final Queues queues;

    QueuePermissions(ServiceContext context, Queues queues) {
        this.context = context;
        this.queues = queues;
    }

    AddPermissionResponse add(AddPermissionRequest request) {
        check(request);
        context.store().write(() -> {
            Queue queue = queues.require(request.queueUrl());
            ObjectNode policy = policy(queue);
            policy.withArray("Statement").forEach(statement -> {
                if (statement.path("Sid").asText().equals(request.label())) {
                    throw SqsErrors.invalidValue(request.label(), "Label", "Already exists.");
                }
            });
            policy.withArray("Statement").add(statement(queue, request));
            keep(queue, policy.toString());
        });
        return AddPermissionResponse.builder().build();
    }

    private static void check(AddPermissionRequest request) {
        if (request.label() == null) {
            throw SqsErrors.missing("Label");
        }
        if (!request.label().matches("[A-Za-z0-9_-]{1,80}")) {
            throw SqsErrors.invalidValue(
                    request.label(),
                    "Label",
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.");
        }
        if (request.awsAccountIds().isEmpty()) {
            throw SqsErrors.missing("PrincipalId");
        }
        if (request.actions().isEmpty()) {
            throw SqsErrors.missing("Actions");
        }
    }

    private ObjectNode policy(Queue queue) {
        String text = queue.attribute(QueueAttributeName.POLICY);
        if (text.isEmpty()) {
            ObjectNode policy = JsonNodeFactory.instance.objectNode();
            policy.put("Version", "2008-10-17").put("Id", queues.arn(queue.name()) + "/SQSDefaultPolicy");
            policy.putArray("Statement");
            return policy;
        }
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The policy of " + queue.name() + " is not JSON.", e);
        }
    }

    private ObjectNode statement(Queue queue, AddPermissionRequest request) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
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
                request.actions().stream().map(action -> "SQS:" + action).toList());
        return statement.put("Resource", queues.arn(queue.name()));
    }

    private static void putOneOrMore(ObjectNode node, String name, List<String> values) {
        if (values.size() == 1) {
            node.put(name, values.get(0));
        } else {
            ArrayNode list = node.putArray(name);
            values.forEach(list::add);
        }
    }

    RemovePermissionResponse remove(RemovePermissionRequest request) {
        if (request.label() == null) {
            throw SqsErrors.missing("Label");
        }
        context.store().write(() -> {
            Queue queue = queues.require(request.queueUrl());
            ObjectNode policy = policy(queue);
            ArrayNode left = JsonNodeFactory.instance.arrayNode();
            for (JsonNode statement : policy.withArray("Statement")) {
                if (!statement.path("Sid").asText().equals(request.label())) {
                    left.add(statement);
                }
            }
            if (left.size() == policy.withArray("Statement").size()) {
                throw SqsErrors.invalidValue(request.label(), "Label", "can't find label.");
            }
            policy.set("Statement", left);
            keep(queue, left.isEmpty() ? "" : policy.toString());
        });
        return RemovePermissionResponse.builder().build();
    }

    private void keep(Queue queue, String policy) {
        queues.keep(queue.with(Map.of("Policy", policy), context.time().instant()));
    }
}
