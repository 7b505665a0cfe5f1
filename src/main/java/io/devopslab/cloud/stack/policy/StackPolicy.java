package io.devopslab.cloud.stack.policy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A policy of a stack. Without statements it allows everything, like no policy at all; with some it allows what one of
 * them allows and none denies. Immutable.
 */
public record StackPolicy(List<Statement> statements) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String NOT_ALLOWED = "Action not allowed by stack policy";

    public StackPolicy {
        statements = List.copyOf(statements);
    }

    /** What an update can do to a resource that stands. */
    public enum Action {
        MODIFY("Update:Modify"),
        REPLACE("Update:Replace"),
        DELETE("Update:Delete");

        private final String name;

        Action(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Reads a policy.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static StackPolicy parse(String text) {
        JsonNode document;
        try {
            document = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The policy is not JSON.", e);
        }
        if (!document.isObject()) {
            throw new IllegalArgumentException("The policy is no JSON object.");
        }
        JsonNode given = document.path("Statement");
        List<Statement> statements = new ArrayList<>();
        if (given.isObject()) {
            statements.add(Statement.of(given));
        } else if (given.isArray()) {
            given.forEach(statement -> statements.add(Statement.of(statement)));
        } else if (!document.isEmpty()) {
            throw new IllegalArgumentException("The policy has no statements.");
        }
        return new StackPolicy(statements);
    }

    /** Whether two texts are the same policy. */
    public static boolean same(String one, String other) {
        return parse(one).equals(parse(other));
    }

    /**
     * Why the policy does not let an update do that, in the words of CloudFormation, which counts the statements that
     * deny it from 1; empty when it does.
     *
     * @param type the resource's type
     */
    public Optional<String> refusal(Action action, String logicalId, String type) {
        if (statements.isEmpty()) {
            return Optional.empty();
        }
        List<Statement> concerned = statements.stream()
                .filter(statement -> statement.concerns(action, logicalId, type))
                .toList();
        List<Statement> denying = concerned.stream().filter(s -> !s.allows()).toList();
        if (denying.isEmpty()) {
            return concerned.isEmpty() ? Optional.of(NOT_ALLOWED) : Optional.empty();
        }
        StringBuilder reason = new StringBuilder("Action denied by stack policy:");
        for (int i = 0; i < denying.size(); i++) {
            reason.append(" Statement [#")
                    .append(i + 1)
                    .append("] ")
                    .append(denying.get(i).refusal())
                    .append(';');
        }
        return Optional.of(reason.toString());
    }
}
