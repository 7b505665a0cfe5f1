package io.devopslab.cloud.service.sns;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.sns.delivery.Deliveries;
import io.devopslab.cloud.service.sns.delivery.Notification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Takes messages, and begins a delivery to everybody who wants them. */
final class Publishing {

    private static final int LONGEST = 262_144;
    private static final int MOST_ENTRIES = 10;
    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

    private final ServiceContext context;
    private final Topics topics;
    private final Subscriptions subscriptions;
    private final Deliveries deliveries;
    private final Table<Published> recent;

    /** What a message became, for those that say the same within five minutes. */
    record Published(String messageId, @Nullable String sequence, Instant at) {}

    Publishing(ServiceContext context, Topics topics, Subscriptions subscriptions, Deliveries deliveries) {
        this.context = context;
        this.topics = topics;
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.recent = context.store().table("deduplication", Published.class);
    }

    PublishResponse publish(PublishRequest request) {
        if (request.phoneNumber() != null) {
            throw SnsErrors.invalid("PhoneNumber Reason: the embedded cloud sends no text messages");
        }
        String arn = request.topicArn() == null ? request.targetArn() : request.topicArn();
        if (arn != null && arn.split(":", -1).length >= 6 && arn.contains(":endpoint/")) {
            throw SnsErrors.invalid("TargetArn Reason: No endpoint found for the target arn specified");
        }
        PublishBatchRequestEntry entry = PublishBatchRequestEntry.builder()
                .id("message")
                .message(request.message())
                .subject(request.subject())
                .messageStructure(request.messageStructure())
                .messageAttributes(request.messageAttributes())
                .messageGroupId(request.messageGroupId())
                .messageDeduplicationId(request.messageDeduplicationId())
                .build();
        Published published = publish(arn, List.of(entry), "messageAttributes").get(0);
        return PublishResponse.builder()
                .messageId(published.messageId())
                .sequenceNumber(published.sequence())
                .build();
    }

