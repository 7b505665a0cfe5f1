package io.devopslab.cloud.service.codedeploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.Tag;
import software.amazon.awssdk.services.codedeploy.model.TagResourceRequest;

/** The tags of what a stack has made. */
final class TagLists {

    private TagLists() {}

    static List<Tag> of(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    static List<Tag> all(ResourceRequest request) {
        return of(ResourceTags.all(request));
    }

    static Map<String, String> read(CodeDeployClient client, String arn) {
        Map<String, String> tags = new TreeMap<>();
        client.listTagsForResource(r -> r.resourceArn(arn)).tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    /** Makes the tags what the stack and its template say. */
    static void update(CodeDeployClient client, String arn, ResourceRequest request) {
        Map<String, String> wanted = ResourceTags.all(request);
        Set<String> dropped = ResourceTags.dropped(read(client, arn), wanted);
        if (!dropped.isEmpty()) {
            client.untagResource(r -> r.resourceArn(arn).tagKeys(dropped));
        }
        client.tagResource(TagResourceRequest.builder()
                .resourceArn(arn)
                .tags(of(wanted))
                .overrideConfiguration(CallSource.of(request.stackId()))
                .build());
    }

    /** Writes those that people gave, as a template has them. */
    static void write(Map<String, String> tags, ArrayNode list) {
        tags.forEach((key, value) -> {
            if (!key.startsWith("aws:")) {
                list.addObject().put("Key", key).put("Value", value);
            }
        });
    }

    /** The ARN of something of CodeDeploy's in the region and account of a stack. */
    static String arn(String stackId, String resource) {
        String[] parts = stackId.split(":", 6);
        return "arn:aws:codedeploy:" + parts[3] + ":" + parts[4] + ":" + resource;
    }
}
