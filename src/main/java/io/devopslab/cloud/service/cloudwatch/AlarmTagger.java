package io.devopslab.cloud.service.cloudwatch;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Tag;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceRequest;

/** Keeps the tags of alarms of stacks. */
final class AlarmTagger {

    private final Supplier<CloudWatchClient> client;

    AlarmTagger(Supplier<CloudWatchClient> client) {
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
                .listTagsForResource(r -> r.resourceARN(arn))
                .tags()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    void retag(String arn, ResourceRequest request) {
        Map<String, String> wanted = ResourceTags.all(request);
        Set<String> dropped = ResourceTags.dropped(of(arn), wanted);
        if (!dropped.isEmpty()) {
            client.get().untagResource(r -> r.resourceARN(arn).tagKeys(dropped));
        }
        client.get()
                .tagResource(TagResourceRequest.builder()
                        .resourceARN(arn)
                        .tags(tags(request))
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
    }
}
