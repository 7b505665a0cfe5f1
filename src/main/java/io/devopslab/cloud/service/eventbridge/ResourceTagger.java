package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.TagResourceRequest;
import software.amazon.awssdk.services.eventbridge.model.UntagResourceRequest;

/** Puts on rules and buses the tags that a stack wants them to have. */
final class ResourceTagger {

    private final Supplier<EventBridgeClient> client;

    ResourceTagger(Supplier<EventBridgeClient> client) {
        this.client = client;
    }

    List<Tag> tags(ResourceRequest request) {
        return ResourceTags.all(request).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    Map<String, String> of(String arn) {
        Map<String, String> tags = new HashMap<>();
        client.get()
                .listTagsForResource(
                        ListTagsForResourceRequest.builder().resourceARN(arn).build())
                .tags()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    void retag(String arn, ResourceRequest request) {
        Map<String, String> wanted = ResourceTags.all(request);
        Set<String> dropped = ResourceTags.dropped(of(arn), wanted);
        if (!dropped.isEmpty()) {
            client.get()
                    .untagResource(UntagResourceRequest.builder()
                            .resourceARN(arn)
                            .tagKeys(dropped)
                            .build());
        }
        client.get()
                .tagResource(TagResourceRequest.builder()
                        .resourceARN(arn)
                        .tags(tags(request))
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
    }
}
