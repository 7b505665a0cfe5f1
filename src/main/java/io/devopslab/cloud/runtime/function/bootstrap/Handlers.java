package io.devopslab.cloud.runtime.function.bootstrap;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Finds a function's handler by its name (Lambda Developer Guide, "Define Lambda function handler in Java"):
 * {@code package.Class::method}, or {@code package.Class} for one of Lambda's handler interfaces. The interfaces
 * need no special care: their methods are found by name, with the types that the implementation gives them.
 */
final class Handlers {

    private Handlers() {}

    /**
     * @throws ReflectiveOperationException when there is no such class or method
     */
    static Handler find(String name) throws ReflectiveOperationException {
        int separator = name.indexOf("::");
        String className = separator < 0 ? name : name.substring(0, separator);
        String methodName = separator < 0 ? "handleRequest" : name.substring(separator + 2);
        Class<?> type;
        try {
            type = Class.forName(className);
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw new ClassNotFoundException("Class not found: " + className, e);
        }
        Method method = Arrays.stream(type.getMethods())
                .filter(candidate -> candidate.getName().equals(methodName) && isHandler(candidate))
                .max(Comparator.comparingInt(Handlers::rank))
                .orElseThrow(() -> new NoSuchMethodException("No public method named " + methodName
                        + " with appropriate method signature found on class " + className));
        method.setAccessible(true);
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        return new MethodHandler(isStatic ? type : newInstance(type), method);
    }

    private static Object newInstance(Class<?> type) throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static boolean isHandler(Method method) {
        Class<?>[] types = method.getParameterTypes();
        int values = types.length - (takesContext(method) ? 1 : 0);
        return !method.isBridge() && (values <= 1 || (values == 2 && isStreaming(method)));
    }

    /** Of several methods Lambda prefers the one with the context, then the one with more parameters. */
    private static int rank(Method method) {
        return (takesContext(method) ? 10 : 0) + method.getParameterCount();
    }

    static boolean takesContext(Method method) {
        Class<?>[] types = method.getParameterTypes();
        return types.length > 0 && types[types.length - 1].getName().equals(LambdaContext.INTERFACE);
    }

    static boolean isStreaming(Method method) {
        return method.getParameterCount() > 0 && method.getParameterTypes()[0] == InputStream.class;
    }
}
