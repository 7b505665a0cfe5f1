package io.devopslab.cloud.service.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What the handlers of this service ask of a resource's properties. */
final class Properties {

    private Properties() {}

    /**
     * @throws IllegalArgumentException when there is a property that the handler would pass over
     */
    static void requireKnown(String type, ObjectNode properties, Set<String> known) {
        properties.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "The embedded cloud does not support the property " + name + " of " + type + ".");
            }
        });
    }

    /**
     * @throws IllegalArgumentException when the property is not there
     */
    static String required(ObjectNode properties, String name) {
        if (!properties.hasNonNull(name)) {
            throw new IllegalArgumentException("Property validation failure: [Encountered unsupported or missing"
                    + " properties: required key [" + name + "] not found]");
        }
        return properties.get(name).asText();
    }
}
