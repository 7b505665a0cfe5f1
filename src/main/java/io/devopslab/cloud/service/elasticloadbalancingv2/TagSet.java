package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateTagKeysException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyTagsException;

/** Tags as they are given. */
final class TagSet {

    private static final int MOST = 50;

    private TagSet() {}

    /**
     * @param byService only a service may give tags that begin with {@code aws:}
     */
    static Map<String, String> checked(List<Tag> given, boolean byService) {
        Map<String, String> tags = new TreeMap<>();
        for (Tag tag : given) {
            String value = tag.value() == null ? "" : tag.value();
            if (tag.key() == null || tag.key().isEmpty() || tag.key().length() > 128) {
                throw ElbErrors.validation("Tag keys must be between 1 and 128 characters long");
            }
            if (value.length() > 256) {
                throw ElbErrors.validation("Tag values must be at most 256 characters long");
            }
            if (tag.key().startsWith("aws:") && !byService) {
                throw ElbErrors.validation("Tag keys beginning with 'aws:' are reserved");
            }
            if (tags.put(tag.key(), value) != null) {
                throw ElbErrors.of(
                        DuplicateTagKeysException.builder(),
                        "DuplicateTagKeys",
                        "Tag keys must be unique: " + tag.key());
            }
        }
        return limited(tags);
    }

    static Map<String, String> limited(Map<String, String> tags) {
        long own = tags.keySet().stream().filter(key -> !key.startsWith("aws:")).count();
        if (own > MOST) {
            throw ElbErrors.of(
                    TooManyTagsException.builder(),
                    "TooManyTags",
                    "The maximum number of tags per resource is " + MOST);
        }
        return tags;
    }
}
