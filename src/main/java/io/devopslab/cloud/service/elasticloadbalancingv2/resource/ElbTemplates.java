package io.devopslab.cloud.service.elasticloadbalancingv2.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** What the resources of Elastic Load Balancing have in common: names, tags, attributes, and properties as API shapes. */
final class ElbTemplates {

    private static final int LONGEST_NAME = 32;
    private static final int RANDOM_PART = 13;

    private ElbTemplates() {}

    /** A name as CloudFormation makes it where it may have 32 characters only. */
    static String name(ResourceRequest request) {
        String name = request.properties().path("Name").asText(request.generatedName());
        if (request.properties().has("Name") || name.length() <= LONGEST_NAME) {
            return name;
        }
        String head = name.substring(0, LONGEST_NAME - RANDOM_PART);
        String tail = name.substring(name.length() - RANDOM_PART);
        return head.endsWith("-") && tail.startsWith("-") ? head + tail.substring(1) : head + tail;
    }

    static List<Tag> tags(ResourceRequest request) {
        return ResourceTags.all(request).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    static Map<String, String> tagsOf(ElasticLoadBalancingV2Client client, String arn) {
        Map<String, String> tags = new HashMap<>();
        client.describeTags(r -> r.resourceArns(arn))
                .tagDescriptions()
                .forEach(description -> description.tags().forEach(tag -> tags.put(tag.key(), tag.value())));
        return tags;
    }

    static boolean isMadeFor(ElasticLoadBalancingV2Client client, ResourceRequest request, String arn) {
        return ResourceTags.isMadeFor(request, tagsOf(client, arn));
    }

    static void retag(ElasticLoadBalancingV2Client client, ResourceRequest request) {
        String arn = request.physicalId();
        Map<String, String> wanted = ResourceTags.all(request);
        Set<String> dropped = ResourceTags.dropped(tagsOf(client, arn), wanted);
        dropped.removeIf(key -> key.startsWith("lab:"));
        if (!dropped.isEmpty()) {
            client.removeTags(r -> r.resourceArns(arn).tagKeys(dropped));
        }
        client.addTags(AddTagsRequest.builder()
                .resourceArns(arn)
                .tags(tags(request))
                .overrideConfiguration(CallSource.of(request.stackId()))
                .build());
    }

    /** A list of keys and values as a map. */
    static Map<String, String> attributes(JsonNode list) {
        Map<String, String> attributes = new TreeMap<>();
        list.forEach(attribute -> attributes.put(
                attribute.path("Key").asText(), attribute.path("Value").asText()));
        return attributes;
    }

    static ArrayNode attributes(Map<String, String> attributes) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        attributes.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        return list;
    }

    static ArrayNode strings(List<String> values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach(list::add);
        return list;
    }
}
