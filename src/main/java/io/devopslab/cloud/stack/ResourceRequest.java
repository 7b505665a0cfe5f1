package io.devopslab.cloud.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What the engine asks of a {@link ResourceHandler}.
 *
 * @param stackName the stack's name
 * @param stackId the stack's ARN
 * @param logicalId the resource's name in the template
 * @param physicalId the resource to change or delete; empty on create
 * @param properties the resolved properties of the template, intrinsics applied
 * @param previous the properties that the resource was last provisioned with; empty on create
 * @param stackTags the tags of the stack, which the handler puts on what it creates
 * @param token the same for every attempt at this step, and unique to it
 * @param generatedName a physical name for a resource whose template gives none: {@code stack-logical-RANDOM}
 */
public record ResourceRequest(
        String stackName,
        String stackId,
        String logicalId,
        String physicalId,
        ObjectNode properties,
        ObjectNode previous,
        Map<String, String> stackTags,
        String token,
        String generatedName) {

    public ResourceRequest {
        stackTags = Map.copyOf(stackTags);
    }
}
