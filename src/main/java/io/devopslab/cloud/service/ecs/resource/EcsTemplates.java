package io.devopslab.cloud.service.ecs.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;

/** What the resources of ECS have in common: tags, and properties as the API's members. */
final class EcsTemplates {

    private EcsTemplates() {}

    static List<Tag> tags(ResourceRequest request) {
        return ResourceTags.all(request).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    static boolean isMadeFor(ResourceRequest request, List<Tag> tags) {
        return ResourceTags.isMadeFor(request, map(tags));
    }

    private static Map<String, String> map(List<Tag> tags) {
        Map<String, String> map = new HashMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        return map;
    }

    static void retag(EcsClient client, ResourceRequest request, String arn) {
        Map<String, String> present =
                map(client.listTagsForResource(r -> r.resourceArn(arn)).tags());
        Map<String, String> wanted = ResourceTags.all(request);
        Set<String> dropped = ResourceTags.dropped(present, wanted);
        if (!dropped.isEmpty()) {
            client.untagResource(r -> r.resourceArn(arn).tagKeys(dropped));
        }
        client.tagResource(TagResourceRequest.builder()
                .resourceArn(arn)
                .tags(tags(request))
                .overrideConfiguration(CallSource.of(request.stackId()))
                .build());
    }

    /** A shape with the names of templates, which begin with a capital letter. */
    static ObjectNode properties(SdkPojo shape) {
        return (ObjectNode) named(Shapes.write(shape));
    }

    private static JsonNode named(JsonNode node) {
        if (node.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> elements.add(named(element)));
            return elements;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        node.properties()
                .forEach(member -> named.set(
                        Character.toUpperCase(member.getKey().charAt(0))
                                + member.getKey().substring(1),
                        named(member.getValue())));
        return named;
    }
}
