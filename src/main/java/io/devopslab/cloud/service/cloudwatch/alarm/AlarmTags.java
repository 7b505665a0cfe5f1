package io.devopslab.cloud.service.cloudwatch.alarm;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.service.cloudwatch.metric.CloudWatchErrors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.Tag;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceRequest;

/** The tags of alarms. */
public final class AlarmTags {

    private static final int MOST = 50;

    private final Store store;
    private final AlarmTables tables;

    AlarmTags(Store store, AlarmTables tables) {
        this.store = store;
        this.tables = tables;
    }

    /**
     * @param byService only a service may give tags that begin with {@code aws:}
     */
    static Map<String, String> checked(List<Tag> given, boolean byService) {
        Map<String, String> tags = new TreeMap<>();
        for (Tag tag : given) {
            CloudWatchErrors.verify(new Constraints()
                    .required("tags.key", tag.key())
                    .length("tags.key", tag.key(), 1, 128)
                    .required("tags.value", tag.value())
                    .length("tags.value", tag.value(), 0, 256));
            if (tag.key().startsWith("aws:") && !byService) {
                throw CloudWatchErrors.invalid("Tag keys that begin with aws: are reserved: " + tag.key());
            }
            if (tags.put(tag.key(), tag.value()) != null) {
                throw CloudWatchErrors.invalid("The tag key " + tag.key() + " is given twice.");
            }
        }
        return atMost(tags);
    }

    private static Map<String, String> atMost(Map<String, String> tags) {
        if (tags.size() > MOST) {
            throw CloudWatchErrors.invalid("An alarm has at most " + MOST + " tags.");
        }
        return tags;
    }

    private AlarmRow require(@Nullable String arn) {
        CloudWatchErrors.verify(new Constraints().required("resourceARN", arn).length("resourceARN", arn, 1, 1_024));
        String name = tables.name(String.valueOf(arn));
        return tables.find(name)
                .filter(alarm -> alarm.arn().equals(arn))
                .orElseThrow(() -> CloudWatchErrors.noSuchResource(String.valueOf(arn)));
    }

    public void tag(TagResourceRequest request) {
        CloudWatchErrors.verify(new Constraints().required("tags", request.hasTags() ? request.tags() : null));
        Map<String, String> added =
                checked(request.tags(), CallSource.of(request).isPresent());
        store.write(() -> {
            AlarmRow alarm = require(request.resourceARN());
            Map<String, String> tags = new TreeMap<>(alarm.tags());
            tags.putAll(added);
            tables.keep(alarm.with(atMost(tags)));
        });
    }

    public void untag(UntagResourceRequest request) {
        CloudWatchErrors.verify(new Constraints().required("tagKeys", request.hasTagKeys() ? request.tagKeys() : null));
        store.write(() -> {
            AlarmRow alarm = require(request.resourceARN());
            Map<String, String> tags = new TreeMap<>(alarm.tags());
            tags.keySet().removeAll(request.tagKeys());
            tables.keep(alarm.with(tags));
        });
    }

    public ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(new TreeMap<>(require(request.resourceARN()).tags())
                        .entrySet().stream()
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList())
                .build();
    }
}
