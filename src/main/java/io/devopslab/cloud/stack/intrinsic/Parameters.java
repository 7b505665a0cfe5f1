package io.devopslab.cloud.stack.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.devopslab.cloud.stack.intrinsic.SsmValue.Kind;
import io.devopslab.cloud.stack.template.ParameterDeclaration;
import io.devopslab.cloud.stack.template.Template;
import io.devopslab.cloud.stack.template.TemplateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** Puts together the values that a template's parameters have in a stack. */
public final class Parameters {

    private final Template template;
    private final Function<List<String>, Map<String, SsmValue>> ssm;

    /**
     * @param ssm gives the SSM parameters by their names; those that do not exist are left out
     */
    public Parameters(Template template, Function<List<String>, Map<String, SsmValue>> ssm) {
        this.template = template;
        this.ssm = ssm;
    }

    /**
     * The values in the template's order, checked; values of SSM parameters are looked up.
     *
     * @param given what the caller said
     * @param previous what the stack has now, for {@code UsePreviousValue}
     */
    public List<Parameter> bind(List<Parameter> given, List<Parameter> previous) {
        Map<String, Parameter> before = byKey(previous);
        Map<String, Parameter> now = byKey(given);
        List<String> foreign = now.keySet().stream()
                .filter(key -> !template.parameters().containsKey(key))
                .toList();
        if (!foreign.isEmpty()) {
            throw new TemplateException("Parameters: " + foreign + " do not exist in the template");
        }
        List<Parameter> bound = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        template.parameters().values().forEach(declaration -> value(declaration, now, before)
                .ifPresentOrElse(
                        value -> bound.add(Parameter.builder()
                                .parameterKey(declaration.key())
                                .parameterValue(value)
                                .build()),
                        () -> missing.add(declaration.key())));
        if (!missing.isEmpty()) {
            throw new TemplateException("Parameters: " + missing + " must have values");
        }
        bound.forEach(value -> new Constraints(declaration(value)).check(value.parameterValue()));
        return resolve(bound);
    }

    private ParameterDeclaration declaration(Parameter value) {
        ParameterDeclaration declaration = template.parameters().get(value.parameterKey());
        if (declaration == null) {
            throw new IllegalStateException("The parameter " + value.parameterKey() + " is not declared.");
        }
        return declaration;
    }

    private static Map<String, Parameter> byKey(List<Parameter> parameters) {
        Map<String, Parameter> byKey = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            if (byKey.put(parameter.parameterKey(), parameter) != null) {
                throw new TemplateException("Parameters: [" + parameter.parameterKey() + "] are specified twice");
            }
        }
        return byKey;
    }

    private static Optional<String> value(
            ParameterDeclaration declaration, Map<String, Parameter> now, Map<String, Parameter> before) {
        Parameter given = now.get(declaration.key());
        if (given == null) {
            return declaration.defaultValue();
        }
        if (Boolean.TRUE.equals(given.usePreviousValue())) {
            Parameter previous = before.get(declaration.key());
            if (previous == null) {
                throw new TemplateException("Invalid input for parameter key " + declaration.key()
                        + ". Cannot specify usePreviousValue as true for a parameter key not in the previous template");
            }
            if (given.parameterValue() != null) {
                throw new TemplateException("Invalid input for parameter key " + declaration.key()
                        + ". Cannot specify usePreviousValue as" + " true and non empty value for a parameter");
            }
            return Optional.of(previous.parameterValue());
        }
        return Optional.ofNullable(given.parameterValue()).or(declaration::defaultValue);
    }

    private List<Parameter> resolve(List<Parameter> bound) {
        List<String> names = bound.stream()
                .filter(value -> declaration(value).fromSsm())
                .map(Parameter::parameterValue)
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return bound;
        }
        Map<String, SsmValue> values = ssm.apply(names);
        refuse(
                names.stream().filter(name -> !values.containsKey(name)).toList(),
                "Unable to fetch parameters ",
                " from parameter store for this account.");
        refuse(
                names.stream()
                        .filter(name -> found(values, name).kind() == Kind.SECURE_STRING)
                        .toList(),
                "Parameters ",
                " referenced by template have types not supported by CloudFormation.");
        refuse(
                bound.stream()
                        .filter(value -> declaration(value).fromSsm())
                        .filter(value -> declaration(value).list()
                                != (found(values, value.parameterValue()).kind() == Kind.STRING_LIST))
                        .map(Parameter::parameterValue)
                        .distinct()
                        .toList(),
                "Types for SSM parameters ",
                " defined in CFN template and SSM are incompatible");
        return bound.stream()
                .map(value ->
                        declaration(value).fromSsm() ? resolved(value, found(values, value.parameterValue())) : value)
                .toList();
    }

    private static SsmValue found(Map<String, SsmValue> values, String name) {
        return Objects.requireNonNull(values.get(name));
    }

    private static void refuse(List<String> names, String before, String after) {
        if (!names.isEmpty()) {
            throw new TemplateException(before + names + after);
        }
    }

    /** The elements of a list lose the white space around them. */
    private static Parameter resolved(Parameter value, SsmValue found) {
        String text = found.kind() == Kind.STRING_LIST
                ? Arrays.stream(found.value().split(",", -1)).map(String::strip).collect(Collectors.joining(","))
                : found.value();
        return value.toBuilder().resolvedValue(text).build();
    }

    /** What {@code Ref} gives for each of the parameters. */
    public Map<String, JsonNode> nodes(List<Parameter> bound) {
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        for (Parameter value : bound) {
            String text = value.resolvedValue() == null ? value.parameterValue() : value.resolvedValue();
            nodes.put(value.parameterKey(), declaration(value).list() ? list(text) : TextNode.valueOf(text));
        }
        return nodes;
    }

    private static ArrayNode list(String text) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String element : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            list.add(element.strip());
        }
        return list;
    }
}
