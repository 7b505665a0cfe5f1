package io.devopslab.cloud.service.codestarnotifications;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Store;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.codestarnotifications.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codestarnotifications.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codestarnotifications.model.TagResourceRequest;
import software.amazon.awssdk.services.codestarnotifications.model.TagResourceResponse;
import software.amazon.awssdk.services.codestarnotifications.model.UntagResourceRequest;
import software.amazon.awssdk.services.codestarnotifications.model.UntagResourceResponse;

/** The tags of notification rules. */
final class NotificationTags {

    private static final int MOST = 50;

    private final Store store;
    private final RuleTable table;

    NotificationTags(Store store, RuleTable table) {
        this.store = store;
        this.table = table;
    }

    /**
     * @param byService only a service may give tags that begin with {@code aws:}
     */
    static void check(Map<String, String> tags, boolean byService) {
        tags.forEach((key, value) -> {
            NotificationErrors.verify(new Constraints()
                    .length("tags.key", key, 1, 128)
                    .required("tags.value", value)
                    .length("tags.value", value, 0, 256));
            if (key.startsWith("aws:") && !byService) {
                throw NotificationErrors.validation("Tag keys that begin with aws: are reserved: " + key);
            }
        });
        if (tags.size() > MOST) {
            throw NotificationErrors.tooMany("A notification rule has at most 50 tags.");
        }
    }

    TagResourceResponse tag(TagResourceRequest request) {
        NotificationErrors.verify(new Constraints().required("tags", request.hasTags() ? request.tags() : null));
        Map<String, String> tags = store.write(() -> {
            RuleRow rule = table.require(request.arn());
            Map<String, String> all = new HashMap<>(rule.tags());
            all.putAll(request.tags());
            check(request.tags(), CallSource.of(request).isPresent());
            check(all, true);
            table.keep(rule.with(all));
            return all;
        });
        return TagResourceResponse.builder().tags(tags).build();
    }

    UntagResourceResponse untag(UntagResourceRequest request) {
        store.write(() -> {
            RuleRow rule = table.require(request.arn());
            Map<String, String> left = new HashMap<>(rule.tags());
            left.keySet().removeAll(request.tagKeys());
            table.keep(rule.with(left));
        });
        return UntagResourceResponse.builder().build();
    }

    ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(new TreeMap<>(table.require(request.arn()).tags()))
                .build();
    }
}
