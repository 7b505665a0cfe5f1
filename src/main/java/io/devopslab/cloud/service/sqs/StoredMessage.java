package io.devopslab.cloud.service.sqs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A message in a queue.
 *
 * @param number its place in the queue, which is also what its sequence number is made of
 * @param system the attributes that the system gives meaning to, for example {@code AWSTraceHeader}
 * @param sender the unique identifier of who sent it
 * @param visible from when on it can be received
 * @param delivery how it was received; a message that was not, and is not visible, is delayed
 */
record StoredMessage(
        String id,
        long number,
        String body,
        Map<String, MessageAttributeValue> attributes,
        Map<String, String> system,
        String sender,
        Instant sent,
        Instant visible,
        Fifo fifo,
        Delivery delivery) {

    /**
     * @param group absent in a standard queue, unless the sender named one
     * @param deduplication present in a FIFO queue
     */
    record Fifo(Optional<String> group, Optional<String> deduplication) {}

    /**
     * @param count how often it was received
     * @param first when it was received first
     * @param receipt what tells the last receipt from those before; absent while nobody has the message
     */
    record Delivery(int count, Optional<Instant> first, Optional<String> receipt) {
        static final Delivery NONE = new Delivery(0, Optional.empty(), Optional.empty());
    }

    StoredMessage {
        attributes = Map.copyOf(attributes);
        system = Map.copyOf(system);
    }

    /** A message that nobody has and everybody may have, or may have later. */
    boolean isVisible(Instant now) {
        return !visible.isAfter(now);
    }

    boolean isInFlight(Instant now) {
        return !isVisible(now) && delivery.receipt().isPresent();
    }

    StoredMessage received(String receipt, Instant now, Instant visibleAgain) {
        Delivery next =
                new Delivery(delivery.count() + 1, Optional.of(delivery.first().orElse(now)), Optional.of(receipt));
        return new StoredMessage(id, number, body, attributes, system, sender, sent, visibleAgain, fifo, next);
    }

    StoredMessage visibleAt(Instant moment) {
        return new StoredMessage(id, number, body, attributes, system, sender, sent, moment, fifo, delivery);
    }

    /** The message as it comes into a dead-letter queue: with its old name and age, and free. */
    StoredMessage moved(long newNumber, Map<String, String> newSystem, Instant now) {
        Delivery kept = new Delivery(delivery.count(), delivery.first(), Optional.empty());
        return new StoredMessage(id, newNumber, body, attributes, newSystem, sender, sent, now, fifo, kept);
    }
}
