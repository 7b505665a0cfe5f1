package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The text of a template, in JSON or YAML, as a tree. */
public final class TemplateText {

    /** Deeper templates are refused: no template that means something comes near. */
    static final int MAX_DEPTH = 200;

    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TemplateText() {}

    /**
     * Reads a template's text.
     *
     * @throws TemplateException when it is neither JSON nor YAML, or no object
     */
    public static ObjectNode parse(String text) {
        JsonNode tree = text.stripLeading().startsWith("{") ? json(text) : YamlText.parse(text);
        if (!(tree instanceof ObjectNode document)) {
            throw TemplateException.format("unsupported structure.");
        }
        requireNoNulls(document, "");
        return document;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (StreamConstraintsException e) {
            throw tooDeep();
        } catch (JsonProcessingException e) {
            return flow(text, e.getLocation());
        }
    }

    /** YAML may begin with a brace, too; when it is neither, JSON was meant. */
    private static JsonNode flow(String text, JsonLocation at) {
        try {
            return YamlText.parse(text);
        } catch (TemplateException e) {
            throw TemplateException.format(
                    "JSON not well-formed. (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")");
        }
    }

    static TemplateException tooDeep() {
        return TemplateException.format("the template is nested deeper than " + MAX_DEPTH + " levels.");
    }

    private static void requireNoNulls(JsonNode node, String path) {
        if (node.isNull()) {
            throw TemplateException.format("[" + path + "] 'null' values are not allowed in templates");
        }
        node.properties().forEach(member -> requireNoNulls(member.getValue(), path + "/" + member.getKey()));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                requireNoNulls(node.get(i), path + "/" + i);
            }
        }
    }
}
