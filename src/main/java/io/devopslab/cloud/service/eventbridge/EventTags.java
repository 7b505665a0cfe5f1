package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.Tag;

/** The tags of buses and rules, by ARN. */
final class EventTags {

    private static final int MOST = 50;

    private final Table<TagSet> tags;

    private record TagSet(Map<String, String> values) {}

    EventTags(Store store) {
        this.tags = store.table("tags", TagSet.class);
    }

    List<Tag> of(String arn) {
        return values(arn).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private Map<String, String> values(String arn) {
        return tags.get(arn).map(TagSet::values).orElseGet(Map::of);
    }

    /**
     * Adds tags, or changes those with the same key.
     *
     * @param source on whose behalf: only a service may give tags that begin with {@code aws:}
     */
    void put(String arn, @Nullable Collection<Tag> added, Optional<String> source) {
        if (added == null || added.isEmpty()) {
            return;
        }
        Map<String, String> values = new TreeMap<>(values(arn));
        for (Tag tag : added) {
            new Constraints()
                    .required("tags.1.member.key", tag.key())
                    .length("tags.1.member.key", tag.key(), 1, 128)
                    .required("tags.1.member.value", tag.value())
                    .length("tags.1.member.value", tag.value(), 0, 256)
                    .verify(EventBridgeException.builder());
            if (tag.key().startsWith("aws:") && source.isEmpty()) {
                throw EventBridgeErrors.validation(
                        "System tags cannot be added/updated by requester: " + tag.key() + ".");
            }
            values.put(tag.key(), tag.value());
        }
        if (values.size() > MOST) {
            throw EventBridgeErrors.limitExceeded();
        }
        tags.put(arn, new TagSet(values));
    }

    void remove(String arn, Collection<String> keys) {
        Map<String, String> values = new TreeMap<>(values(arn));
        values.keySet().removeAll(keys);
        tags.put(arn, new TagSet(values));
    }

    void remove(String arn) {
        tags.remove(arn);
    }
}
