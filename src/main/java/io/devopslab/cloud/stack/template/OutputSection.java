package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code Outputs} of a template. */
final class OutputSection {

    private static final int LIMIT = 200;
    private static final Set<String> ATTRIBUTES = Set.of("Value", "Description", "Export", "Condition");

    private OutputSection() {}

    static Map<String, OutputDeclaration> read(Section outputs) {
        return outputs.members("Output", LIMIT, OutputSection::declaration);
    }

    private static OutputDeclaration declaration(String key, Section section) {
        section.unknown(ATTRIBUTES).stream().findFirst().ifPresent(attribute -> {
            throw TemplateException.format("Invalid template output property '" + attribute + "'");
        });
        JsonNode value = section.node().get("Value");
        if (value == null) {
            throw TemplateException.format("Every Outputs member must contain a Value object");
        }
        if (value.isArray()) {
            throw TemplateException.format("The Value field of every Outputs member must evaluate to a String.");
        }
        return new OutputDeclaration(
                key, value, section.text("Description"), exportName(key, section), section.text("Condition"));
    }

    private static Optional<JsonNode> exportName(String key, Section section) {
        if (!section.has("Export")) {
            return Optional.empty();
        }
        JsonNode name = section.object("Export").node().get("Name");
        if (name == null || name.isArray() || section.object("Export").node().size() != 1) {
            throw TemplateException.format("Output " + key + " is malformed. The Name field of every Export member must"
                    + " be specified and consist only of alphanumeric characters, colons, or hyphens.");
        }
        return Optional.of(name);
    }
}
