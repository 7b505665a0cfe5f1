package io.devopslab.cloud.service.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A property that a type does not have is an error in the template. */
final class UnknownProperties {

    private UnknownProperties() {}

    static void reject(ObjectNode properties, Set<String> known) {
        properties.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("Encountered unsupported property " + name + "; known are "
                        + known.stream().sorted().toList() + ".");
            }
        });
    }
}
