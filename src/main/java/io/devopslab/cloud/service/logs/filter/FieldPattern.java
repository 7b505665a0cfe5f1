package io.devopslab.cloud.service.logs.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Conditions on the fields of a space-delimited message.
 *
 * @param first the fields that a message begins with
 * @param last the fields that it ends with, when an ellipsis stands between them
 */
record FieldPattern(List<Field> first, Optional<List<Field>> last) implements FilterPattern {

    /** A field, with an empty name where the pattern gives none. */
    record Field(String name, Predicate<String> condition) {}

    @Override
    public boolean matches(String message) {
        List<String> values = split(message);
        int named = first.size() + last.map(List::size).orElse(0);
        if (last.isPresent() ? values.size() < named : values.size() != named) {
            return false;
        }
        List<Field> fields = align(values.size());
        for (int i = 0; i < values.size(); i++) {
            if (!fields.get(i).condition().test(values.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Map<String, String> extract(String message) {
        List<String> values = split(message);
        List<Field> fields = align(values.size());
        Map<String, String> extracted = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            String name = fields.get(i).name();
            extracted.put("$" + (name.isEmpty() ? String.valueOf(i + 1) : name), values.get(i));
        }
        return extracted;
    }

    /** The fields of a message of that many values, with nameless ones in the place of the ellipsis. */
    private List<Field> align(int values) {
        List<Field> tail = last.orElse(List.of());
        List<Field> fields = new ArrayList<>(first);
        while (fields.size() + tail.size() < values) {
            fields.add(new Field("", text -> true));
        }
        fields.addAll(tail);
        return fields;
    }

    /** The parts between spaces; what stands in square brackets or double quotes is one part. */
    static List<String> split(String message) {
        List<String> values = new ArrayList<>();
        Cursor cursor = new Cursor(message);
        while (!cursor.skipSpaces().atEnd()) {
            char open = cursor.peek();
            if (open == '[' || open == '"') {
                char close = open == '[' ? ']' : '"';
                cursor.next();
                values.add(cursor.run(c -> c != close));
                cursor.next();
            } else {
                values.add(cursor.run(c -> !Character.isWhitespace(c)));
            }
        }
        return values;
    }
}
