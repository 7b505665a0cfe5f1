package io.devopslab.cloud.service.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cloud.service.sns.delivery.FilterPolicy;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which attributes a subscription may be given, and which it tells. */
final class SubscriptionAttributes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NAMES = Set.of(
            "DeliveryPolicy",
            "FilterPolicy",
            "FilterPolicyScope",
            "RawMessageDelivery",
            "RedrivePolicy",
            "SubscriptionRoleArn");

    private SubscriptionAttributes() {}

    static boolean isKnown(String name) {
        return NAMES.contains(name);
    }

    /**
     * Checks attributes as they are to be, all of them.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static void check(Map<String, String> attributes, Topic topic) {
        String raw = attributes.getOrDefault("RawMessageDelivery", "false");
        if (!raw.equalsIgnoreCase("true") && !raw.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException(
                    "RawMessageDelivery: Invalid value [" + raw + "]. Must be true or false.");
        }
        String scope = attributes.getOrDefault("FilterPolicyScope", "MessageAttributes");
        if (!scope.equals("MessageAttributes") && !scope.equals("MessageBody")) {
            throw new IllegalArgumentException("FilterPolicyScope: Invalid value [" + scope
                    + "]. Please use either MessageBody or MessageAttributes");
        }
        String filter = attributes.getOrDefault("FilterPolicy", "");
        if (!filter.isEmpty()) {
            FilterPolicy.compile(filter, scope.equals("MessageBody"));
        }
        String delivery = attributes.getOrDefault("DeliveryPolicy", "");
        if (!delivery.isEmpty()) {
            checkDelivery(delivery, topic);
        }
        String redrive = attributes.getOrDefault("RedrivePolicy", "");
        if (!redrive.isEmpty()) {
            checkDeadLetters(deadLetters(redrive), topic);
        }
    }

    private static void checkDeadLetters(String queue, Topic topic) {
        if (topic.isFifo() && !queue.endsWith(".fifo")) {
            throw new IllegalArgumentException(
                    "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.");
        }
    }

    private static void checkDelivery(String policy, Topic topic) {
        try {
            topic.deliveryPolicy().ofSubscription(policy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("DeliveryPolicy: " + e.getMessage(), e);
        }
    }

    /**
     * The queue that a redrive policy names.
     *
     * @throws IllegalArgumentException with what is wrong about it
     */
    static String deadLetters(String policy) {
        JsonNode target;
        try {
            target = JSON.readTree(policy).path("deadLetterTargetArn");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("RedrivePolicy: failed to parse JSON. " + e.getMessage(), e);
        }
        if (!target.asText().matches("arn:[a-z-]+:sqs:[a-z0-9-]+:[0-9]{12}:.+")) {
            throw new IllegalArgumentException("RedrivePolicy: deadLetterTargetArn is an invalid arn");
        }
        return target.asText();
    }

    static Map<String, String> of(Subscribed subscription, String topicArn, String owner) {
        Map<String, String> shown = new TreeMap<>(subscription.attributes());
        shown.put("SubscriptionArn", subscription.arn());
        shown.put("TopicArn", topicArn);
        shown.put("Protocol", subscription.protocol());
        shown.put("Endpoint", subscription.endpoint());
        shown.put("Owner", owner);
        shown.put("PendingConfirmation", Boolean.toString(!subscription.confirmed()));
        shown.put("ConfirmationWasAuthenticated", Boolean.toString(subscription.authenticated()));
        shown.put("SubscriptionPrincipal", subscription.principal());
        shown.put("RawMessageDelivery", Boolean.toString(subscription.isRaw()));
        if (shown.containsKey("FilterPolicy")) {
            shown.putIfAbsent("FilterPolicyScope", "MessageAttributes");
        }
        return shown;
    }
}
