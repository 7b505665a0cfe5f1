package io.devopslab.cloud.service.sqs;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** A message as a receiver asked to see it. */
final class ReceivedMessage {

    private ReceivedMessage() {}

    /** Older clients send the member that AWS has since renamed. */
    @SuppressWarnings("deprecation")
    private static Set<String> wantedSystemAttributes(ReceiveMessageRequest request) {
        Set<String> wanted = new HashSet<>(request.attributeNamesAsStrings());
        wanted.addAll(request.messageSystemAttributeNamesAsStrings());
        return wanted;
    }

    static Message show(Queue queue, StoredMessage message, ReceiveMessageRequest request) {
        Receipt receipt = new Receipt(
                queue.name(), message.number(), message.delivery().receipt().orElse(""));
        Message.Builder shown = Message.builder()
                .messageId(message.id())
                .receiptHandle(receipt.handle())
                .body(message.body())
                .md5OfBody(Digests.md5(message.body()));
        Map<String, String> system = system(queue, message);
        Set<String> wanted = wantedSystemAttributes(request);
        if (!wanted.contains("All")) {
            system.keySet().retainAll(wanted);
        }
        if (!system.isEmpty()) {
            shown.attributesWithStrings(system);
        }
        Map<String, MessageAttributeValue> attributes = new TreeMap<>(message.attributes());
        attributes.keySet().removeIf(name -> !isWanted(name, request.messageAttributeNames()));
        if (!attributes.isEmpty()) {
            shown.messageAttributes(attributes).md5OfMessageAttributes(Digests.md5(attributes));
        }
        return shown.build();
    }

    private static Map<String, String> system(Queue queue, StoredMessage message) {
        Map<String, String> system = new TreeMap<>(message.system());
        system.put("SenderId", message.sender());
        system.put("SentTimestamp", Long.toString(message.sent().toEpochMilli()));
        system.put(
                "ApproximateReceiveCount", Integer.toString(message.delivery().count()));
        message.delivery()
                .first()
                .ifPresent(
                        first -> system.put("ApproximateFirstReceiveTimestamp", Long.toString(first.toEpochMilli())));
        message.fifo().group().ifPresent(group -> system.put("MessageGroupId", group));
        message.fifo().deduplication().ifPresent(id -> system.put("MessageDeduplicationId", id));
        if (queue.isFifo()) {
            system.put("SequenceNumber", Sending.sequence(message.number()));
        }
        return system;
    }

    /** {@code All}, {@code .*}, a name, or a beginning as {@code order.*}. */
    private static boolean isWanted(String name, Collection<String> wanted) {
        return wanted.stream()
                .anyMatch(pattern -> pattern.equals("All")
                        || pattern.equals(name)
                        || (pattern.endsWith(".*") && name.startsWith(pattern.substring(0, pattern.length() - 2))));
    }
}
