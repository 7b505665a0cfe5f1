package io.devopslab.cloud.stack.intrinsic;

import io.devopslab.cloud.stack.template.ParameterDeclaration;
import io.devopslab.cloud.stack.template.TemplateException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a parameter's value is one that its declaration allows. */
final class Constraints {

    private final ParameterDeclaration declaration;

    Constraints(ParameterDeclaration declaration) {
        this.declaration = declaration;
    }

    /**
     * Refuses a value that is not allowed.
     *
     * @throws TemplateException with the declaration's own description of the constraint when it has one
     */
    void check(String value) {
        Stream.of(type(value), allowed(value), pattern(value), length(value), range(value))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(problem -> {
                    throw new TemplateException(declaration
                            .constraintDescription()
                            .map(description ->
                                    "Parameter " + declaration.key() + " failed to satisfy constraint: " + description)
                            .orElse("Parameter '" + declaration.key() + "' " + problem));
                });
    }

    private boolean numeric() {
        return declaration.type().equals("Number") || declaration.type().equals("List<Number>");
    }

    private List<String> elements(String value) {
        return declaration.list() && !declaration.fromSsm()
                ? Arrays.stream(value.split(",", -1)).map(String::strip).toList()
                : List.of(value);
    }

    private Optional<String> type(String value) {
        return numeric()
                        && elements(value).stream()
                                .anyMatch(each -> number(each).isEmpty())
                ? Optional.of("must be a number")
                : Optional.empty();
    }

    private Optional<String> allowed(String value) {
        List<String> allowed = declaration.allowedValues();
        return allowed.isEmpty() || allowed.containsAll(elements(value))
                ? Optional.empty()
                : Optional.of("must be one of AllowedValues");
    }

    private Optional<String> pattern(String value) {
        return declaration
                .allowedPattern()
                .filter(pattern -> elements(value).stream()
                        .anyMatch(
                                each -> !Pattern.compile(pattern).matcher(each).matches()))
                .map(pattern -> "must match pattern " + pattern);
    }

    private Optional<String> length(String value) {
        int length = value.length();
        return declaration
                .minLength()
                .filter(min -> length < min)
                .map(min -> "must contain at least " + min + " characters")
                .or(() -> declaration
                        .maxLength()
                        .filter(max -> length > max)
                        .map(max -> "must contain at most " + max + " characters"));
    }

    private Optional<String> range(String value) {
        if (!numeric()) {
            return Optional.empty();
        }
        List<BigDecimal> numbers =
                elements(value).stream().flatMap(each -> number(each).stream()).toList();
        return declaration
                .minValue()
                .filter(min -> numbers.stream().anyMatch(number -> number.compareTo(min) < 0))
                .map(min -> "must be a number not less than " + min.toPlainString())
                .or(() -> declaration
                        .maxValue()
                        .filter(max -> numbers.stream().anyMatch(number -> number.compareTo(max) > 0))
                        .map(max -> "must be a number not greater than " + max.toPlainString()));
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return text.length() > 64 ? Optional.empty() : Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
