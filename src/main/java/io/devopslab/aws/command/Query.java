package io.devopslab.aws.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.burt.jmespath.Expression;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.jackson.JacksonRuntime;
import io.devopslab.text.UsageException;
import java.util.Optional;

/** The JMESPath of {@code --query}. */
final class Query {

    private final Optional<Expression<JsonNode>> expression;

    /**
     * @throws UsageException when it is no JMESPath
     */
    Query(Optional<String> text) {
        this.expression = text.map(Query::compiled);
    }

    private static Expression<JsonNode> compiled(String text) {
        try {
            return new JacksonRuntime().compile(text);
        } catch (JmesPathException | IllegalArgumentException e) {
            throw wrong(text, e);
        }
    }

    private static UsageException wrong(String text, RuntimeException e) {
        return Usage.of("query", text, String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
    }

    /** What the query gives over a document; the document itself where nothing is asked. */
    JsonNode of(JsonNode document) {
        try {
            return expression.isPresent() ? expression.get().search(document) : document;
        } catch (JmesPathException e) {
            throw Usage.of("query.run", String.valueOf(e.getMessage()));
        }
    }
}
