package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** The {@code Mappings} of a template: map, top-level key, second-level key, and a string or a list of strings. */
final class MappingSection {

    private static final int LIMIT = 200;
    private static final Pattern ELEMENT = Pattern.compile("[a-zA-Z0-9.-]+");

    private MappingSection() {}

    static ObjectNode read(Section mappings) {
        mappings.members("Mapping", LIMIT, (name, mapping) -> {
            mapping.node().fieldNames().forEachRemaining(key -> {
                if (!ELEMENT.matcher(key).matches()) {
                    throw TemplateException.format("Mappings element name '" + key
                            + "' must be non-empty and can contain only alphanumerics, '-' or '.'");
                }
                requireValues(mapping.object(key));
            });
            return mapping;
        });
        return mappings.node();
    }

    private static void requireValues(Section attributes) {
        attributes.node().properties().forEach(attribute -> {
            JsonNode value = attribute.getValue();
            boolean plain = value.isValueNode();
            if (value.isArray()) {
                plain = true;
                for (JsonNode element : value) {
                    plain &= element.isValueNode();
                }
            }
            if (!plain) {
                throw TemplateException.format("Every Mappings attribute must be a String or a List.");
            }
        });
    }
}
