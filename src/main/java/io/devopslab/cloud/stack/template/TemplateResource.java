package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A member of a template's {@code Resources}, functions not yet applied.
 *
 * @param deletionPolicy {@code Delete}, {@code Retain}, {@code RetainExceptOnCreate} or {@code Snapshot}
 * @param updateReplacePolicy {@code Delete}, {@code Retain} or {@code Snapshot}
 */
public record TemplateResource(
        String logicalId,
        String type,
        ObjectNode properties,
        Optional<String> condition,
        List<String> dependsOn,
        String deletionPolicy,
        String updateReplacePolicy,
        ObjectNode metadata,
        Optional<JsonNode> creationPolicy,
        Optional<JsonNode> updatePolicy) {

    public TemplateResource {
        dependsOn = List.copyOf(dependsOn);
    }

    /** The same resource after some change to its trees. */
    public TemplateResource with(ObjectNode newProperties, ObjectNode newMetadata, Optional<JsonNode> newUpdatePolicy) {
        return new TemplateResource(
                logicalId,
                type,
                newProperties,
                condition,
                dependsOn,
                deletionPolicy,
                updateReplacePolicy,
                newMetadata,
                creationPolicy,
                newUpdatePolicy);
    }
}