    PublishBatchResponse publish(PublishBatchRequest request) {
        List<PublishBatchRequestEntry> entries = request.publishBatchRequestEntries();
        topics.require(request.topicArn());
        checkEntries(entries);
        List<Published> published =
                publish(request.topicArn(), entries, "publishBatchRequestEntries.%d.member.messageAttributes");
        List<PublishBatchResultEntry> results = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            results.add(PublishBatchResultEntry.builder()
                    .id(entries.get(i).id())
                    .messageId(published.get(i).messageId())
                    .sequenceNumber(published.get(i).sequence())
                    .build());
        }
        return PublishBatchResponse.builder()
                .successful(results)
                .failed(List.of())
                .build();
    }

    private static void checkEntries(List<PublishBatchRequestEntry> entries) {
        if (entries.isEmpty()) {
            throw SnsErrors.emptyBatch();
        }
        if (entries.size() > MOST_ENTRIES) {
            throw SnsErrors.tooManyEntries();
        }
        Set<String> ids = new HashSet<>();
        for (PublishBatchRequestEntry entry : entries) {
            SnsErrors.required("publishBatchRequestEntries.member.id", entry.id());
            if (!entry.id().matches("[A-Za-z0-9_-]{1,80}")) {
                throw SnsErrors.invalidEntryId();
            }
            if (!ids.add(entry.id())) {
                throw SnsErrors.idsNotDistinct();
            }
        }
        if (entries.stream().mapToLong(Publishing::size).sum() > LONGEST) {
            throw SnsErrors.batchTooLong();
        }
    }

    /**
     * @param path where an entry's attributes are, by the entry's number
     */
    private List<Published> publish(@Nullable String arn, List<PublishBatchRequestEntry> entries, String path) {
        Topic topic = topics.require(arn);
        List<Map<String, String>> texts = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            check(topic, entries.get(i), String.format(Locale.ROOT, path, i + 1));
            texts.add(MessageTexts.of(entries.get(i).message(), entries.get(i).messageStructure()));
        }
        List<String> started = new ArrayList<>();
        List<Published> published = context.store().write(() -> {
            List<Published> results = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                results.add(publish(topics.require(arn), entries.get(i), texts.get(i), started));
            }
            return results;
        });
        deliveries.start(started);
        return published;
    }

    private static long size(PublishBatchRequestEntry entry) {
        return MessageAttributes.length(entry.message()) + MessageAttributes.size(entry.messageAttributes());
    }

    private static void check(Topic topic, PublishBatchRequestEntry entry, String path) {
        if (entry.message() == null || entry.message().isEmpty()) {
            throw SnsErrors.invalid("Empty message");
        }
        if (size(entry) > LONGEST) {
            throw SnsErrors.invalid("Message too long");
        }
        String subject = entry.subject();
        if (subject != null && (subject.isEmpty() || subject.length() > 100 || !subject.matches("[\\x20-\\x7e]+"))) {
            throw SnsErrors.invalid("Subject");
        }
        MessageAttributes.check(entry.messageAttributes(), path);
        checkFifo(topic, entry);
    }

    private static void checkFifo(Topic topic, PublishBatchRequestEntry entry) {
        if (!topic.isFifo()) {
            if (entry.messageDeduplicationId() != null) {
                throw SnsErrors.invalid("MessageDeduplicationId Reason: The request includes MessageDeduplicationId"
                        + " parameter that is not valid for this topic type");
            }
        } else if (entry.messageGroupId() == null) {
            throw SnsErrors.invalid("The MessageGroupId parameter is required for FIFO topics");
        } else if (entry.messageDeduplicationId() == null
                && !topic.attribute("ContentBasedDeduplication").equals("true")) {
            throw SnsErrors.invalid("The topic should either have ContentBasedDeduplication enabled or"
                    + " MessageDeduplicationId provided explicitly");
        }
    }

    private Published publish(
            Topic topic, PublishBatchRequestEntry entry, Map<String, String> texts, List<String> started) {
        Instant now = context.time().instant();
        if (!topic.isFifo()) {
            Published published = new Published(context.ids().uuid(), null, now);
            deliver(topic, notification(topic, entry, texts, published, Optional.empty()), started);
            return published;
        }
        String deduplication =
                entry.messageDeduplicationId() == null ? sha256(entry.message()) : entry.messageDeduplicationId();
        String place = topic.name() + "/" + deduplication;
        Optional<Published> same =
                recent.get(place).filter(before -> now.isBefore(before.at().plus(DEDUPLICATION)));
        if (same.isPresent()) {
            return same.get();
        }
        topics.keep(topic.published());
        String sequence = String.format(Locale.ROOT, "%020d", 10_000_000_000_000_000L + topic.sequence() + 1);
        Published published = new Published(context.ids().uuid(), sequence, now);
        recent.put(place, published);
        Notification.Fifo fifo = new Notification.Fifo(entry.messageGroupId(), deduplication, sequence);
        deliver(topic, notification(topic, entry, texts, published, Optional.of(fifo)), started);
        return published;
    }

    private Notification notification(
            Topic topic,
            PublishBatchRequestEntry entry,
            Map<String, String> texts,
            Published published,
            Optional<Notification.Fifo> fifo) {
        return new Notification(
                published.messageId(),
                topics.arn(topic.name()),
                Optional.ofNullable(entry.subject()),
                texts,
                entry.messageAttributes(),
                published.at(),
                topic.signatureVersion(),
                Optional.empty(),
                fifo);
    }

    private void deliver(Topic topic, Notification notification, List<String> started) {
        subscriptions.of(topic).stream()
                .filter(Subscribed::confirmed)
                .filter(subscription -> subscription
                        .filter()
                        .map(filter -> filter.accepts(notification, subscription.protocol()))
                        .orElse(true))
                .forEach(subscription -> started.add(deliveries.add(subscription.subscriber(topic), notification)));
    }

    /** Inside a write: nobody is a duplicate of what a topic had that is gone. */
    void forget(Topic topic) {
        recent.removeAll(topic.name() + "/");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
