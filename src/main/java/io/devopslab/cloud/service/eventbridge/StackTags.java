package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.stack.ResourceRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.eventbridge.model.Tag;

/** The tags that a resource of a stack gets: the stack's, and over them its own. */
final class StackTags {

    private StackTags() {}

    static List<Tag> of(ResourceRequest request) {
        Map<String, String> tags = new TreeMap<>(request.stackTags());
        request.properties()
                .path("Tags")
                .forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** The keys that a resource had by its former properties and has no more. */
    static List<String> dropped(ResourceRequest request) {
        List<String> kept = of(request).stream().map(Tag::key).toList();
        return request.previous().path("Tags").findValuesAsText("Key").stream()
                .filter(key -> !kept.contains(key))
                .toList();
    }
}
