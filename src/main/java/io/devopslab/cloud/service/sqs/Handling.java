package io.devopslab.cloud.service.sqs;

import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;

/** What a receiver does with a message that it has: delete it, or keep it for a longer or shorter time. */
final class Handling {

    private static final int LONGEST = 43_200;

    private final ServiceContext context;
    private final Queues queues;
    private final Messages messages;

    Handling(ServiceContext context, Queues queues, Messages messages) {
        this.context = context;
        this.queues = queues;
        this.messages = messages;
    }

    DeleteMessageResponse delete(DeleteMessageRequest request) {
        context.store().write(() -> delete(queues.require(request.queueUrl()), request.receiptHandle()));
        return DeleteMessageResponse.builder().build();
    }

    /** A message that is gone counts as deleted; an older receipt deletes nothing, and that is no error either. */
    private void delete(Queue queue, @Nullable String handle) {
        Receipt receipt = Receipt.parse(queue.name(), handle);
        Optional<StoredMessage> found = messages.find(queue.name(), receipt.number())
                .filter(message -> message.delivery().receipt().equals(Optional.of(receipt.id())));
        if (queue.isFifo()) {
            found.filter(message -> message.isVisible(context.time().instant())).ifPresent(message -> {
                throw SqsErrors.invalidValue(
                        String.valueOf(handle), "ReceiptHandle", "The receipt handle has expired.");
            });
        }
        found.ifPresent(message -> messages.remove(queue.name(), message.number()));
    }

    DeleteMessageBatchResponse delete(DeleteMessageBatchRequest request) {
        queues.require(request.queueUrl());
        Batches.check(
                request.entries().stream()
                        .map(DeleteMessageBatchRequestEntry::id)
                        .toList(),
                "DeleteMessageBatchRequestEntry");
        List<DeleteMessageBatchResultEntry> deleted = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        context.store().write(() -> {
            Queue queue = queues.require(request.queueUrl());
            for (DeleteMessageBatchRequestEntry entry : request.entries()) {
                try {
                    delete(queue, entry.receiptHandle());
                    deleted.add(DeleteMessageBatchResultEntry.builder()
                            .id(entry.id())
                            .build());
                } catch (AwsServiceException e) {
                    failed.add(Batches.failed(entry.id(), e));
                }
            }
        });
        return DeleteMessageBatchResponse.builder()
                .successful(deleted)
                .failed(failed)
                .build();
    }

    ChangeMessageVisibilityResponse change(ChangeMessageVisibilityRequest request) {
        context.store()
                .write(() -> change(
                        queues.require(request.queueUrl()), request.receiptHandle(), request.visibilityTimeout()));
        return ChangeMessageVisibilityResponse.builder().build();
    }

    private void change(Queue queue, @Nullable String handle, @Nullable Integer seconds) {
        if (seconds == null) {
            throw SqsErrors.missing("VisibilityTimeout");
        }
        if (seconds < 0 || seconds > LONGEST) {
            throw SqsErrors.invalidValue(
                    seconds, "VisibilityTimeout", "Must be between 0 and " + LONGEST + ", if provided.");
        }
        Receipt receipt = Receipt.parse(queue.name(), handle);
        Instant now = context.time().instant();
        StoredMessage message = messages.find(queue.name(), receipt.number())
                .filter(found -> found.delivery().receipt().equals(Optional.of(receipt.id())))
                .filter(found -> found.isInFlight(now))
                .orElseThrow(() -> SqsErrors.notInFlight(String.valueOf(handle)));
        messages.keep(queue.name(), message.visibleAt(now.plus(Duration.ofSeconds(seconds))));
    }

    ChangeMessageVisibilityBatchResponse change(ChangeMessageVisibilityBatchRequest request) {
        queues.require(request.queueUrl());
        Batches.check(
                request.entries().stream()
                        .map(ChangeMessageVisibilityBatchRequestEntry::id)
                        .toList(),
                "ChangeMessageVisibilityBatchRequestEntry");
        List<ChangeMessageVisibilityBatchResultEntry> changed = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        context.store().write(() -> {
            Queue queue = queues.require(request.queueUrl());
            for (ChangeMessageVisibilityBatchRequestEntry entry : request.entries()) {
                try {
                    change(queue, entry.receiptHandle(), entry.visibilityTimeout());
                    changed.add(ChangeMessageVisibilityBatchResultEntry.builder()
                            .id(entry.id())
                            .build());
                } catch (AwsServiceException e) {
                    failed.add(Batches.failed(entry.id(), e));
                }
            }
        });
        return ChangeMessageVisibilityBatchResponse.builder()
                .successful(changed)
                .failed(failed)
                .build();
    }
}
