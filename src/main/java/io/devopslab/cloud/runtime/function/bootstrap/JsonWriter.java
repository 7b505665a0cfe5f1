package io.devopslab.cloud.runtime.function.bootstrap;

import java.lang.reflect.Array;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what a handler returns as JSON: plain values, maps, collections, arrays, and objects by their properties. */
final class JsonWriter {

    private final StringBuilder json = new StringBuilder();
    private final IdentityHashMap<Object, Boolean> above = new IdentityHashMap<>();

    private JsonWriter() {}

    /**
     * @throws IllegalArgumentException when an object contains itself
     */
    static String write(@Nullable Object value) {
        JsonWriter writer = new JsonWriter();
        writer.value(value);
        return writer.json.toString();
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            json.append("null");
        } else if (value instanceof Optional<?> optional) {
            value(optional.orElse(null));
        } else if (value instanceof Double || value instanceof Float) {
            floating(((Number) value).doubleValue(), value);
        } else if (value instanceof Number || value instanceof Boolean) {
            json.append(value);
        } else if (isText(value)) {
            string(value.toString());
        } else {
            container(value);
        }
    }

    private static boolean isText(Object value) {
        return value instanceof CharSequence
                || value instanceof Character
                || value instanceof Enum<?>
                || value instanceof TemporalAccessor
                || value instanceof UUID
                || value instanceof Class<?>;
    }

    private void floating(double number, Object value) {
        if (Double.isFinite(number)) {
            json.append(value);
        } else {
            string(value.toString());
        }
    }

    private void container(Object value) {
        if (above.put(value, true) != null) {
            throw new IllegalArgumentException(
                    "An object of " + value.getClass().getName() + " contains itself and cannot be written as JSON.");
        }
        if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Collection<?> collection) {
            array(collection.iterator());
        } else if (value.getClass().isArray()) {
            array(elements(value));
        } else {
            object(Properties.read(value));
        }
        above.remove(value);
    }

    private static Iterator<@Nullable Object> elements(Object array) {
        return java.util.stream.IntStream.range(0, Array.getLength(array))
                .<@Nullable Object>mapToObj(i -> Array.get(array, i))
                .iterator();
    }

    private void object(Map<?, ?> members) {
        json.append('{');
        String separator = "";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            json.append(separator);
            string(String.valueOf(member.getKey()));
            json.append(':');
            value(member.getValue());
            separator = ",";
        }
        json.append('}');
    }

    private void array(Iterator<?> elements) {
        json.append('[');
        while (elements.hasNext()) {
            value(elements.next());
            if (elements.hasNext()) {
                json.append(',');
            }
        }
        json.append(']');
    }

    private void string(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        json.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (c < ' ' || Character.isSurrogate(c)) {
                    String hex = Integer.toHexString(c);
                    json.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
                } else {
                    json.append(c);
                }
            }
        }
    }
}
