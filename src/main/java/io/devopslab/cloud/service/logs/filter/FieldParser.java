package io.devopslab.cloud.service.logs.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads a space-delimited pattern: {@code [ip, user, ..., status = 4* && status != 404, bytes > 1000]}. */
final class FieldParser {

    private final Cursor cursor;
    /** The name of the field that is being read: each of its conditions repeats it. */
    private String name = "";

    FieldParser(Cursor cursor) {
        this.cursor = cursor;
    }

    FieldPattern parse() {
        cursor.expect("[");
        List<FieldPattern.Field> before = new ArrayList<>();
        Optional<List<FieldPattern.Field>> after = Optional.empty();
        do {
            if (!cursor.skipSpaces().take("...")) {
                after.orElse(before).add(field());
            } else if (after.isEmpty()) {
                after = Optional.of(new ArrayList<>());
            } else {
                throw new InvalidPatternException("Invalid filter pattern: there can be only one ellipsis.");
            }
        } while (cursor.skipSpaces().take(","));
        cursor.expect("]");
        if (!cursor.skipSpaces().atEnd()) {
            throw cursor.unexpected();
        }
        return new FieldPattern(before, after);
    }

    private FieldPattern.Field field() {
        name = "";
        cursor.skipSpaces();
        boolean unnamed = cursor.peek() == ',' || cursor.peek() == ']';
        Predicate<String> condition = unnamed ? text -> true : alternatives();
        return new FieldPattern.Field(name, condition);
    }

    private Predicate<String> alternatives() {
        Predicate<String> all = conjunction();
        while (cursor.skipSpaces().take("||")) {
            all = all.or(conjunction());
        }
        return all;
    }

    private Predicate<String> conjunction() {
        Predicate<String> all = operand();
        while (cursor.skipSpaces().take("&&")) {
            all = all.and(operand());
        }
        return all;
    }

    private Predicate<String> operand() {
        if (cursor.skipSpaces().take("(")) {
            Predicate<String> inner = alternatives();
            cursor.expect(")");
            return inner;
        }
        String read = cursor.run(c -> Cursor.isWord((char) c) || c == '-');
        if (read.isEmpty()) {
            throw cursor.unexpected();
        }
        name = name.isEmpty() ? read : name;
        if (!name.equals(read)) {
            throw new InvalidPatternException(
                    "Invalid filter pattern: the conditions of the field '" + name + "' name '" + read + "'.");
        }
        cursor.skipSpaces();
        boolean bare = cursor.atEnd() || "=!<>".indexOf(cursor.peek()) < 0;
        return bare ? text -> true : Comparison.read(cursor)::accepts;
    }
}
