package io.devopslab.cloud.service.sqs;

import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.DeleteQueueRequest;
import software.amazon.awssdk.services.sqs.model.DeleteQueueResponse;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;
import software.amazon.awssdk.services.sqs.model.PurgeQueueResponse;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesResponse;

/** Changes, empties and deletes queues. */
final class QueueChanges {

    private static final Duration BETWEEN_PURGES = Duration.ofSeconds(60);

    private final ServiceContext context;
    private final Queues queues;
    private final Messages messages;
    private final Sending sending;

    QueueChanges(ServiceContext context, Queues queues, Messages messages, Sending sending) {
        this.context = context;
        this.queues = queues;
        this.messages = messages;
        this.sending = sending;
    }

    SetQueueAttributesResponse set(SetQueueAttributesRequest request) {
        Map<String, String> attributes = request.attributesAsStrings();
        if (attributes.isEmpty()) {
            throw SqsErrors.missing("Attribute.Name");
        }
        context.store().write(() -> {
            Queue queue = queues.require(request.queueUrl());
            QueueAttributes.check(queue.name(), attributes);
            if (attributes.containsKey("FifoQueue")) {
                throw SqsErrors.invalidAttribute("FifoQueue");
            }
            queues.requireTarget(queue.name(), attributes);
            queues.keep(queue.with(attributes, context.time().instant()));
        });
        return SetQueueAttributesResponse.builder().build();
    }

    PurgeQueueResponse purge(PurgeQueueRequest request) {
        context.store().write(() -> {
            Queue queue = queues.require(request.queueUrl());
            Instant now = context.time().instant();
            if (queue.purged()
                    .filter(last -> now.isBefore(last.plus(BETWEEN_PURGES)))
                    .isPresent()) {
                throw SqsErrors.purgeInProgress(queue.name());
            }
            messages.removeAll(queue.name());
            queues.keep(queue.purgedAt(now));
        });
        return PurgeQueueResponse.builder().build();
    }

    DeleteQueueResponse delete(DeleteQueueRequest request) {
        context.store().write(() -> {
            Queue queue = queues.require(request.queueUrl());
            messages.removeAll(queue.name());
            sending.forget(queue.name());
            queues.delete(queue.name());
        });
        return DeleteQueueResponse.builder().build();
    }
}
