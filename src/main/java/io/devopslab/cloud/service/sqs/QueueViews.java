package io.devopslab.cloud.service.sqs;

import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.ListDeadLetterSourceQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListDeadLetterSourceQueuesResponse;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Tells about queues. */
final class QueueViews {

    private static final int LARGEST = 1_000;

    private final ServiceContext context;
    private final Queues queues;
    private final Messages messages;

    QueueViews(ServiceContext context, Queues queues, Messages messages) {
        this.context = context;
        this.queues = queues;
        this.messages = messages;
    }

    GetQueueUrlResponse url(GetQueueUrlRequest request) {
        if (request.queueName() == null) {
            throw SqsErrors.missing("QueueName");
        }
        String owner = request.queueOwnerAWSAccountId();
        if (owner != null && !owner.equals(context.scope().account())) {
            throw SqsErrors.noSuchQueue();
        }
        Queue queue = queues.find(request.queueName()).orElseThrow(SqsErrors::noSuchQueue);
        return GetQueueUrlResponse.builder().queueUrl(queues.url(queue.name())).build();
    }

    ListQueuesResponse list(ListQueuesRequest request) {
        String prefix = request.queueNamePrefix() == null ? "" : request.queueNamePrefix();
        List<String> names = queues.all().stream()
                .map(Queue::name)
                .filter(name -> name.startsWith(prefix))
                .toList();
        Page<String> page = page(names, request.nextToken(), request.maxResults());
        ListQueuesResponse.Builder response = ListQueuesResponse.builder()
                .queueUrls(page.items().stream().map(queues::url).toList());
        // Without MaxResults AWS gives the first thousand and no token.
        if (request.maxResults() != null) {
            response.nextToken(page.nextToken().orElse(null));
        }
        return response.build();
    }

    ListDeadLetterSourceQueuesResponse sources(ListDeadLetterSourceQueuesRequest request) {
        String arn = queues.arn(queues.require(request.queueUrl()).name());
        List<String> names = queues.all().stream()
                .filter(queue ->
                        queue.redrivePolicy().map(RedrivePolicy::target).equals(Optional.of(arn)))
                .map(Queue::name)
                .toList();
        Page<String> page = page(names, request.nextToken(), request.maxResults());
        return ListDeadLetterSourceQueuesResponse.builder()
                .queueUrls(page.items().stream().map(queues::url).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Page<String> page(List<String> names, @Nullable String token, @Nullable Integer limit) {
        if (limit != null && (limit < 1 || limit > LARGEST)) {
            throw SqsErrors.invalidValue(limit, "MaxResults", "MaxResults must be an integer between 1 and 1000.");
        }
        try {
            return Page.of(names, name -> name, token, limit == null ? LARGEST : limit);
        } catch (IllegalArgumentException e) {
            throw SqsErrors.invalidValue("Invalid or expired next token.");
        }
    }

    GetQueueAttributesResponse attributes(GetQueueAttributesRequest request) {
        Queue queue = queues.require(request.queueUrl());
        List<String> wanted = request.attributeNamesAsStrings();
        wanted.stream()
                .filter(name -> QueueAttributeName.fromValue(name) == QueueAttributeName.UNKNOWN_TO_SDK_VERSION)
                .findFirst()
                .ifPresent(name -> {
                    throw SqsErrors.unknownAttribute(name);
                });
        Map<String, String> attributes = all(queue);
        if (!wanted.contains(QueueAttributeName.ALL.toString())) {
            attributes.keySet().retainAll(wanted);
        }
        return attributes.isEmpty()
                ? GetQueueAttributesResponse.builder().build()
                : GetQueueAttributesResponse.builder()
                        .attributesWithStrings(attributes)
                        .build();
    }

    private Map<String, String> all(Queue queue) {
        Map<String, String> attributes = new TreeMap<>(QueueAttributes.DEFAULTS);
        if (!queue.isFifo()) {
            attributes.keySet().removeAll(QueueAttributes.OF_FIFO);
        }
        attributes.putAll(queue.attributes());
        if (attributes.containsKey("KmsMasterKeyId")) {
            attributes.put("SqsManagedSseEnabled", "false");
        }
        attributes.put("QueueArn", queues.arn(queue.name()));
        attributes.put("CreatedTimestamp", Long.toString(queue.created().getEpochSecond()));
        attributes.put("LastModifiedTimestamp", Long.toString(queue.modified().getEpochSecond()));
        Instant now = context.time().instant();
        List<StoredMessage> present = messages.all(queue.name()).stream()
                .filter(message -> !messages.isExpired(queue, message))
                .toList();
        long visible =
                present.stream().filter(message -> message.isVisible(now)).count();
        long inFlight =
                present.stream().filter(message -> message.isInFlight(now)).count();
        attributes.put("ApproximateNumberOfMessages", Long.toString(visible));
        attributes.put("ApproximateNumberOfMessagesNotVisible", Long.toString(inFlight));
        attributes.put("ApproximateNumberOfMessagesDelayed", Long.toString(present.size() - visible - inFlight));
        return attributes;
    }
}
