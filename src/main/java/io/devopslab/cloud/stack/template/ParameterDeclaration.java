package io.devopslab.cloud.stack.template;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A member of a template's {@code Parameters} (CloudFormation User Guide, "Parameters"). */
public record ParameterDeclaration(
        String key,
        String type,
        Optional<String> defaultValue,
        Optional<String> description,
        boolean noEcho,
        List<String> allowedValues,
        Optional<String> allowedPattern,
        Optional<String> constraintDescription,
        Optional<BigDecimal> minValue,
        Optional<BigDecimal> maxValue,
        Optional<Integer> minLength,
        Optional<Integer> maxLength) {

    private static final String SSM_VALUE = "AWS::SSM::Parameter::Value<";

    public ParameterDeclaration {
        allowedValues = List.copyOf(allowedValues);
    }

    /** Whether the value given is the name of an SSM parameter, whose value is meant. */
    public boolean fromSsm() {
        return type.startsWith(SSM_VALUE);
    }

    /** The type of the value that {@code Ref} gives. */
    public String valueType() {
        return fromSsm() ? type.substring(SSM_VALUE.length(), type.length() - 1) : type;
    }

    /** Whether {@code Ref} gives a list. */
    public boolean list() {
        return valueType().equals("CommaDelimitedList") || valueType().startsWith("List<");
    }
}
