package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A template whose structure is right (CloudFormation User Guide, "Template sections"). Its trees must not be
 * changed.
 */
public record Template(
        ObjectNode document,
        Optional<String> description,
        Map<String, ParameterDeclaration> parameters,
        ObjectNode mappings,
        ObjectNode conditions,
        ObjectNode rules,
        Map<String, TemplateResource> resources,
        Map<String, OutputDeclaration> outputs,
        List<String> transforms,
        Optional<JsonNode> metadata) {

    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Parameters",
            "Rules",
            "Mappings",
            "Conditions",
            "Transform",
            "Hooks",
            "Resources",
            "Outputs");

    /**
     * Reads a template and checks everything that needs no values of parameters.
     *
     * @throws TemplateException in CloudFormation's words
     */
    public static Template parse(String text) {
        Template template = structure(TemplateText.parse(text));
        TemplateRules.check(template);
        return template;
    }

    private static Template structure(ObjectNode document) {
        Section root = new Section("", document);
        List<String> unknown = root.unknown(SECTIONS);
        if (!unknown.isEmpty()) {
            throw new TemplateException("Invalid template property or properties [" + String.join(", ", unknown) + "]");
        }
        root.text("AWSTemplateFormatVersion").ifPresent(Template::requireVersion);
        return new Template(
                document,
                root.text("Description").map(Template::requireShort),
                ParameterSection.read(root.object("Parameters")),
                MappingSection.read(root.object("Mappings")),
                root.object("Conditions").node(),
                root.object("Rules").node(),
                ResourceSection.read(root),
                OutputSection.read(root.object("Outputs")),
                transforms(root),
                Optional.ofNullable(document.get("Metadata")));
    }

    private static void requireVersion(String version) {
        if (!version.equals("2010-09-09")) {
            throw TemplateException.format("unsupported value for AWSTemplateFormatVersion.");
        }
    }

    private static String requireShort(String description) {
        if (description.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 1024) {
            throw TemplateException.format("'Description' length is greater than 1024.");
        }
        return description;
    }

    private static List<String> transforms(Section root) {
        JsonNode transform = root.node().path("Transform");
        List<String> names = new ArrayList<>();
        for (JsonNode each : transform.isArray() ? transform : List.of(transform)) {
            if (each.isTextual()) {
                names.add(each.textValue());
            } else if (each.isObject()) {
                names.add(each.path("Name").asText());
            } else if (!each.isMissingNode()) {
                throw TemplateException.format("[/Transform] must be a string, an object or a list.");
            }
        }
        return List.copyOf(names);
    }
}
