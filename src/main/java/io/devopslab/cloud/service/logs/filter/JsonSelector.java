package io.devopslab.cloud.service.logs.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A path to properties of a JSON document: {@code $.users[0].id}, {@code $.users[*].id}, {@code $['a.b']}. */
record JsonSelector(String text, List<Function<JsonNode, Stream<JsonNode>>> steps) {

    static JsonSelector read(Cursor cursor) {
        cursor.expect("$");
        StringBuilder text = new StringBuilder("$");
        List<Function<JsonNode, Stream<JsonNode>>> steps = new ArrayList<>();
        while (cursor.peek() == '.' || cursor.peek() == '[') {
            text.append(cursor.next() == '.' ? property(cursor, steps) : bracket(cursor, steps));
        }
        if (steps.isEmpty()) {
            throw cursor.unexpected();
        }
        return new JsonSelector(text.toString(), steps);
    }

    private static String property(Cursor cursor, List<Function<JsonNode, Stream<JsonNode>>> steps) {
        if (cursor.take("*")) {
            steps.add(JsonSelector::children);
            return ".*";
        }
        String name = cursor.run(c -> Cursor.isWord((char) c) || c == '-');
        if (name.isEmpty()) {
            throw cursor.unexpected();
        }
        steps.add(node -> Stream.ofNullable(node.get(name)));
        return "." + name;
    }

    private static String bracket(Cursor cursor, List<Function<JsonNode, Stream<JsonNode>>> steps) {
        String step;
        if (cursor.take("*")) {
            steps.add(JsonSelector::children);
            step = "*";
        } else if (cursor.peek() == '"') {
            step = cursor.quoted();
            String name = step;
            steps.add(node -> Stream.ofNullable(node.get(name)));
        } else if (cursor.take("'")) {
            step = cursor.run(c -> c != '\'');
            cursor.expect("'");
            String name = step;
            steps.add(node -> Stream.ofNullable(node.get(name)));
        } else {
            step = index(cursor, steps);
        }
        cursor.expect("]");
        return "[" + step + "]";
    }

    private static String index(Cursor cursor, List<Function<JsonNode, Stream<JsonNode>>> steps) {
        String digits = cursor.run(Character::isDigit);
        if (digits.isEmpty() || digits.length() > 9) {
            throw cursor.unexpected();
        }
        int index = Integer.parseInt(digits);
        steps.add(node -> node.isArray() ? Stream.ofNullable(node.get(index)) : Stream.empty());
        return digits;
    }

    private static Stream<JsonNode> children(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    Stream<JsonNode> select(JsonNode document) {
        Stream<JsonNode> found = Stream.of(document);
        for (Function<JsonNode, Stream<JsonNode>> step : steps) {
            found = found.flatMap(step);
        }
        return found;
    }

    /** Whether some selected node satisfies {@code condition}. */
    Predicate<JsonNode> any(Predicate<JsonNode> condition) {
        return document -> select(document).anyMatch(condition);
    }
}
