package io.devopslab.cloud.runtime.function.bootstrap;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what was read from JSON into the type that a handler wants. */
final class Binder {

    private Binder() {}

    /**
     * @throws IllegalArgumentException when the value does not fit the type
     */
    static @Nullable Object bind(@Nullable Object json, Type type) {
        if (type instanceof ParameterizedType generic) {
            return bind(json, raw(generic), generic.getActualTypeArguments());
        }
        if (type instanceof GenericArrayType array) {
            return array(json, array.getGenericComponentType());
        }
        return bind(json, raw(type), new Type[0]);
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic) {
            return raw(generic.getRawType());
        }
        if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof TypeVariable<?> variable) {
            return raw(variable.getBounds()[0]);
        }
        return Object.class;
    }

    private static @Nullable Object bind(@Nullable Object json, Class<?> type, Type[] arguments) {
        if (type == Optional.class) {
            return Optional.ofNullable(bind(json, argument(arguments, 0)));
        }
        if (json == null) {
            if (type.isPrimitive()) {
                throw mismatch("null", type);
            }
            return null;
        }
        if (type == Object.class) {
            return json;
        }
        if (Map.class.isAssignableFrom(type)) {
            return type.isInstance(json) || type == Map.class ? map(json, arguments) : misfit(json, type);
        }
        if (type.isAssignableFrom(ArrayList.class) && Collection.class.isAssignableFrom(type)) {
            return list(json, argument(arguments, 0));
        }
        if (type == Set.class) {
            return new LinkedHashSet<>(list(json, argument(arguments, 0)));
        }
        if (type.isArray()) {
            return array(json, type.getComponentType());
        }
        boolean isOfTheJdk = type.isPrimitive() || type.getName().startsWith("java.");
        return json instanceof Map<?, ?> members && !isOfTheJdk ? object(members, type) : scalar(json, type);
    }

    private static Type argument(Type[] arguments, int index) {
        return index < arguments.length ? arguments[index] : Object.class;
    }

    private static Map<Object, @Nullable Object> map(Object json, Type[] arguments) {
        if (!(json instanceof Map<?, ?> members)) {
            throw mismatch(kind(json), Map.class);
        }
        Map<Object, @Nullable Object> bound = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            Object key = bind(name, argument(arguments, 0));
            bound.put(key == null ? "" : key, bind(value, argument(arguments, 1)));
        });
        return bound;
    }

    private static List<@Nullable Object> list(Object json, Type element) {
        if (!(json instanceof List<?> elements)) {
            throw mismatch(kind(json), List.class);
        }
        List<@Nullable Object> bound = new ArrayList<>();
        elements.forEach(each -> bound.add(bind(each, element)));
        return bound;
    }

    private static Object array(@Nullable Object json, Type element) {
        List<@Nullable Object> elements = list(json == null ? List.of() : json, element);
        Object array = Array.newInstance(raw(element), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    private static Object object(Map<?, ?> members, Class<?> type) {
        try {
            return type.isRecord() ? newRecord(members, type) : newBean(members, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "The event is a JSON object, which cannot become a " + type.getName()
                            + ": that needs a record, or a constructor without parameters and setters.",
                    e);
        }
    }

    private static Object newRecord(Map<?, ?> members, Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            Object value = members.get(components[i].getName());
            boolean isAbsent = value == null && types[i].isPrimitive();
            values[i] = isAbsent
                    ? Array.get(Array.newInstance(types[i], 1), 0)
                    : bind(value, components[i].getGenericType());
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    /** Members that the class does not know are passed over, as Lambda does. */
    private static Object newBean(Map<?, ?> members, Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object bean = constructor.newInstance();
        for (Map.Entry<String, Properties.Setter> setter :
                Properties.setters(type).entrySet()) {
            Object value = members.get(setter.getKey());
            if (value != null) {
                setter.getValue()
                        .assignment()
                        .set(bean, bind(value, setter.getValue().type()));
            }
        }
        return bean;
    }

    private static Object scalar(Object json, Class<?> type) {
        if (type.isInstance(json)) {
            return json;
        }
        if (json instanceof Number number) {
            return number(number, type);
        }
        if (json instanceof Boolean && (type == boolean.class || type == Boolean.class)) {
            return json;
        }
        return json instanceof String text ? text(text, type) : misfit(json, type);
    }

    private static Object number(Number number, Class<?> type) {
        try {
            BigDecimal exact = new BigDecimal(number.toString());
            return switch (type.getName()) {
                case "int", "java.lang.Integer" -> exact.intValueExact();
                case "long", "java.lang.Long" -> exact.longValueExact();
                case "short", "java.lang.Short" -> exact.shortValueExact();
                case "byte", "java.lang.Byte" -> exact.byteValueExact();
                case "double", "java.lang.Double" -> exact.doubleValue();
                case "float", "java.lang.Float" -> exact.floatValue();
                case "java.math.BigDecimal" -> exact;
                case "java.math.BigInteger" -> exact.toBigIntegerExact();
                case "java.lang.String" -> number.toString();
                default -> misfit(number, type);
            };
        } catch (ArithmeticException e) {
            throw mismatch("the number " + number, type);
        }
    }

    private static Object text(String text, Class<?> type) {
        try {
            if (type.isEnum()) {
                return java.util.Arrays.stream(type.getEnumConstants())
                        .filter(constant -> ((Enum<?>) constant).name().equals(text))
                        .findFirst()
                        .orElseThrow(() -> mismatch("the text \"" + text + "\"", type));
            }
            return switch (type.getName()) {
                case "char", "java.lang.Character" -> text.length() == 1 ? text.charAt(0) : misfit(text, type);
                case "java.time.Instant" -> Instant.parse(text);
                case "java.util.UUID" -> java.util.UUID.fromString(text);
                case "java.math.BigInteger" -> new BigInteger(text);
                case "boolean", "java.lang.Boolean" -> misfit(text, type);
                default -> number(new BigDecimal(text), type);
            };
        } catch (NumberFormatException | java.time.DateTimeException e) {
            throw mismatch("the text \"" + text + "\"", type);
        }
    }

    private static Object misfit(Object json, Class<?> type) {
        throw mismatch(kind(json), type);
    }

    private static String kind(Object json) {
        if (json instanceof Map<?, ?>) {
            return "a JSON object";
        }
        return json instanceof List<?> ? "a JSON list" : "the JSON value " + JsonWriter.write(json);
    }

    private static IllegalArgumentException mismatch(String what, Class<?> type) {
        return new IllegalArgumentException(
                "An error occurred during JSON parsing: " + what + " cannot become a " + type.getName() + ".");
    }
}
