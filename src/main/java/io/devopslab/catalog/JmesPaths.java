package io.devopslab.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.jackson.JacksonRuntime;
import io.burt.jmespath.parser.ParseException;
import java.util.Optional;

/** JMESPath as {@code aws --query} has it. Thread-safe. */
public final class JmesPaths {

    private final JacksonRuntime runtime = new JacksonRuntime();

    /** What keeps the expression from being one; empty when nothing does. */
    public Optional<String> problem(String expression) {
        try {
            runtime.compile(expression);
            return Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    /**
     * What the expression gives over a document; JSON's null where it gives nothing.
     *
     * @throws IllegalArgumentException when a function of the expression cannot take what it finds
     */
    public JsonNode search(String expression, JsonNode document) {
        try {
            return runtime.compile(expression).search(document);
        } catch (JmesPathException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
