package io.devopslab.cloud.runtime.function.bootstrap;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of plain objects: a record's components, getters and setters, public fields. */
final class Properties {

    private Properties() {}

    /** What the object holds, by property name. */
    static Map<String, @Nullable Object> read(Object bean) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        try {
            if (bean.getClass().isRecord()) {
                for (RecordComponent component : bean.getClass().getRecordComponents()) {
                    values.put(component.getName(), call(component.getAccessor(), bean));
                }
                return values;
            }
            for (Field field : bean.getClass().getFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    values.put(field.getName(), field.get(bean));
                }
            }
            for (Method method : methods(bean.getClass())) {
                String name = getter(method);
                if (!name.isEmpty()) {
                    values.put(name, call(method, bean));
                }
            }
            return values;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "An object of " + bean.getClass().getName() + " cannot be written as JSON.", e);
        }
    }

    private static @Nullable Object call(Method method, Object bean) throws ReflectiveOperationException {
        method.setAccessible(true);
        return method.invoke(bean);
    }

    /** In the order of their names, so that the answer is the same each time. */
    private static Method[] methods(Class<?> type) {
        Method[] methods = type.getMethods();
        Arrays.sort(methods, java.util.Comparator.comparing(Method::getName));
        return methods;
    }

    /** The property that the method gives; empty when it is no getter. */
    private static String getter(Method method) {
        boolean isCandidate = method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass() != Object.class
                && method.getReturnType() != void.class;
        if (!isCandidate) {
            return "";
        }
        boolean isBoolean = method.getReturnType() == boolean.class;
        return isBoolean && method.getName().startsWith("is")
                ? property(method.getName(), "is")
                : property(method.getName(), "get");
    }

    private static String property(String method, String prefix) {
        if (!method.startsWith(prefix) || method.length() == prefix.length()) {
            return "";
        }
        String name = method.substring(prefix.length());
        boolean isAcronym = name.length() > 1 && Character.isUpperCase(name.charAt(1));
        return isAcronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** What can be set on objects of that class, by property name. */
    static Map<String, Setter> setters(Class<?> type) {
        Map<String, Setter> setters = new LinkedHashMap<>();
        for (Field field : type.getFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())) {
                setters.put(field.getName(), new Setter(field.getGenericType(), field::set));
            }
        }
        for (Method method : methods(type)) {
            String name = method.getParameterCount() == 1 ? property(method.getName(), "set") : "";
            if (!name.isEmpty() && !method.isBridge() && !Modifier.isStatic(method.getModifiers())) {
                method.setAccessible(true);
                setters.put(name, new Setter(method.getGenericParameterTypes()[0], method::invoke));
            }
        }
        return setters;
    }

    /** Sets one property. */
    record Setter(Type type, Assignment assignment) {}

    /** How a value gets into an object. */
    interface Assignment {
        void set(Object bean, @Nullable Object value) throws ReflectiveOperationException;
    }
}
