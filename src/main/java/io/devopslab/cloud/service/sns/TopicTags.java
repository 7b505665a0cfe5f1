package io.devopslab.cloud.service.sns;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Store;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.TagLimitExceededException;
import software.amazon.awssdk.services.sns.model.TagResourceRequest;
import software.amazon.awssdk.services.sns.model.TagResourceResponse;
import software.amazon.awssdk.services.sns.model.UntagResourceRequest;
import software.amazon.awssdk.services.sns.model.UntagResourceResponse;

/** The tags of topics. */
final class TopicTags {

    private static final int MOST = 50;

    private final Store store;
    private final Topics topics;

    TopicTags(Store store, Topics topics) {
        this.store = store;
        this.topics = topics;
    }

    /**
     * @param byService only a service may give tags that begin with {@code aws:}
     */
    static Map<String, String> checked(List<Tag> given, boolean byService) {
        Map<String, String> tags = new TreeMap<>();
        for (Tag tag : given) {
            if (tag.key() == null || tag.key().isEmpty() || tag.key().length() > 128) {
                throw SnsErrors.invalid("Tag key must be between 1 and 128 characters long");
            }
            if (tag.value() != null && tag.value().length() > 256) {
                throw SnsErrors.invalid("Tag value must be at most 256 characters long");
            }
            if (tag.key().startsWith("aws:") && !byService) {
                throw SnsErrors.invalid("Tag keys that begin with aws: are reserved: " + tag.key());
            }
            if (tags.put(tag.key(), tag.value() == null ? "" : tag.value()) != null) {
                throw SnsErrors.invalid("Duplicated keys are not allowed.");
            }
        }
        if (tags.size() > MOST) {
            throw tooMany();
        }
        return tags;
    }

    private static RuntimeException tooMany() {
        return Errors.of(
                TagLimitExceededException.builder(),
                "TagLimitExceeded",
                400,
                "Could not complete request: tag quota of" + " per resource exceeded");
    }

    private Topic require(@Nullable String arn) {
        SnsErrors.requireArn("ResourceArn", arn);
        return topics.byArn(arn).orElseThrow(SnsErrors::noSuchResource);
    }

    TagResourceResponse tag(TagResourceRequest request) {
        Map<String, String> added =
                checked(request.tags(), CallSource.of(request).isPresent());
        store.write(() -> {
            Topic topic = require(request.resourceArn());
            Map<String, String> tags = new TreeMap<>(topic.tags());
            tags.putAll(added);
            if (tags.size() > MOST) {
                throw tooMany();
            }
            topics.keep(topic.withTags(tags));
        });
        return TagResourceResponse.builder().build();
    }

    UntagResourceResponse untag(UntagResourceRequest request) {
        store.write(() -> {
            Topic topic = require(request.resourceArn());
            Map<String, String> tags = new TreeMap<>(topic.tags());
            tags.keySet().removeAll(request.tagKeys());
            topics.keep(topic.withTags(tags));
        });
        return UntagResourceResponse.builder().build();
    }

    ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(new TreeMap<>(require(request.resourceArn()).tags())
                        .entrySet().stream()
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList())
                .build();
    }
}
