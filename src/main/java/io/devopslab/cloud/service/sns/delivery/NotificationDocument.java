package io.devopslab.cloud.service.sns.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Writes a message as its subscribers get it (Amazon SNS Developer Guide, "HTTP/HTTPS notification JSON format"). */
final class NotificationDocument {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Links links;
    private final Signer signer;

    NotificationDocument(Links links, Signer signer) {
        this.links = links;
        this.signer = signer;
    }

    /** The document that HTTP endpoints and queues get. */
    ObjectNode of(Subscriber subscriber, Notification notification) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("Type", notification.type()).put("MessageId", notification.id());
        notification.fifo().ifPresent(fifo -> document.put("SequenceNumber", fifo.sequence()));
        notification.token().ifPresent(token -> document.put("Token", token));
        document.put("TopicArn", notification.topicArn());
        notification.subject().ifPresent(subject -> document.put("Subject", subject));
        document.put("Message", notification.message(subscriber.protocol()));
        notification
                .token()
                .ifPresent(token -> document.put("SubscribeURL", links.subscribe(notification.topicArn(), token)));
        document.put("Timestamp", TIME.format(notification.published()));
        if (notification.fifo().isEmpty()) {
            document.put("SignatureVersion", notification.signatureVersion())
                    .put("Signature", signature(subscriber, notification))
                    .put("SigningCertURL", links.certificate(signer.fingerprint()));
        }
        if (notification.token().isEmpty()) {
            document.put("UnsubscribeURL", links.unsubscribe(subscriber.subscriptionArn()));
        }
        if (!notification.attributes().isEmpty()) {
            document.set("MessageAttributes", attributes(notification.attributes()));
        }
        return document;
    }

    /** The event that functions get. */
    ObjectNode event(Subscriber subscriber, Notification notification) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode row = event.putArray("Records").addObject();
        row.put("EventSource", "aws:sns")
                .put("EventVersion", "1.0")
                .put("EventSubscriptionArn", subscriber.subscriptionArn());
        ObjectNode document = of(subscriber, notification);
        ObjectNode sns = row.putObject("Sns");
        sns.set("Type", document.get("Type"));
        sns.set("MessageId", document.get("MessageId"));
        sns.set("TopicArn", document.get("TopicArn"));
        sns.put("Subject", notification.subject().orElse(null));
        sns.set("Message", document.get("Message"));
        sns.set("Timestamp", document.get("Timestamp"));
        sns.set("SignatureVersion", document.path("SignatureVersion"));
        sns.set("Signature", document.path("Signature"));
        sns.set("SigningCertUrl", document.path("SigningCertURL"));
        sns.set("UnsubscribeUrl", document.path("UnsubscribeURL"));
        sns.set("MessageAttributes", attributes(notification.attributes()));
        return event;
    }

    private String signature(Subscriber subscriber, Notification notification) {
        Map<String, String> members = new TreeMap<>();
        members.put("Message", notification.message(subscriber.protocol()));
        members.put("MessageId", notification.id());
        notification.subject().ifPresent(subject -> members.put("Subject", subject));
        notification.token().ifPresent(token -> {
            members.put("SubscribeURL", links.subscribe(notification.topicArn(), token));
            members.put("Token", token);
        });
        members.put("Timestamp", TIME.format(notification.published()));
        members.put("TopicArn", notification.topicArn());
        members.put("Type", notification.type());
        return signer.sign(members, notification.signatureVersion());
    }

    private static ObjectNode attributes(Map<String, MessageAttributeValue> attributes) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(attributes).forEach((name, value) -> shown.putObject(name)
                .put("Type", value.dataType())
                .put(
                        "Value",
                        value.binaryValue() == null
                                ? value.stringValue()
                                : Base64.getEncoder()
                                        .encodeToString(value.binaryValue().asByteArrayUnsafe())));
        return shown;
    }
}
