package io.devopslab.cloud.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tags of a resource of a stack: the stack's own, those of the template, and those by which CloudFormation knows
 * its resources again (CloudFormation User Guide, "Resource tag").
 */
public final class ResourceTags {

    private static final String STACK_NAME = "aws:cloudformation:stack-name";
    private static final String STACK_ID = "aws:cloudformation:stack-id";
    private static final String LOGICAL_ID = "aws:cloudformation:logical-id";

    private ResourceTags() {}

    /**
     * The tags that people gave; those of the template win.
     *
     * @param property the value of {@code Tags}: a list of keys and values, or an object
     */
    public static Map<String, String> given(ResourceRequest request, JsonNode property) {
        Map<String, String> tags = new LinkedHashMap<>(request.stackTags());
        if (property.isObject()) {
            property.properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        } else {
            property.forEach(
                    tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        }
        return tags;
    }

    /** All tags of a resource whose property for them is {@code Tags}. */
    public static Map<String, String> all(ResourceRequest request) {
        return all(request, request.properties().path("Tags"));
    }

    /** All tags, with CloudFormation's own. Services take those only on calls made for a stack. */
    public static Map<String, String> all(ResourceRequest request, JsonNode property) {
        Map<String, String> tags = given(request, property);
        tags.put(STACK_NAME, request.stackName());
        tags.put(STACK_ID, request.stackId());
        tags.put(LOGICAL_ID, request.logicalId());
        return tags;
    }

    /** Whether something with these tags was made for this very resource, by an earlier attempt. */
    public static boolean isMadeFor(ResourceRequest request, Map<String, String> tags) {
        return request.stackId().equals(tags.get(STACK_ID))
                && request.logicalId().equals(tags.get(LOGICAL_ID));
    }

    /** The keys of tags that the resource has and should not have any more; CloudFormation's own stay. */
    public static Set<String> dropped(Map<String, String> present, Map<String, String> wanted) {
        Set<String> dropped = new TreeSet<>(present.keySet());
        dropped.removeAll(wanted.keySet());
        dropped.removeIf(key -> key.startsWith("aws:"));
        return dropped;
    }
}
