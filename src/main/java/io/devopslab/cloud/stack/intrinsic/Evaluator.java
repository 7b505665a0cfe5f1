package io.devopslab.cloud.stack.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.devopslab.cloud.stack.template.GetAtt;
import io.devopslab.cloud.stack.template.TemplateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Applies the intrinsic functions of a part of a template, from the inside out. {@code Fn::If} must have been
 * taken out by {@link Conditions#prune}. A missing node stands for {@code AWS::NoValue}.
 */
public final class Evaluator {

    private final Values values;

    public Evaluator(Values values) {
        this.values = values;
    }

    /** The tree without its functions; members and elements that are {@code AWS::NoValue} are gone. */
    public JsonNode evaluate(JsonNode node) {
        if (node.isArray()) {
            return list(node);
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            String name = node.fieldNames().next();
            if (name.equals("Ref") || name.startsWith("Fn::")) {
                return function(name, node.get(name));
            }
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> {
            JsonNode value = evaluate(member.getValue());
            if (!value.isMissingNode()) {
                members.set(member.getKey(), value);
            }
        });
        return members;
    }

    /** The members of an object without their functions. */
    public ObjectNode evaluateObject(ObjectNode node) {
        JsonNode value = evaluate(node);
        return value instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    private ArrayNode list(JsonNode node) {
        ArrayNode elements = JsonNodeFactory.instance.arrayNode();
        for (JsonNode each : node) {
            JsonNode value = evaluate(each);
            if (!value.isMissingNode()) {
                elements.add(value);
            }
        }
        return elements;
    }

    private JsonNode function(String name, JsonNode argument) {
        return switch (name) {
            case "Ref" -> ref(argument.asText());
            case "Fn::GetAtt" ->
                attribute(GetAtt.resource(argument).asText(), text(GetAtt.attribute(argument), "Fn::GetAtt"));
            case "Fn::Sub" -> new Substitution(this).apply(argument);
            case "Fn::Join" -> join(argument);
            case "Fn::Split" -> split(argument);
            case "Fn::Select" -> Select.apply(evaluate(argument.get(0)), evaluate(argument.get(1)));
            case "Fn::FindInMap" -> find(argument);
            case "Fn::Base64" -> base64(text(argument, name));
            case "Fn::GetAZs" -> zones(text(argument, name));
            case "Fn::ImportValue" -> imported(text(argument, name));
            case "Fn::Cidr" -> Cidr.apply(evaluate(argument));
            default -> throw TemplateException.function(name + " cannot be used here.");
        };
    }

    JsonNode ref(String name) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        return values.ref(name)
                .orElseThrow(() -> TemplateException.format(
                        "Unresolved resource dependencies [" + name + "] in the Resources block of the template"));
    }

    JsonNode attribute(String resource, String attribute) {
        return values.attribute(resource, attribute)
                .orElseThrow(() -> TemplateException.function(
                        "resource " + resource + " does not support attribute type " + attribute + " in Fn::GetAtt"));
    }

    /** The text that an argument comes to. */
    String text(JsonNode argument, String function) {
        JsonNode value = evaluate(argument);
        if (!value.isValueNode()) {
            throw TemplateException.function("every " + function + " object must have a String-typed value.");
        }
        return value.asText();
    }

    private JsonNode join(JsonNode argument) {
        JsonNode parts = evaluate(argument.get(1));
        if (!parts.isArray()) {
            if (isUnknown(parts)) {
                return parts;
            }
            throw joinNeedsList();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode part : parts) {
            if (!part.isValueNode()) {
                throw joinNeedsList();
            }
            texts.add(part.asText());
        }
        return TextNode.valueOf(String.join(argument.get(0).asText(), texts));
    }

    private static TemplateException joinNeedsList() {
        return TemplateException.function("every Fn::Join object requires two parameters, (1) a string delimiter and"
                + " (2) a list of strings to be joined or a function that returns a list of strings (such as"
                + " Fn::GetAZs) to be joined.");
    }

    private JsonNode split(JsonNode argument) {
        String delimiter = argument.get(0).asText();
        JsonNode text = evaluate(argument.get(1));
        if (isUnknown(text)) {
            return text;
        }
        if (!text.isValueNode() || delimiter.isEmpty()) {
            throw TemplateException.function("every Fn::Split object requires two parameters, (1) a string delimiter"
                    + " and (2) a string to be split or a function that returns a string to be split.");
        }
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : text.asText().split(java.util.regex.Pattern.quote(delimiter), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode find(JsonNode argument) {
        String map = text(argument.get(0), "Fn::FindInMap");
        String first = text(argument.get(1), "Fn::FindInMap");
        String second = text(argument.get(2), "Fn::FindInMap");
        return values.mapping(map, first, second)
                .orElseThrow(() ->
                        TemplateException.function("Unable to get mapping for " + map + "::" + first + "::" + second));
    }

    private static JsonNode base64(String text) {
        return TextNode.valueOf(
                text.contains(Values.UNKNOWN)
                        ? Values.UNKNOWN
                        : Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonNode zones(String region) {
        ArrayNode zones = JsonNodeFactory.instance.arrayNode();
        for (String zone : List.of("a", "b", "c")) {
            zones.add((region.isEmpty() ? values.region() : region) + zone);
        }
        return zones;
    }

    private JsonNode imported(String name) {
        if (name.contains(Values.UNKNOWN)) {
            return TextNode.valueOf(Values.UNKNOWN);
        }
        return values.exported(name)
                .map(TextNode::valueOf)
                .orElseThrow(() -> new TemplateException("No export named " + name + " found."));
    }

    static boolean isUnknown(JsonNode node) {
        return node.isTextual() && node.textValue().contains(Values.UNKNOWN);
    }
}
