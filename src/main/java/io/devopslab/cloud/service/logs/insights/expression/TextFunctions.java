package io.devopslab.cloud.service.logs.insights.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The functions of texts (CloudWatch Logs User Guide, "String functions"). */
final class TextFunctions {

    private static final int MOST_CHARACTERS = 1 << 20;

    private TextFunctions() {}

    static Map<String, Function> all() {
        Map<String, Function> all = new HashMap<>();
        all.put("isempty", Function.of(1, 1, v -> Value.of(v.get(0).shown().isEmpty())));
        all.put("isblank", Function.of(1, 1, v -> Value.of(v.get(0).shown().isBlank())));
        all.put("concat", Function.of(1, Function.MANY, TextFunctions::concat));
        all.put(
                "strlen",
                Function.of(
                        1,
                        1,
                        v -> Value.of((double) v.get(0).shown().codePoints().count())));
        all.put("toupper", Function.of(1, 1, v -> mapped(v.get(0), t -> t.toUpperCase(Locale.ROOT))));
        all.put("tolower", Function.of(1, 1, v -> mapped(v.get(0), t -> t.toLowerCase(Locale.ROOT))));
        all.put("substr", Function.of(2, 3, TextFunctions::substr));
        all.put("replace", Function.of(3, 3, TextFunctions::replace));
        all.put(
                "strcontains",
                Function.of(
                        2,
                        2,
                        v -> Value.of(v.get(0).isPresent()
                                && v.get(0).shown().contains(v.get(1).shown()))));
        all.put("ltrim", Function.of(1, 2, v -> trimmed(v, true, false)));
        all.put("rtrim", Function.of(1, 2, v -> trimmed(v, false, true)));
        all.put("trim", Function.of(1, 2, v -> trimmed(v, true, true)));
        return all;
    }

    private static Value mapped(Value text, UnaryOperator<String> change) {
        return text.isPresent() ? Value.of(change.apply(text.shown())) : Value.missing();
    }

    private static Value concat(List<Value> values) {
        return bounded(values.stream().map(Value::shown).collect(Collectors.joining()));
    }

    /** The second argument is a set of characters; without it, blanks are taken away. */
    private static Value trimmed(List<Value> values, boolean left, boolean right) {
        IntPredicate strays =
                values.size() > 1 ? c -> values.get(1).shown().indexOf(c) >= 0 : c -> Character.isWhitespace(c);
        return mapped(values.get(0), text -> {
            int start = 0;
            int end = text.length();
            while (left && start < end && strays.test(text.charAt(start))) {
                start++;
            }
            while (right && end > start && strays.test(text.charAt(end - 1))) {
                end--;
            }
            return text.substring(start, end);
        });
    }

    private static Value substr(List<Value> values) {
        OptionalDouble from = values.get(1).number();
        OptionalDouble length = values.size() > 2 ? values.get(2).number() : OptionalDouble.of(Integer.MAX_VALUE);
        if (from.isEmpty() || length.isEmpty()) {
            return Value.missing();
        }
        return mapped(values.get(0), text -> {
            long start = Math.min(text.length(), Math.max(0, (long) from.getAsDouble()));
            long end = Math.min(text.length(), start + Math.max(0, (long) length.getAsDouble()));
            return text.substring((int) start, (int) end);
        });
    }

    private static Value replace(List<Value> values) {
        String searched = values.get(1).shown();
        if (!values.get(0).isPresent() || searched.isEmpty()) {
            return values.get(0);
        }
        return bounded(values.get(0).shown().replace(searched, values.get(2).shown()));
    }

    /** A text that a function made grow must not grow for ever. */
    private static Value bounded(String text) {
        return Value.of(text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text);
    }
}
