package io.devopslab.wire.route;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/**
 * The method of a client interface that answers an operation. It is looked up by its exact type, which loads two
 * classes where {@code Class.getMethods()} would load all of the service's.
 */
final class ClientMethod {

    private final String name;
    private final MethodType type;
    private final MethodHandle handle;

    private ClientMethod(String name, MethodType type, MethodHandle handle) {
        this.name = name;
        this.type = type;
        this.handle = handle;
    }

    /**
     * @param operation the API's name of the operation
     * @param takesContent whether the request's body is the content itself, as in PutObject
     * @return empty if the interface has none: the operation answers with a stream of events
     */
    static Optional<ClientMethod> find(
            Class<? extends SdkClient> client,
            String operation,
            Class<?> request,
            Class<?> response,
            boolean takesContent) {
        List<Class<?>> parameters = new ArrayList<>(List.of(request));
        if (takesContent) {
            parameters.add(RequestBody.class);
        }
        MethodType plain = MethodType.methodType(response, parameters);
        MethodType giving =
                MethodType.methodType(Object.class, parameters).appendParameterTypes(ResponseTransformer.class);
        String name = Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
        return find(client, name, plain).or(() -> find(client, name, giving)).or(() -> respelled(client, plain));
    }

    /** Where the method's name is not the operation's, all methods are looked at. */
    private static Optional<ClientMethod> respelled(Class<? extends SdkClient> client, MethodType wanted) {
        return Arrays.stream(client.getMethods())
                .filter(method -> Arrays.equals(method.getParameterTypes(), wanted.parameterArray())
                        && method.getReturnType() == wanted.returnType())
                .findFirst()
                .flatMap(method -> find(client, method.getName(), wanted));
    }

    private static Optional<ClientMethod> find(Class<? extends SdkClient> client, String name, MethodType type) {
        try {
            MethodHandle handle = MethodHandles.publicLookup().findVirtual(client, name, type);
            return Optional.of(new ClientMethod(
                    name, type, handle.asType(MethodType.genericMethodType(type.parameterCount() + 1))));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The SDK's client interfaces are public.", e);
        }
    }

    boolean isOverriddenIn(Class<?> implementation) {
        try {
            return !implementation
                    .getMethod(name, type.parameterArray())
                    .getDeclaringClass()
                    .isInterface();
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    Object call(SdkClient client, SdkPojo request, RequestBody content, ResponseTransformer<?, ?> transformer) {
        boolean takes = type.parameterList().contains(RequestBody.class);
        boolean gives = type.parameterList().contains(ResponseTransformer.class);
        try {
            if (takes) {
                return gives
                        ? handle.invoke((Object) client, (Object) request, (Object) content, (Object) transformer)
                        : handle.invoke((Object) client, (Object) request, (Object) content);
            }
            return gives
                    ? handle.invoke((Object) client, (Object) request, (Object) transformer)
                    : handle.invoke((Object) client, (Object) request);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
