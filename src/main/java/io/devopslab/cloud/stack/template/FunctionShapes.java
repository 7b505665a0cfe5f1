package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether every function of a template has arguments of the right number and kind (CloudFormation User Guide,
 * "Intrinsic function reference").
 */
final class FunctionShapes {

    private record Shape(Predicate<JsonNode> fits, String complaint) {}

    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            shape("Ref", JsonNode::isTextual, "every Ref object must have a single String value."),
            shape(
                    "Fn::GetAtt",
                    FunctionShapes::attribute,
                    "every Fn::GetAtt object requires two non-empty parameters,"
                            + " the resource name and the resource attribute"),
            shape(
                    "Fn::Join",
                    pair(JsonNode::isTextual, FunctionShapes::listOrFunction),
                    "every Fn::Join object"
                            + " requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a"
                            + " function that returns a list of strings (such as Fn::GetAZs) to be joined."),
            shape(
                    "Fn::Split",
                    pair(JsonNode::isTextual, FunctionShapes::textOrFunction),
                    "every Fn::Split object"
                            + " requires two parameters, (1) a string delimiter and (2) a string to be split or a function"
                            + " that returns a string to be split."),
            shape(
                    "Fn::Select",
                    pair(FunctionShapes::textOrFunction, FunctionShapes::listOrFunction),
                    "Fn::Select" + " requires a list argument with two elements: an integer index and a list"),
            shape(
                    "Fn::FindInMap",
                    FunctionShapes::mapping,
                    "every Fn::FindInMap object requires three parameters, the"
                            + " map name, map key and the attribute for return value"),
            shape(
                    "Fn::Base64",
                    FunctionShapes::textOrFunction,
                    "every Fn::Base64 object must have a String-typed" + " value."),
            shape(
                    "Fn::GetAZs",
                    FunctionShapes::textOrFunction,
                    "every Fn::GetAZs object must have a String-typed" + " value."),
            shape(
                    "Fn::ImportValue",
                    FunctionShapes::textOrFunction,
                    "the attribute in Fn::ImportValue must be a" + " string or a function that returns a string"),
            shape(
                    "Fn::Sub",
                    FunctionShapes::substitution,
                    "One or more Fn::Sub intrinsic functions don't specify"
                            + " expected arguments. Specify a string as first argument, and an optional second argument to"
                            + " specify a mapping of values to replace in the string"),
            shape(
                    "Fn::Cidr",
                    node -> node.isArray() && node.size() >= 2 && node.size() <= 3,
                    "every Fn::Cidr object"
                            + " requires two or three parameters, (1) ipBlock, (2) count and (3) cidrBits"),
            shape(
                    "Fn::If",
                    node -> node.isArray() && node.size() == 3,
                    "Fn::If requires a list argument with three" + " elements"),
            shape(
                    "Fn::Equals",
                    node -> node.isArray() && node.size() == 2,
                    "every Fn::Equals object requires a list" + " of 2 string parameters."),
            shape(
                    "Fn::Not",
                    node -> node.isArray() && node.size() == 1,
                    "every Fn::Not object requires one boolean" + " parameter."),
            shape(
                    "Fn::And",
                    FunctionShapes::manyBooleans,
                    "every Fn::And object requires a list of at least 2 and at" + " most 10 boolean parameters."),
            shape(
                    "Fn::Or",
                    FunctionShapes::manyBooleans,
                    "every Fn::Or object requires a list of at least 2 and at" + " most 10 boolean parameters."),
            shape(
                    "Fn::Contains",
                    node -> node.isArray() && node.size() == 2,
                    "every Fn::Contains object requires a" + " list of strings and a string."),
            shape(
                    "Fn::EachMemberEquals",
                    node -> node.isArray() && node.size() == 2,
                    "every Fn::EachMemberEquals" + " object requires a list of strings and a string."),
            shape(
                    "Fn::EachMemberIn",
                    node -> node.isArray() && node.size() == 2,
                    "every Fn::EachMemberIn object" + " requires two lists of strings."));

    private static final Set<String> RULE_FUNCTIONS = Set.of("Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll");

    private static final String SUPPORTED = "[Fn::Base64, Fn::GetAtt, Fn::GetAZs, Fn::ImportValue, Fn::Join, Fn::Split,"
            + " Fn::FindInMap, Fn::Select, Ref, Fn::Equals, Fn::If, Fn::Not, Condition, Fn::And, Fn::Or, Fn::Contains,"
            + " Fn::EachMemberEquals, Fn::EachMemberIn, Fn::ValueOf, Fn::ValueOfAll, Fn::RefAll, Fn::Sub, Fn::Cidr]";

    private FunctionShapes() {}

    private static Map.Entry<String, Shape> shape(String function, Predicate<JsonNode> fits, String complaint) {
        return Map.entry(function, new Shape(fits, complaint));
    }

    static void check(Template template) {
        template.resources().values().forEach(resource -> {
            check(resource.properties());
            check(resource.metadata());
            resource.updatePolicy().ifPresent(FunctionShapes::check);
            resource.creationPolicy().ifPresent(FunctionShapes::check);
        });
        template.outputs().values().forEach(output -> {
            check(output.value());
            output.exportName().ifPresent(FunctionShapes::check);
        });
        check(template.conditions());
        check(template.rules());
    }

    private static void check(JsonNode node) {
        if (node.isObject() && node.size() == 1) {
            function(node.fieldNames().next(), node.elements().next());
        }
        if (node.isContainerNode()) {
            node.forEach(FunctionShapes::check);
        }
    }

    private static void function(String name, JsonNode argument) {
        Shape shape = SHAPES.get(name);
        if (shape != null && !shape.fits().test(argument)) {
            throw TemplateException.function(shape.complaint());
        }
        if (shape == null && name.startsWith("Fn::") && !RULE_FUNCTIONS.contains(name)) {
            throw TemplateException.format(
                    "Encountered unsupported function: " + name + " Supported functions are: " + SUPPORTED);
        }
    }

    private static Predicate<JsonNode> pair(Predicate<JsonNode> first, Predicate<JsonNode> second) {
        return node -> node.isArray() && node.size() == 2 && first.test(node.get(0)) && second.test(node.get(1));
    }

    private static boolean isFunction(JsonNode node) {
        return node.isObject() && node.size() == 1;
    }

    private static boolean listOrFunction(JsonNode node) {
        return node.isArray() || isFunction(node);
    }

    private static boolean textOrFunction(JsonNode node) {
        return node.isValueNode() || isFunction(node);
    }

    private static boolean manyBooleans(JsonNode node) {
        return node.isArray() && node.size() >= 2 && node.size() <= 10;
    }

    private static boolean mapping(JsonNode node) {
        boolean fits = node.isArray() && node.size() == 3;
        for (JsonNode key : node) {
            fits &= textOrFunction(key);
        }
        return fits;
    }

    private static boolean attribute(JsonNode node) {
        JsonNode resource = GetAtt.resource(node);
        JsonNode attribute = GetAtt.attribute(node);
        return resource.isTextual()
                && !resource.textValue().isEmpty()
                && textOrFunction(attribute)
                && !(attribute.isTextual() && attribute.textValue().isEmpty());
    }

    private static boolean substitution(JsonNode node) {
        return node.isTextual()
                || (node.isArray()
                        && node.size() == 2
                        && node.get(0).isTextual()
                        && node.get(1).isObject());
    }
}
