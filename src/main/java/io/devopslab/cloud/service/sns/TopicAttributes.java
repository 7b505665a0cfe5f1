package io.devopslab.cloud.service.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.service.sns.delivery.DeliveryPolicy;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which attributes a topic may be given, and which it tells (Amazon SNS API Reference, "GetTopicAttributes"). */
final class TopicAttributes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NAMES = Set.of(
            "ArchivePolicy",
            "ContentBasedDeduplication",
            "DataProtectionPolicy",
            "DeliveryPolicy",
            "DisplayName",
            "FifoThroughputScope",
            "FifoTopic",
            "KmsMasterKeyId",
            "Policy",
            "SignatureVersion",
            "TracingConfig");
    private static final Set<String> FEEDBACK = Set.of("HTTP", "SQS", "Lambda", "Firehose", "Application");

    private TopicAttributes() {}

    static boolean isKnown(String name) {
        return NAMES.contains(name)
                || FEEDBACK.stream()
                        .anyMatch(protocol -> name.matches(protocol
                                + "(SuccessFeedbackRoleArn|FailureFeedbackRoleArn|SuccessFeedbackSampleRate)"));
    }

    /**
     * @throws IllegalArgumentException with what is wrong about the value
     */
    static void check(String name, String value) {
        switch (name) {
            case "Policy" -> checkPolicy(value);
            case "DeliveryPolicy" -> {
                if (!value.isEmpty()) {
                    checkDelivery(value);
                }
            }
            case "DisplayName" -> {
                if (value.length() > 100) {
                    throw new IllegalArgumentException("DisplayName: must be at most 100 characters");
                }
            }
            case "SignatureVersion" -> require(name, value, "1", "2");
            case "TracingConfig" -> require(name, value, "PassThrough", "Active");
            case "FifoTopic", "ContentBasedDeduplication" -> require(name, value, "true", "false");
            case "FifoThroughputScope" -> require(name, value, "Topic", "MessageGroup");
            default -> {
                // Kept as it is.
            }
        }
    }

    private static void require(String name, String value, String one, String other) {
        if (!value.equals(one) && !value.equals(other)) {
            throw new IllegalArgumentException(
                    name + ": Invalid value [" + value + "]. Must be " + one + " or " + other + ".");
        }
    }

    private static void checkDelivery(String value) {
        try {
            DeliveryPolicy.ofTopic(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("DeliveryPolicy: " + e.getMessage(), e);
        }
    }

    private static void checkPolicy(String value) {
        try {
            if (JSON.readTree(value).isObject()) {
                return;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Policy Error: null", e);
        }
        throw new IllegalArgumentException("Policy Error: null");
    }

    static Map<String, String> of(Topic topic, String arn, String owner, long confirmed, long pending) {
        Map<String, String> shown = new TreeMap<>(topic.attributes());
        shown.putIfAbsent("DisplayName", "");
        shown.putIfAbsent("Policy", defaultPolicy(arn, owner).toString());
        shown.putIfAbsent("EffectiveDeliveryPolicy", effectivePolicy(topic).toString());
        if (topic.isFifo()) {
            shown.putIfAbsent("ContentBasedDeduplication", "false");
        }
        shown.put("TopicArn", arn);
        shown.put("Owner", owner);
        shown.put("SubscriptionsConfirmed", Long.toString(confirmed));
        shown.put("SubscriptionsPending", Long.toString(pending));
        shown.put("SubscriptionsDeleted", Long.toString(topic.deletedSubscriptions()));
        return shown;
    }

    static ObjectNode defaultPolicy(String arn, String owner) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("Version", "2008-10-17").put("Id", "__default_policy_ID");
        ObjectNode statement = policy.putArray("Statement").addObject();
        statement.put("Sid", "__default_statement_ID").put("Effect", "Allow");
        statement.putObject("Principal").put("AWS", "*");
        ArrayNode actions = statement.putArray("Action");
        actions.add("SNS:GetTopicAttributes")
                .add("SNS:SetTopicAttributes")
                .add("SNS:AddPermission")
                .add("SNS:RemovePermission")
                .add("SNS:DeleteTopic")
                .add("SNS:Subscribe")
                .add("SNS:ListSubscriptionsByTopic")
                .add("SNS:Publish");
        statement.put("Resource", arn);
        statement.putObject("Condition").putObject("StringEquals").put("AWS:SourceOwner", owner);
        return policy;
    }

    private static ObjectNode effectivePolicy(Topic topic) {
        DeliveryPolicy policy = topic.deliveryPolicy();
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        ObjectNode http = shown.putObject("http");
        http.putObject("defaultHealthyRetryPolicy")
                .put("minDelayTarget", policy.minDelay())
                .put("maxDelayTarget", policy.maxDelay())
                .put("numRetries", policy.retries())
                .put("numMaxDelayRetries", policy.maxDelayRetries())
                .put("numNoDelayRetries", policy.noDelayRetries())
                .put("numMinDelayRetries", policy.minDelayRetries())
                .put("backoffFunction", policy.function());
        http.put("disableSubscriptionOverrides", false);
        http.putObject("defaultRequestPolicy").put("headerContentType", policy.contentType());
        return shown;
    }
}
