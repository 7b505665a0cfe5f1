package io.devopslab.cloud.service.cloudformation.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Small questions about the properties of a resource. */
final class Properties {

    private Properties() {}

    static void requireKnown(ObjectNode properties, Set<String> known) {
        properties.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("Encountered unsupported property " + name);
            }
        });
    }

    static String required(ObjectNode properties, String name) {
        if (!properties.path(name).isValueNode()) {
            throw new IllegalArgumentException("Property " + name + " cannot be empty.");
        }
        return properties.get(name).asText();
    }
}
