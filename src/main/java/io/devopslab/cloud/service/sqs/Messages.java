package io.devopslab.cloud.service.sqs;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The messages of all queues of a scope, each queue's in the order in which they came. */
final class Messages {

    private final ServiceContext context;
    private final Table<StoredMessage> messages;
    private final Table<Long> numbers;

    Messages(ServiceContext context) {
        this.context = context;
        this.messages = context.store().table("messages", StoredMessage.class);
        this.numbers = context.store().table("numbers", Long.class);
    }

    /** Inside a write: the next free place. Places only grow, over all queues. */
    long nextNumber() {
        long number = numbers.get("next").orElse(1L);
        numbers.put("next", number + 1);
        return number;
    }

    void keep(String queue, StoredMessage message) {
        messages.put(key(queue, message.number()), message);
    }

    Optional<StoredMessage> find(String queue, long number) {
        return messages.get(key(queue, number));
    }

    void remove(String queue, long number) {
        messages.remove(key(queue, number));
    }

    void removeAll(String queue) {
        messages.removeAll(queue + "/");
    }

    List<StoredMessage> all(String queue) {
        return messages.valuesOf(queue + "/");
    }

    /** Shows a queue's messages in order until the visitor has enough. */
    void walk(String queue, Predicate<StoredMessage> visitor) {
        String from = queue + "/";
        Optional<Map.Entry<String, StoredMessage>> next = messages.ceiling(from);
        while (next.isPresent() && next.get().getKey().startsWith(queue + "/")) {
            if (!visitor.test(next.get().getValue())) {
                return;
            }
            next = messages.ceiling(next.get().getKey() + '\0');
        }
    }

    /** Whether the message's time in the queue is over; it is as good as gone then. */
    boolean isExpired(Queue queue, StoredMessage message) {
        Instant end = message.sent().plus(queue.seconds(QueueAttributeName.MESSAGE_RETENTION_PERIOD));
        return !context.time().instant().isBefore(end);
    }

    /** No queue's name has a slash, so no queue's keys begin with those of another. */
    private static String key(String queue, long number) {
        return queue + "/" + String.format(Locale.ROOT, "%019d", number);
    }
}
