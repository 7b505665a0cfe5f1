package io.devopslab.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.devopslab.catalog.Check;
import io.devopslab.catalog.JmesPaths;
import java.util.Optional;

/**
 * What a check expects of its document. An expectation that is one comparison is taken apart, so that a learner can be
 * told what was found on its left and what was wanted on its right.
 */
final class Expectation {

    private static final String[] OPERATORS = {"==", "!=", "<=", ">=", "<", ">"};

    private final JmesPaths expressions;
    private final String expect;
    private final Optional<String> actual;
    private final Optional<String> pending;
    private final Optional<Comparison> comparison;

    private record Comparison(String left, String operator, String right) {}

    Expectation(Check check, JmesPaths expressions) {
        this.expressions = expressions;
        this.expect = check.expect();
        this.actual = check.actual();
        this.pending = check.pending();
        this.comparison = comparison(check.expect())
                .filter(parts -> expressions.problem(parts.left()).isEmpty())
                .filter(parts -> expressions.problem(parts.right()).isEmpty());
    }

    boolean isMetBy(JsonNode document) {
        return search(expect, document).equals(BooleanNode.TRUE);
    }

    /** Whether what is asked about is still under way; never where the check cannot tell. */
    boolean isPendingIn(JsonNode document) {
        return pending.map(expression -> search(expression, document))
                .filter(BooleanNode.TRUE::equals)
                .isPresent();
    }

    JsonNode actual(JsonNode document) {
        return search(actual.or(() -> comparison.map(Comparison::left)).orElse(expect), document);
    }

    /** The wanted value behind the comparison's operator, which is left away where it is plain equality. */
    Optional<String> expected(JsonNode document) {
        return comparison.map(parts -> {
            String value = Texts.shown(search(parts.right(), document), io.devopslab.text.Language.EN);
            return parts.operator().equals("==") ? value : parts.operator().replace("!=", "≠") + " " + value;
        });
    }

    /** A function that cannot take what it finds finds nothing: the work is not there yet. */
    private JsonNode search(String expression, JsonNode document) {
        try {
            return expressions.search(expression, document);
        } catch (IllegalArgumentException e) {
            return NullNode.getInstance();
        }
    }

    /** Cuts at the only operator that stands outside of brackets and quotes; not at all when parts are combined. */
    private static Optional<Comparison> comparison(String expression) {
        Optional<Comparison> found = Optional.empty();
        int depth = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\'' || c == '"' || c == '`') {
                i = end(expression, i);
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            } else if (depth == 0 && (expression.startsWith("&&", i) || expression.startsWith("||", i))) {
                return Optional.empty();
            } else if (depth == 0 && found.isEmpty()) {
                found = cut(expression, i);
                i += found.map(cut -> cut.operator().length() - 1).orElse(0);
            }
        }
        return found;
    }

    private static int end(String expression, int start) {
        int end = expression.indexOf(expression.charAt(start), start + 1);
        while (end > 0 && expression.charAt(end - 1) == '\\') {
            end = expression.indexOf(expression.charAt(start), end + 1);
        }
        return end < 0 ? expression.length() : end;
    }

    private static Optional<Comparison> cut(String expression, int at) {
        for (String operator : OPERATORS) {
            if (expression.startsWith(operator, at)) {
                String left = expression.substring(0, at).strip();
                String right = expression.substring(at + operator.length()).strip();
                return Optional.of(new Comparison(left, operator, right));
            }
        }
        return Optional.empty();
    }
}
