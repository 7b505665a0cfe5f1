package io.devopslab.cloud.service.ec2.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.service.ec2.state.Kind;
import io.devopslab.cloud.stack.ResourceHandler.Provisioned;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What the resources of EC2 have in common. */
final class Ec2Templates {

    private Ec2Templates() {}

    /** A template's text, whatever kind of value it is; nothing when it is not there. */
    static @org.jspecify.annotations.Nullable String text(JsonNode properties, String name) {
        JsonNode value = properties.path(name);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    /**
     * @throws IllegalArgumentException for a property that is not among those that can be provisioned
     */
    static void checkNames(ResourceRequest request, Set<String> known) {
        request.properties().fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("The embedded cloud cannot provision the property " + name + " of "
                        + request.logicalId() + ".");
            }
        });
    }

    static AwsRequestOverrideConfiguration source(ResourceRequest request) {
        return CallSource.of(request.stackId());
    }

    static TagSpecification tags(ResourceRequest request, Kind kind) {
        return TagSpecification.builder()
                .resourceType(kind.resourceType())
                .tags(tagList(request))
                .build();
    }

    private static List<Tag> tagList(ResourceRequest request) {
        return ResourceTags.all(request).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** Finds what an earlier attempt at the same step made. */
    static List<Filter> madeFor(ResourceRequest request) {
        return List.of(
                Filter.builder()
                        .name("tag:aws:cloudformation:stack-id")
                        .values(request.stackId())
                        .build(),
                Filter.builder()
                        .name("tag:aws:cloudformation:logical-id")
                        .values(request.logicalId())
                        .build());
    }

    static void retag(Ec2Client client, ResourceRequest request) {
        String id = request.physicalId();
        Map<String, String> present =
                client
                        .describeTags(r -> r.filters(
                                Filter.builder().name("resource-id").values(id).build()))
                        .tags()
                        .stream()
                        .collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value()));
        Set<String> dropped = ResourceTags.dropped(present, ResourceTags.all(request));
        if (!dropped.isEmpty()) {
            client.deleteTags(r -> r.resources(id)
                    .tags(dropped.stream()
                            .map(key -> Tag.builder().key(key).build())
                            .toList()));
        }
        client.createTags(CreateTagsRequest.builder()
                .resources(id)
                .tags(tagList(request))
                .overrideConfiguration(source(request))
                .build());
    }

    static boolean isGone(AwsServiceException e) {
        String code = String.valueOf(e.awsErrorDetails().errorCode());
        return code.endsWith(".NotFound") || code.equals("Gateway.NotAttached");
    }

    /** What is asked for; empty when EC2 has it no more. */
    static <T> Optional<T> unlessGone(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (AwsServiceException e) {
            if (isGone(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Deletes; what is gone already counts as deleted. */
    static void deleteUnlessGone(Runnable deletion) {
        try {
            deletion.run();
        } catch (AwsServiceException e) {
            if (!isGone(e)) {
                throw e;
            }
        }
    }

    static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(element -> strings.add(element.asText()));
        return strings;
    }

    static Provisioned provisioned(String id, String... attributes) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < attributes.length; i += 2) {
            node.put(attributes[i], attributes[i + 1]);
        }
        return new Provisioned(id, node);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
