package io.devopslab.cloud.stack.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.template.TemplateException;
import java.util.ArrayList;
import java.util.List;

/** The {@code Rules} of a template (CloudFormation User Guide, "Rules"): what the parameters' values must fulfil. */
public final class Rules {

    private final Evaluator evaluator;

    private Rules(Values values) {
        this.evaluator = new Evaluator(values);
    }

    /**
     * Refuses parameters that break a rule.
     *
     * @throws TemplateException with the descriptions of the assertions that do not hold
     */
    public static void check(ObjectNode declared, Values values) {
        Rules rules = new Rules(values);
        List<String> broken = new ArrayList<>();
        declared.properties().forEach(rule -> rules.check(rule.getKey(), rule.getValue(), broken));
        if (!broken.isEmpty()) {
            throw new TemplateException(String.join(" ", broken));
        }
    }

    private void check(String name, JsonNode rule, List<String> broken) {
        if (!rule.path("Assertions").isArray()) {
            throw TemplateException.format("Rule " + name + " must contain a list of Assertions.");
        }
        if (rule.has("RuleCondition") && !test(rule.get("RuleCondition"))) {
            return;
        }
        for (JsonNode assertion : rule.get("Assertions")) {
            if (!test(assertion.path("Assert"))) {
                broken.add("Rule " + name + " failed: "
                        + assertion.path("AssertDescription").asText("an assertion does not hold") + ".");
            }
        }
    }

    private boolean test(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            throw TemplateException.format("Rules can only be boolean operations on parameters.");
        }
        String name = node.fieldNames().next();
        JsonNode argument = node.get(name);
        return switch (name) {
            case "Fn::Not" -> !test(argument.get(0));
            case "Fn::And" -> count(argument) == argument.size();
            case "Fn::Or" -> count(argument) > 0;
            case "Fn::Equals" -> text(argument.get(0)).equals(text(argument.get(1)));
            case "Fn::Contains" -> texts(argument.get(0)).contains(text(argument.get(1)));
            case "Fn::EachMemberEquals" -> texts(argument.get(0)).stream().allMatch(text(argument.get(1))::equals);
            case "Fn::EachMemberIn" -> texts(argument.get(1)).containsAll(texts(argument.get(0)));
            default -> throw TemplateException.format("The function " + name + " cannot be used in Rules here.");
        };
    }

    private int count(JsonNode operands) {
        int count = 0;
        for (JsonNode operand : operands) {
            count += test(operand) ? 1 : 0;
        }
        return count;
    }

    private String text(JsonNode node) {
        return evaluator.text(node, "Rules");
    }

    private List<String> texts(JsonNode node) {
        JsonNode list = evaluator.evaluate(node);
        if (!list.isArray()) {
            throw TemplateException.format("Rules compare lists of strings.");
        }
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
