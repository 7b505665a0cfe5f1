package io.devopslab.cloud.runtime.function.bootstrap;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's {@code ClientContext} and its {@code Client}: what the caller told of itself, a JSON object with
 * {@code client}, {@code custom} and {@code env}. Written without the interfaces, as {@link LambdaContext} is.
 */
final class ClientContext implements InvocationHandler {

    private final Map<?, ?> values;

    private ClientContext(Map<?, ?> values) {
        this.values = values;
    }

    /**
     * @param json empty when the caller told nothing
     */
    static @Nullable Object of(Class<?> type, String json) {
        return json.isEmpty() ? null : of(type, JsonReader.read(json));
    }

    private static @Nullable Object of(Class<?> type, @Nullable Object value) {
        return value instanceof Map<?, ?> values ? LambdaContext.proxy(type, new ClientContext(values)) : null;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        return switch (name) {
            case "getClient" -> of(method.getReturnType(), values.get("client"));
            case "getCustom" -> texts(values.get("custom"));
            case "getEnvironment" -> texts(values.get("env"));
            case "getInstallationId", "getAppTitle", "getAppVersionName", "getAppVersionCode", "getAppPackageName" ->
                text(values.get(member(name)));
            default -> LambdaContext.other(this, proxy, method, arguments);
        };
    }

    /** {@code getAppTitle} reads {@code app_title}. */
    private static String member(String getter) {
        return getter.substring(3).replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Map<String, @Nullable String> texts(@Nullable Object object) {
        if (!(object instanceof Map<?, ?> members)) {
            return null;
        }
        Map<String, @Nullable String> texts = new HashMap<>();
        members.forEach((name, value) -> texts.put(String.valueOf(name), text(value)));
        return texts;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : String.valueOf(value);
    }
}
