package io.devopslab.cloud.stack.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.template.TemplateException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The conditions of a template under given parameters, and the template's trees without {@code Fn::If}. */
public final class Conditions {

    private final ObjectNode declared;
    private final Evaluator evaluator;
    private final Map<String, Boolean> known = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Evaluates all conditions.
     *
     * @throws TemplateException when a condition is malformed or needs itself
     */
    public Conditions(ObjectNode declared, Values values) {
        this.declared = declared;
        this.evaluator = new Evaluator(values);
        declared.fieldNames().forEachRemaining(this::holds);
    }

    /** Whether the condition of that name holds. */
    public boolean holds(String name) {
        Boolean value = known.get(name);
        if (value != null) {
            return value;
        }
        if (open.contains(name)) {
            throw TemplateException.function(
                    "Found circular condition dependency between " + open.peek() + " and " + name);
        }
        JsonNode condition = declared.get(name);
        if (condition == null) {
            throw TemplateException.format(
                    "Unresolved condition dependency " + name + " in the Conditions block of the template");
        }
        open.push(name);
        boolean result = test(condition);
        open.pop();
        known.put(name, result);
        return result;
    }

    private boolean test(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            throw notBoolean();
        }
        String name = node.fieldNames().next();
        JsonNode argument = node.get(name);
        return switch (name) {
            case "Condition" -> holds(argument.asText());
            case "Fn::Not" -> !test(argument.get(0));
            case "Fn::And" -> all(argument, true);
            case "Fn::Or" -> !all(argument, false);
            case "Fn::Equals" -> equal(argument.get(0), argument.get(1));
            default -> throw notBoolean();
        };
    }

    /** Whether each of the operands is {@code value}. */
    private boolean all(JsonNode operands, boolean value) {
        boolean all = true;
        for (JsonNode operand : operands) {
            all &= test(operand) == value;
        }
        return all;
    }

    private boolean equal(JsonNode left, JsonNode right) {
        JsonNode first = evaluator.evaluate(prune(left));
        JsonNode second = evaluator.evaluate(prune(right));
        return (first.isValueNode() && second.isValueNode())
                ? first.asText().equals(second.asText())
                : first.equals(second);
    }

    private static TemplateException notBoolean() {
        return TemplateException.format("Conditions can only be boolean operations on parameters and other conditions");
    }

    /** The tree with each {@code Fn::If} replaced by the branch that its condition takes. */
    public JsonNode prune(JsonNode node) {
        if (node.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> elements.add(prune(element)));
            return elements;
        }
        if (!node.isObject()) {
            return node;
        }
        JsonNode choice = node.get("Fn::If");
        if (choice != null && node.size() == 1) {
            if (!choice.path(0).isTextual()) {
                throw TemplateException.function(
                        "Fn::If requires a list argument with the first element being a condition");
            }
            return prune(choice.get(holds(choice.get(0).textValue()) ? 1 : 2));
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> members.set(member.getKey(), prune(member.getValue())));
        return members;
    }
}
