package io.devopslab.cloud.service.sns.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * A message of a topic.
 *
 * @param messages the text for each protocol, and {@code default} for all others
 * @param signatureVersion 1 for SHA-1, 2 for SHA-256
 * @param token what confirms the subscription, in a message that asks for that; absent in all others
 */
public record Notification(
        String id,
        String topicArn,
        Optional<String> subject,
        Map<String, String> messages,
        Map<String, MessageAttributeValue> attributes,
        Instant published,
        String signatureVersion,
        Optional<String> token,
        Optional<Fifo> fifo) {

    /** Where a message of a FIFO topic stands. */
    public record Fifo(String group, String deduplication, String sequence) {}

    public Notification {
        messages = Map.copyOf(messages);
        attributes = Map.copyOf(attributes);
    }

    /** The message that asks the owner of an HTTP endpoint whether it wants to be told. */
    public static Notification confirmation(
            String id, String topicArn, String token, Instant now, String signatureVersion) {
        String text = "You have chosen to subscribe to the topic " + topicArn
                + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.";
        return new Notification(
                id,
                topicArn,
                Optional.empty(),
                Map.of("default", text),
                Map.of(),
                now,
                signatureVersion,
                Optional.of(token),
                Optional.empty());
    }

    String message(String protocol) {
        return messages.getOrDefault(protocol, messages.getOrDefault("default", ""));
    }

    String type() {
        return token.isPresent() ? "SubscriptionConfirmation" : "Notification";
    }
}
