package io.devopslab.cloud.service.logs.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads a JSON pattern: conditions on properties, joined by {@code &&}, {@code ||} and parentheses. */
final class JsonParser {

    private final Cursor cursor;
    private final List<JsonSelector> selectors = new ArrayList<>();

    JsonParser(Cursor cursor) {
        this.cursor = cursor;
    }

    JsonPattern parse() {
        cursor.expect("{");
        Predicate<JsonNode> condition = alternatives();
        cursor.expect("}");
        if (!cursor.skipSpaces().atEnd()) {
            throw cursor.unexpected();
        }
        return new JsonPattern(condition, List.copyOf(selectors));
    }

    private Predicate<JsonNode> alternatives() {
        Predicate<JsonNode> all = conjunction();
        while (cursor.skipSpaces().take("||")) {
            all = all.or(conjunction());
        }
        return all;
    }

    private Predicate<JsonNode> conjunction() {
        Predicate<JsonNode> all = operand();
        while (cursor.skipSpaces().take("&&")) {
            all = all.and(operand());
        }
        return all;
    }

    private Predicate<JsonNode> operand() {
        if (cursor.skipSpaces().take("(")) {
            Predicate<JsonNode> inner = alternatives();
            cursor.expect(")");
            return inner;
        }
        return condition();
    }

    private Predicate<JsonNode> condition() {
        JsonSelector selector = JsonSelector.read(cursor);
        selectors.add(selector);
        if (cursor.takeWords("IS", "NULL")) {
            return selector.any(JsonNode::isNull);
        }
        if (cursor.takeWords("IS", "TRUE")) {
            return selector.any(node -> node.isBoolean() && node.booleanValue());
        }
        if (cursor.takeWords("IS", "FALSE")) {
            return selector.any(node -> node.isBoolean() && !node.booleanValue());
        }
        if (cursor.takeWords("NOT", "EXISTS")) {
            return selector.any(node -> true).negate();
        }
        Comparison comparison = Comparison.read(cursor);
        // An object, an array or a null has no value to compare with, so it satisfies no operator, != included.
        return selector.any(node -> node.isValueNode() && !node.isNull() && comparison.accepts(node.asText()));
    }
}
