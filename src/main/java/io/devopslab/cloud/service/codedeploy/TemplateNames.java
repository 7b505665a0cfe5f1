package io.devopslab.cloud.service.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The API's names as templates spell them: the same, but with a capital letter. */
final class TemplateNames {

    private TemplateNames() {}

    static JsonNode pascal(JsonNode node) {
        if (node.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> elements.add(pascal(element)));
            return elements;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        node.properties()
                .forEach(entry -> named.set(
                        Character.toUpperCase(entry.getKey().charAt(0))
                                + entry.getKey().substring(1),
                        pascal(entry.getValue())));
        return named;
    }
}
