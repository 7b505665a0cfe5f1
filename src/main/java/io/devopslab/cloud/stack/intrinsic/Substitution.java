package io.devopslab.cloud.stack.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.devopslab.cloud.stack.template.TemplateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Fn::Sub}: {@code ${Name}}, {@code ${Resource.Attribute}}, and {@code ${!Literal}}. */
final class Substitution {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^{}]*)}");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.:]+");

    private final Evaluator evaluator;

    Substitution(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    JsonNode apply(JsonNode argument) {
        String text = argument.isArray() ? argument.get(0).asText() : argument.asText();
        JsonNode variables = argument.isArray() ? argument.get(1) : MissingNode.getInstance();
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(value(matcher.group(1), variables)));
        }
        return TextNode.valueOf(matcher.appendTail(result).toString());
    }

    private String value(String variable, JsonNode variables) {
        if (variable.startsWith("!")) {
            return "${" + variable.substring(1) + "}";
        }
        String name = variable.strip();
        if (!NAME.matcher(name).matches()) {
            throw TemplateException.function("variable names in Fn::Sub syntax must contain only alphanumeric"
                    + " characters, underscores, periods, and colons");
        }
        JsonNode value = lookUp(name, variables);
        if (value.isContainerNode() || value.isMissingNode()) {
            throw TemplateException.function("the variable " + name + " of Fn::Sub must resolve to a string");
        }
        return value.asText();
    }

    private JsonNode lookUp(String name, JsonNode variables) {
        if (variables.has(name)) {
            return evaluator.evaluate(variables.get(name));
        }
        int dot = name.indexOf('.');
        return dot < 0 ? evaluator.ref(name) : evaluator.attribute(name.substring(0, dot), name.substring(dot + 1));
    }
}
