package io.devopslab.cloud.runtime.function.bootstrap;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's {@code Context} for functions that bring its interface (aws-lambda-java-core) with their code. This
 * program does not have it, so the object is a proxy.
 */
final class LambdaContext implements InvocationHandler {

    static final String INTERFACE = "com.amazonaws.services.lambda.runtime.Context";

    private final RuntimeClient.Call call;
    private final Map<String, String> environment = System.getenv();

    private LambdaContext(RuntimeClient.Call call) {
        this.call = call;
    }

    static Object of(Class<?> context, RuntimeClient.Call call) {
        return proxy(context, new LambdaContext(call));
    }

    static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "getAwsRequestId" -> call.requestId();
            case "getLogGroupName" -> environment.get("AWS_LAMBDA_LOG_GROUP_NAME");
            case "getLogStreamName" -> environment.get("AWS_LAMBDA_LOG_STREAM_NAME");
            case "getFunctionName" -> environment.get("AWS_LAMBDA_FUNCTION_NAME");
            case "getFunctionVersion" -> environment.get("AWS_LAMBDA_FUNCTION_VERSION");
            case "getInvokedFunctionArn" -> call.header("Lambda-Runtime-Invoked-Function-Arn");
            case "getMemoryLimitInMB" ->
                Integer.parseInt(environment.getOrDefault("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"));
            case "getRemainingTimeInMillis" -> remainingMillis();
            case "getClientContext" ->
                ClientContext.of(method.getReturnType(), call.header("Lambda-Runtime-Client-Context"));
            case "getLogger" -> proxy(method.getReturnType(), new Logger());
            default -> other(this, proxy, method, arguments);
        };
    }

    private int remainingMillis() {
        long deadline = Long.parseLong(call.header("Lambda-Runtime-Deadline-Ms"));
        return (int) Math.max(0, deadline - java.time.InstantSource.system().millis());
    }

    /** The identity is absent, as for most callers; defaults keep their own code. */
    static @Nullable Object other(InvocationHandler self, Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return switch (method.getName()) {
            case "toString" -> self.getClass().getSimpleName();
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            default -> null;
        };
    }

    /** Lambda's {@code LambdaLogger}: one entry for each text, however many lines it has. */
    private static final class Logger implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            if (!method.getName().equals("log") || arguments == null || method.isDefault()) {
                return other(this, proxy, method, arguments);
            }
            Object message = arguments[0];
            print(
                    message instanceof byte[] bytes
                            ? new String(bytes, StandardCharsets.UTF_8)
                            : String.valueOf(message));
            return null;
        }

        @SuppressWarnings("SystemOut") // a function's log is its standard output
        private static void print(String text) {
            System.out.println(text.stripTrailing().replace("\r", "").replace('\n', '\r'));
        }
    }
}
