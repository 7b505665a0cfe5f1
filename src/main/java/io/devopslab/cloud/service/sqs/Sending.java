package io.devopslab.cloud.service.sqs;

import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Puts messages into queues. */
final class Sending {

    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

    private final ServiceContext context;
    private final Queues queues;
    private final Messages messages;
    private final Table<Sent> recent;

    /** What a message became, for those that say the same within five minutes. */
    record Sent(String messageId, long number, Instant at) {}

    Sending(ServiceContext context, Queues queues, Messages messages) {
        this.context = context;
        this.queues = queues;
        this.messages = messages;
        this.recent = context.store().table("deduplication", Sent.class);
    }

    SendMessageResponse send(SendMessageRequest request) {
        SendMessageBatchRequestEntry message = SendMessageBatchRequestEntry.builder()
                .messageBody(request.messageBody())
                .delaySeconds(request.delaySeconds())
                .messageAttributes(request.messageAttributes())
                .messageSystemAttributesWithStrings(request.messageSystemAttributesAsStrings())
                .messageGroupId(request.messageGroupId())
                .messageDeduplicationId(request.messageDeduplicationId())
                .build();
        Queue queue = queues.require(request.queueUrl());
        MessageCheck.check(queue, message);
        SendMessageBatchResultEntry sent = context.store()
                .write(() -> put(
                        queues.require(request.queueUrl()),
                        message,
                        Caller.of(request, context).id()));
        return SendMessageResponse.builder()
                .messageId(sent.messageId())
                .md5OfMessageBody(sent.md5OfMessageBody())
                .md5OfMessageAttributes(sent.md5OfMessageAttributes())
                .md5OfMessageSystemAttributes(sent.md5OfMessageSystemAttributes())
                .sequenceNumber(sent.sequenceNumber())
                .build();
    }

    SendMessageBatchResponse send(SendMessageBatchRequest request) {
        Queue queue = queues.require(request.queueUrl());
        Batches.check(
                request.entries().stream().map(SendMessageBatchRequestEntry::id).toList(),
                "SendMessageBatchRequestEntry");
        long size = request.entries().stream().mapToLong(MessageCheck::size).sum();
        if (size > QueueAttributes.LARGEST_MESSAGE) {
            throw SqsErrors.batchTooLong(QueueAttributes.LARGEST_MESSAGE, size);
        }
        List<SendMessageBatchRequestEntry> good = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (SendMessageBatchRequestEntry entry : request.entries()) {
            try {
                MessageCheck.check(queue, entry);
                good.add(entry);
            } catch (AwsServiceException e) {
                failed.add(Batches.failed(entry.id(), e));
            }
        }
        String sender = Caller.of(request, context).id();
        List<SendMessageBatchResultEntry> sent = context.store().write(() -> good.stream()
                .map(entry -> put(queues.require(request.queueUrl()), entry, sender))
                .toList());
        return SendMessageBatchResponse.builder()
                .successful(sent)
                .failed(failed)
                .build();
    }

    private SendMessageBatchResultEntry put(Queue queue, SendMessageBatchRequestEntry message, String sender) {
        Optional<String> deduplication = deduplication(queue, message);
        Optional<String> place = deduplication.map(id -> place(queue, message.messageGroupId(), id));
        Instant now = context.time().instant();
        Optional<Sent> same =
                place.flatMap(recent::get).filter(sent -> now.isBefore(sent.at().plus(DEDUPLICATION)));
        Sent sent = same.orElseGet(() -> add(queue, message, sender, deduplication, now));
        place.ifPresent(key -> recent.put(key, sent));
        return result(queue, message, sent);
    }

    private static Optional<String> deduplication(Queue queue, SendMessageBatchRequestEntry message) {
        if (!queue.isFifo()) {
            return Optional.empty();
        }
        return Optional.of(
                message.messageDeduplicationId() == null
                        ? Digests.sha256(message.messageBody())
                        : message.messageDeduplicationId());
    }

    private static String place(Queue queue, @Nullable String group, String deduplication) {
        boolean byGroup =
                queue.attribute(QueueAttributeName.DEDUPLICATION_SCOPE).equals("messageGroup");
        return queue.name() + "/" + (byGroup ? group + "/" : "") + deduplication;
    }

    private Sent add(
            Queue queue,
            SendMessageBatchRequestEntry message,
            String sender,
            Optional<String> deduplication,
            Instant now) {
        Duration delay = message.delaySeconds() == null
                ? queue.seconds(QueueAttributeName.DELAY_SECONDS)
                : Duration.ofSeconds(message.delaySeconds());
        StoredMessage stored = new StoredMessage(
                context.ids().uuid(),
                messages.nextNumber(),
                message.messageBody(),
                message.messageAttributes(),
                system(message),
                sender,
                now,
                now.plus(delay),
                new StoredMessage.Fifo(Optional.ofNullable(message.messageGroupId()), deduplication),
                StoredMessage.Delivery.NONE);
        messages.keep(queue.name(), stored);
        return new Sent(stored.id(), stored.number(), now);
    }

    private static Map<String, String> system(SendMessageBatchRequestEntry message) {
        return message.messageSystemAttributesAsStrings().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> trace(entry.getKey(), entry.getValue())));
    }

    private static String trace(String name, MessageSystemAttributeValue value) {
        if (!name.equals(MessageSystemAttributeNameForSends.AWS_TRACE_HEADER.toString())
                || value.stringValue() == null) {
            throw SqsErrors.invalidValue("Message system attribute name '" + name + "' is invalid.");
        }
        return value.stringValue();
    }

    private static SendMessageBatchResultEntry result(Queue queue, SendMessageBatchRequestEntry message, Sent sent) {
        return SendMessageBatchResultEntry.builder()
                .id(message.id())
                .messageId(sent.messageId())
                .md5OfMessageBody(Digests.md5(message.messageBody()))
                .md5OfMessageAttributes(
                        message.messageAttributes().isEmpty() ? null : Digests.md5(message.messageAttributes()))
                .md5OfMessageSystemAttributes(systemDigest(message))
                .sequenceNumber(queue.isFifo() ? sequence(sent.number()) : null)
                .build();
    }

    private static @Nullable String systemDigest(SendMessageBatchRequestEntry message) {
        if (message.messageSystemAttributesAsStrings().isEmpty()) {
            return null;
        }
        Map<String, MessageAttributeValue> values = new TreeMap<>();
        message.messageSystemAttributesAsStrings()
                .forEach((name, value) -> values.put(
                        name,
                        MessageAttributeValue.builder()
                                .dataType(value.dataType() == null ? "String" : value.dataType())
                                .stringValue(value.stringValue())
                                .build()));
        return Digests.md5(values);
    }

    /** Twenty digits, as AWS shows them. */
    static String sequence(long number) {
        return String.format(Locale.ROOT, "%020d", 18_000_000_000_000_000L + number);
    }

    /** Inside a write: nobody is a duplicate of what a queue had that is gone. */
    void forget(String queue) {
        recent.removeAll(queue + "/");
    }
}
