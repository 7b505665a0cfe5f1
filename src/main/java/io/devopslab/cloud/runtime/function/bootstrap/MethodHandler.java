package io.devopslab.cloud.runtime.function.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a method with the event, as an object or as streams, and with the context if it wants one. */
final class MethodHandler implements Handler {

    private final Object target;
    private final Method method;

    MethodHandler(Object target, Method method) {
        this.target = target;
        this.method = method;
    }

    @Override
    public byte[] handle(RuntimeClient.Call call) throws Throwable {
        List<@Nullable Object> arguments = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Class<?>[] types = method.getParameterTypes();
        int values = types.length - (Handlers.takesContext(method) ? 1 : 0);
        if (Handlers.isStreaming(method)) {
            arguments.add(new ByteArrayInputStream(call.payload().getBytes(StandardCharsets.UTF_8)));
        } else if (values > 0) {
            arguments.add(Binder.bind(JsonReader.read(call.payload()), method.getGenericParameterTypes()[0]));
        }
        if (values == 2 && types[1] == OutputStream.class) {
            arguments.add(out);
        }
        if (Handlers.takesContext(method)) {
            arguments.add(LambdaContext.of(types[types.length - 1], call));
        }
        Object answer = method.invoke(target, arguments.toArray());
        if (arguments.contains(out)) {
            return out.toByteArray();
        }
        return JsonWriter.write(answer).getBytes(StandardCharsets.UTF_8);
    }
}
