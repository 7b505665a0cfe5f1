package io.devopslab.cloud.service.sqs;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Store;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsRequest;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsResponse;
import software.amazon.awssdk.services.sqs.model.TagQueueRequest;
import software.amazon.awssdk.services.sqs.model.TagQueueResponse;
import software.amazon.awssdk.services.sqs.model.UntagQueueRequest;
import software.amazon.awssdk.services.sqs.model.UntagQueueResponse;

/** The tags of queues. */
final class QueueTags {

    private static final int MOST = 50;

    private final Store store;
    private final Queues queues;

    QueueTags(Store store, Queues queues) {
        this.store = store;
        this.queues = queues;
    }

    /** Only a service may give tags that begin with {@code aws:}. */
    static void check(Map<String, String> tags, AwsRequest request) {
        tags.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > 128) {
                throw SqsErrors.invalidValue("Tag keys must be between 1 and 128 characters in length.");
            }
            if (value != null && value.length() > 256) {
                throw SqsErrors.invalidValue("Tag values must be between 0 and 256 characters in length.");
            }
            if (key.startsWith("aws:") && CallSource.of(request).isEmpty()) {
                throw SqsErrors.invalidValue("Tag keys that begin with 'aws:' are reserved for system use: " + key);
            }
        });
    }

    TagQueueResponse tag(TagQueueRequest request) {
        if (!request.hasTags() || request.tags().isEmpty()) {
            throw SqsErrors.missing("Tags");
        }
        check(request.tags(), request);
        store.write(() -> {
            Queue queue = queues.require(request.queueUrl());
            Map<String, String> tags = new HashMap<>(queue.tags());
            tags.putAll(request.tags());
            if (tags.size() > MOST) {
                throw SqsErrors.invalidValue("Too many tags added for queue " + queue.name() + ".");
            }
            queues.keep(queue.withTags(tags));
        });
        return TagQueueResponse.builder().build();
    }

    UntagQueueResponse untag(UntagQueueRequest request) {
        if (!request.hasTagKeys() || request.tagKeys().isEmpty()) {
            throw SqsErrors.missing("TagKeys");
        }
        store.write(() -> {
            Queue queue = queues.require(request.queueUrl());
            Map<String, String> tags = new HashMap<>(queue.tags());
            tags.keySet().removeAll(request.tagKeys());
            queues.keep(queue.withTags(tags));
        });
        return UntagQueueResponse.builder().build();
    }

    ListQueueTagsResponse list(ListQueueTagsRequest request) {
        return ListQueueTagsResponse.builder()
                .tags(queues.require(request.queueUrl()).tags())
                .build();
    }
}
