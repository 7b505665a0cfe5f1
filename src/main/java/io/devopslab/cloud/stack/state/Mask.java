package io.devopslab.cloud.stack.state;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/**
 * Hides the values of parameters with {@code NoEcho} in what is told of a stack's resources (CloudFormation User
 * Guide, "Parameters"). Short values are hidden only where they stand alone: they may be part of any other text.
 */
public final class Mask {

    private static final String HIDDEN = "****";
    private static final int SHORT = 4;

    private final List<String> secrets;

    private Mask(List<String> secrets) {
        this.secrets = secrets;
    }

    /** What the stack was and is may not be told. */
    public static Mask of(StackRow stack) {
        return of(Stream.concat(Stream.of(stack.definition()), stack.operation().before().stream()));
    }

    /** What the stack was, is and may become may not be told. */
    public static Mask of(StackRow stack, Definition next) {
        return of(Stream.concat(Stream.of(stack.definition(), next), stack.operation().before().stream()));
    }

    private static Mask of(Stream<Definition> definitions) {
        List<String> secrets = new ArrayList<>();
        definitions.forEach(definition -> definition.parameters().stream()
                .filter(parameter -> definition.hidden().contains(parameter.parameterKey()))
                .map(Parameter::parameterValue)
                .filter(value -> value != null && !value.isEmpty())
                .forEach(secrets::add));
        secrets.sort(Comparator.comparingInt(String::length).reversed());
        return new Mask(secrets);
    }

    /** A document's text without the values. */
    public String json(String text) {
        String masked = text;
        for (String secret : secrets) {
            String quoted = TextNode.valueOf(secret).toString();
            String bare = quoted.substring(1, quoted.length() - 1);
            masked =
                    secret.length() < SHORT ? masked.replace(quoted, '"' + HIDDEN + '"') : masked.replace(bare, HIDDEN);
        }
        return masked;
    }

    /** A single value without the values. */
    public String value(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = secret.length() < SHORT && !masked.equals(secret) ? masked : masked.replace(secret, HIDDEN);
        }
        return masked;
    }
}
