package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a part of a template refers to.
 *
 * @param names what {@code Ref} and {@code Fn::Sub} name: parameters, resources and pseudo parameters
 * @param attributes the resources of {@code Fn::GetAtt}, and of {@code Fn::Sub} with a dot
 * @param paths the same as {@code Resource.Attribute}
 * @param conditions the conditions of {@code Fn::If} and {@code Condition}
 */
public record References(Set<String> names, Set<String> attributes, Set<String> paths, Set<String> conditions) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!{}][^{}]*)}");

    private References() {
        this(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    /** The references inside {@code node}, at any depth. */
    public static References of(JsonNode node) {
        References references = new References();
        references.collect(node);
        return references;
    }

    /** Adds those inside of another node. */
    public References and(JsonNode node) {
        collect(node);
        return this;
    }

    private void collect(JsonNode node) {
        if (node.isObject() && node.size() == 1) {
            function(node.fieldNames().next(), node.elements().next());
        }
        if (node.isContainerNode()) {
            node.forEach(this::collect);
        }
    }

    private void function(String name, JsonNode argument) {
        switch (name) {
            case "Ref" -> add(names, argument);
            case "Condition" -> add(conditions, argument);
            case "Fn::If" -> add(conditions, argument.path(0));
            case "Fn::GetAtt" -> {
                add(attributes, GetAtt.resource(argument));
                paths.add(GetAtt.resource(argument).asText() + "."
                        + GetAtt.attribute(argument).asText());
            }
            case "Fn::Sub" -> substitution(argument);
            default -> {
                // Other functions refer to nothing by themselves.
            }
        }
    }

    private static void add(Set<String> set, JsonNode name) {
        if (name.isTextual()) {
            set.add(name.textValue());
        }
    }

    private void substitution(JsonNode argument) {
        JsonNode text = argument.isArray() ? argument.path(0) : argument;
        for (Matcher variables = VARIABLE.matcher(text.asText()); variables.find(); ) {
            String name = variables.group(1).strip();
            if (argument.isArray() && argument.path(1).has(name)) {
                continue;
            }
            int dot = name.indexOf('.');
            if (dot < 0) {
                names.add(name);
            } else {
                attributes.add(name.substring(0, dot));
                paths.add(name);
            }
        }
    }
}
