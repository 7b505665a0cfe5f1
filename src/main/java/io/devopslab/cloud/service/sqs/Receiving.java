package io.devopslab.cloud.service.sqs;

import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * Hands messages out: those that nobody has, of FIFO queues in each group's order, waiting for some if asked. A
 * message that was received too often goes to the dead-letter queue at the next attempt to receive it.
 */
final class Receiving {

    /** How soon a waiting receiver sees what came meanwhile. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final int MOST = 10;

    private final ServiceContext context;
    private final Queues queues;
    private final Messages messages;

    Receiving(ServiceContext context, Queues queues, Messages messages) {
        this.context = context;
        this.queues = queues;
        this.messages = messages;
    }

    ReceiveMessageResponse receive(ReceiveMessageRequest request) {
        Queue queue = queues.require(request.queueUrl());
        check("MaxNumberOfMessages", request.maxNumberOfMessages(), 1, MOST);
        check("WaitTimeSeconds", request.waitTimeSeconds(), 0, 20);
        check("VisibilityTimeout", request.visibilityTimeout(), 0, 43_200);
        Duration wait = request.waitTimeSeconds() == null
                ? queue.seconds(QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS)
                : Duration.ofSeconds(request.waitTimeSeconds());
        Instant end = context.time().instant().plus(wait);
        List<StoredMessage> taken = take(request);
        while (taken.isEmpty() && pausedBefore(end)) {
            taken = take(request);
        }
        List<Message> shown = taken.stream()
                .map(message -> ReceivedMessage.show(queue, message, request))
                .toList();
        return shown.isEmpty()
                ? ReceiveMessageResponse.builder().build()
                : ReceiveMessageResponse.builder().messages(shown).build();
    }

    private static void check(String name, @Nullable Integer value, int from, int to) {
        if (value != null && (value < from || value > to)) {
            throw SqsErrors.invalidValue(value, name, "Must be between " + from + " and " + to + ", if provided.");
        }
    }

    private boolean pausedBefore(Instant end) {
        Duration left = Duration.between(context.time().instant(), end);
        if (left.isNegative() || left.isZero()) {
            return false;
        }
        try {
            context.time().pause(left.compareTo(LOOK) < 0 ? left : LOOK);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<StoredMessage> take(ReceiveMessageRequest request) {
        Queue queue = queues.require(request.queueUrl());
        if (!hasSome(queue)) {
            return List.of();
        }
        return context.store().write(() -> {
            Queue current = queues.require(request.queueUrl());
            Duration timeout = request.visibilityTimeout() == null
                    ? current.seconds(QueueAttributeName.VISIBILITY_TIMEOUT)
                    : Duration.ofSeconds(request.visibilityTimeout());
            int most = request.maxNumberOfMessages() == null ? 1 : request.maxNumberOfMessages();
            return available(current, most).stream()
                    .map(message -> hand(current, message, timeout))
                    .toList();
        });
    }

    /** A look that changes nothing, so that waiting does not write. */
    private boolean hasSome(Queue queue) {
        Instant now = context.time().instant();
        List<StoredMessage> found = new ArrayList<>();
        messages.walk(queue.name(), message -> {
            if (message.isVisible(now)) {
                found.add(message);
            }
            return found.isEmpty();
        });
        return !found.isEmpty();
    }

    private List<StoredMessage> available(Queue queue, int most) {
        Instant now = context.time().instant();
        List<StoredMessage> found = new ArrayList<>();
        Set<String> held = new HashSet<>();
        messages.walk(queue.name(), message -> {
            if (messages.isExpired(queue, message)) {
                messages.remove(queue.name(), message.number());
                return true;
            }
            Optional<String> group = queue.isFifo() ? message.fifo().group() : Optional.empty();
            if (!message.isVisible(now)) {
                group.ifPresent(held::add);
            } else if (group.filter(held::contains).isEmpty() && !isDead(queue, message, now)) {
                found.add(message);
            }
            return found.size() < most;
        });
        return found;
    }

    private boolean isDead(Queue queue, StoredMessage message, Instant now) {
        Optional<RedrivePolicy> policy =
                queue.redrivePolicy().filter(redrive -> message.delivery().count() >= redrive.maxReceives());
        Optional<Queue> target = policy.flatMap(redrive -> queues.byArn(redrive.target()));
        target.ifPresent(deadLetters -> {
            Map<String, String> system = new HashMap<>(message.system());
            system.put("DeadLetterQueueSourceArn", queues.arn(queue.name()));
            messages.remove(queue.name(), message.number());
            messages.keep(deadLetters.name(), message.moved(messages.nextNumber(), system, now));
        });
        return target.isPresent();
    }

    private StoredMessage hand(Queue queue, StoredMessage message, Duration timeout) {
        Instant now = context.time().instant();
        StoredMessage received = message.received(context.ids().uuid(), now, now.plus(timeout));
        messages.keep(queue.name(), received);
        return received;
    }
}
