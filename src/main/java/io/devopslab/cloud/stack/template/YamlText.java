package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Templates in YAML (CloudFormation User Guide, "CloudFormation template format"): the short forms of functions
 * become their long ones; aliases are refused, so no text can blow up into a larger tree.
 */
final class YamlText {

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final Iterator<Event> events;

    private YamlText(Iterator<Event> events) {
        this.events = events;
    }

    static JsonNode parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        try {
            return new YamlText(new Yaml(options).parse(new StringReader(text)).iterator()).document();
        } catch (MarkedYAMLException e) {
            throw TemplateException.format("YAML not well-formed. "
                    + (e.getProblemMark() == null
                            ? ""
                            : "(line " + (e.getProblemMark().getLine() + 1) + ", column "
                                    + (e.getProblemMark().getColumn() + 1) + ")"));
        } catch (YAMLException e) {
            throw TemplateException.format("YAML not well-formed.");
        }
    }

    private JsonNode document() {
        JsonNode root = nodes.missingNode();
        int documents = 0;
        while (events.hasNext()) {
            if (events.next() instanceof DocumentStartEvent) {
                if (++documents > 1) {
                    throw TemplateException.format("YAML not well-formed. A template is one document.");
                }
                root = node(events.next(), 0);
            }
        }
        return root;
    }

    private JsonNode node(Event event, int depth) {
        if (depth > TemplateText.MAX_DEPTH) {
            throw TemplateText.tooDeep();
        }
        if (event instanceof AliasEvent) {
            throw TemplateException.function("YAML aliases are not allowed in CloudFormation templates");
        }
        if (event instanceof MappingStartEvent mapping) {
            return tagged(mapping.getTag(), mapping(depth));
        }
        if (event instanceof SequenceStartEvent sequence) {
            return tagged(sequence.getTag(), sequence(depth));
        }
        ScalarEvent scalar = (ScalarEvent) event;
        return tagged(scalar.getTag(), YamlScalars.value(scalar));
    }

    private ObjectNode mapping(int depth) {
        ObjectNode members = nodes.objectNode();
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            if (event instanceof AliasEvent) {
                throw TemplateException.function("YAML aliases are not allowed in CloudFormation templates");
            }
            if (!(event instanceof ScalarEvent key)) {
                throw TemplateException.format("YAML not well-formed. (line "
                        + (event.getStartMark().getLine() + 1) + ", column "
                        + (event.getStartMark().getColumn() + 1) + ")");
            }
            members.set(key.getValue(), node(events.next(), depth + 1));
        }
        return members;
    }

    private ArrayNode sequence(int depth) {
        ArrayNode elements = nodes.arrayNode();
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            elements.add(node(event, depth + 1));
        }
        return elements;
    }

    /** {@code !Ref x} is {@code {"Ref": x}}; {@code !Name x} is {@code {"Fn::Name": x}}. */
    private JsonNode tagged(@Nullable String tag, JsonNode value) {
        if (tag == null || !tag.startsWith("!") || tag.equals("!")) {
            return value;
        }
        String name = tag.substring(1);
        if (name.equals("Ref") || name.equals("Condition")) {
            return nodes.objectNode().set(name, value);
        }
        return nodes.objectNode().set("Fn::" + name, name.equals("GetAtt") ? attribute(value) : value);
    }

    private JsonNode attribute(JsonNode value) {
        int dot = value.isTextual() ? value.textValue().indexOf('.') : -1;
        return dot < 0
                ? value
                : nodes.arrayNode()
                        .add(value.textValue().substring(0, dot))
                        .add(value.textValue().substring(dot + 1));
    }
}
