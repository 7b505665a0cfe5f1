package io.devopslab.cloud.service.ecs;

import io.devopslab.cloud.service.ecs.state.EcsErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.Tag;

/** Tags as ECS takes them (API Reference, "Tag"). */
final class Tags {

    private static final int MOST = 50;
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;

    private Tags() {}

    /**
     * @param isOwn whether a service of the cloud sets them, which may use the prefix {@code aws:}
     */
    static List<Tag> checked(List<Tag> tags, boolean isOwn) {
        for (Tag tag : tags) {
            boolean isGood = tag.key() != null
                    && !tag.key().isEmpty()
                    && tag.key().length() <= LONGEST_KEY
                    && (tag.value() == null || tag.value().length() <= LONGEST_VALUE);
            if (!isGood || (!isOwn && tag.key().startsWith("aws:"))) {
                throw EcsErrors.invalid("Invalid tag key or value: " + tag.key());
            }
        }
        return merged(List.of(), tags);
    }

    static List<Tag> merged(List<Tag> present, List<Tag> more) {
        Map<String, Tag> all = new LinkedHashMap<>();
        present.forEach(tag -> all.put(tag.key(), tag));
        more.forEach(tag -> all.put(
                tag.key(), tag.value() == null ? tag.toBuilder().value("").build() : tag));
        if (all.size() > MOST) {
            throw EcsErrors.invalid("The maximum number of tags that can be applied to a resource is " + MOST + ".");
        }
        return List.copyOf(all.values());
    }

    static List<Tag> without(List<Tag> present, List<String> keys) {
        return present.stream().filter(tag -> !keys.contains(tag.key())).toList();
    }
}
