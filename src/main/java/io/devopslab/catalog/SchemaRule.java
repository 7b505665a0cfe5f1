package io.devopslab.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.devopslab.catalog.yaml.Paths;
import io.devopslab.catalog.yaml.YamlDocument;
import io.devopslab.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The manifest has the shape that {@code lab.schema.json} describes, said in words that an author understands. */
final class SchemaRule {

    private static final String SCHEMA = "lab.schema.json";

    private final JsonNode source;
    private final JsonSchema schema;

    SchemaRule() {
        try (InputStream stream = Objects.requireNonNull(SchemaRule.class.getResourceAsStream(SCHEMA), SCHEMA)) {
            this.source = new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own " + SCHEMA + " cannot be read.", e);
        }
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().locale(Locale.ROOT).build();
        this.schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(source, config);
    }

    void check(YamlDocument document) {
        for (ValidationMessage message : schema.validate(document.tree())) {
            report(message, document);
        }
    }

    private void report(ValidationMessage message, YamlDocument document) {
        String path = path(message.getInstanceLocation());
        Optional<List<String>> choice = choice(message);
        if (choice.isPresent()) {
            document.report(path, "needs exactly one of: " + String.join(", ", choice.get()) + ".");
            return;
        }
        switch (message.getType()) {
            case "additionalProperties" -> unknownMember(message, path, document);
            case "required" ->
                document.report(path, "'" + message.getProperty() + "' is missing" + what(message) + ".");
            case "dependentRequired" -> document.report(path, detail(message));
            case "enum", "const" -> document.report(path, notAmong(message));
            case "type" -> document.report(path, wrongType(message));
            case "pattern" -> document.report(path, wrongPattern(message));
            default -> document.report(path, detail(message) + ".");
        }
    }

    private static String path(JsonNodePath location) {
        String path = "";
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            path = element instanceof Integer index
                    ? Paths.element(path, index)
                    : Paths.member(path, element.toString());
        }
        return path;
    }

    /** The words of which one must be there, when the message comes from such a choice. */
    private Optional<List<String>> choice(ValidationMessage message) {
        JsonNodePath location = message.getSchemaLocation().getFragment();
        JsonNode node = source;
        for (int i = 0; i < location.getNameCount(); i++) {
            node = step(node, location.getElement(i));
            String name = location.getName(i);
            if (node.isArray() && (name.equals("oneOf") || name.equals("anyOf"))) {
                List<String> words = new ArrayList<>();
                node.forEach(option -> option.path("required").forEach(word -> words.add(word.asText())));
                return Optional.of(words);
            }
        }
        return Optional.empty();
    }

    private static JsonNode step(JsonNode node, Object element) {
        return element instanceof Integer index ? node.path(index) : node.path(element.toString());
    }

    /** The schema that the failed keyword stands in. */
    private JsonNode around(ValidationMessage message) {
        JsonNodePath location = message.getSchemaLocation().getFragment();
        JsonNode node = source;
        for (int i = 0; i < location.getNameCount() - 1; i++) {
            node = step(node, location.getElement(i));
        }
        return node;
    }

    private void unknownMember(ValidationMessage message, String path, YamlDocument document) {
        String member = message.getProperty();
        List<String> valid = new ArrayList<>();
        around(message).path("properties").fieldNames().forEachRemaining(valid::add);
        String offer = Nearest.to(member, valid)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse("there are: " + String.join(", ", valid) + ".");
        document.reportKey(Paths.member(path, member), "'" + member + "' is not known here; " + offer);
    }

    private String what(ValidationMessage message) {
        JsonNode description =
                around(message).path("properties").path(message.getProperty()).path("description");
        return description.isTextual() ? ": " + withoutDot(description.textValue()) : "";
    }

    private static String withoutDot(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private String notAmong(ValidationMessage message) {
        List<String> valid = new ArrayList<>();
        around(message).path("enum").forEach(value -> valid.add(value.asText()));
        around(message).path("const").forEach(value -> valid.add(value.asText()));
        if (valid.isEmpty()) {
            valid.add(around(message).path("const").asText());
        }
        String actual = shown(message.getInstanceNode());
        return actual + " is not valid; "
                + Nearest.to(message.getInstanceNode().asText(), valid)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElse("valid is: " + String.join(", ", valid) + ".");
    }

    private String wrongType(ValidationMessage message) {
        String expected = around(message).path("type").asText("something else");
        return shown(message.getInstanceNode()) + " is "
                + article(message.getInstanceNode().getNodeType().name().toLowerCase(Locale.ROOT)) + "; "
                + article(expected) + " is expected.";
    }

    private static String article(String type) {
        return switch (type) {
            case "array" -> "a list";
            case "object" -> "an object";
            case "string" -> "a text";
            case "number", "integer" -> "a number";
            case "boolean" -> "true or false";
            case "null" -> "nothing";
            default -> type;
        };
    }

    private String wrongPattern(ValidationMessage message) {
        JsonNode schemaOfValue = around(message);
        String description = schemaOfValue.path("description").asText("");
        String wanted = description.isEmpty()
                ? "it must match " + schemaOfValue.path("pattern").asText()
                : description;
        return shown(message.getInstanceNode()) + " is not valid; " + withoutDot(wanted) + ".";
    }

    private static String detail(ValidationMessage message) {
        return withoutDot(message.getError());
    }

    private static String shown(JsonNode value) {
        String text = value.isTextual() ? "'" + value.textValue() + "'" : value.toString();
        return text.length() > 80 ? text.substring(0, 77) + "…" : text;
    }
}
