package io.devopslab.wire.route;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.eventstream.EventStreamResponseHandler;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The method of an asynchronous client interface that answers an operation with a stream of events. No synchronous
 * interface has such.
 */
final class EventMethod {

    private final Class<? extends SdkClient> client;
    private final Class<?> handler;
    private final String name;
    private final Class<?> request;
    private final MethodHandle handle;

    private EventMethod(
            Class<? extends SdkClient> client, Class<?> handler, String name, Class<?> request, MethodHandle handle) {
        this.client = client;
        this.handler = handler;
        this.name = name;
        this.request = request;
        this.handle = handle;
    }

    /**
     * @param operation the API's name of the operation
     * @param handler the SDK's interface of what takes the operation's events
     * @return empty if the operation wants events, too, and is not one of a request and its answers
     */
    static Optional<EventMethod> find(
            Class<? extends SdkClient> client, String operation, Class<?> request, Class<?> handler) {
        String name = Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
        try {
            MethodHandle handle = MethodHandles.publicLookup()
                    .findVirtual(client, name, MethodType.methodType(CompletableFuture.class, request, handler));
            return Optional.of(
                    new EventMethod(client, handler, name, request, handle.asType(MethodType.genericMethodType(3))));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The SDK's client interfaces are public.", e);
        }
    }

    Class<? extends SdkClient> client() {
        return client;
    }

    boolean isOverriddenIn(Class<?> implementation) {
        try {
            return !implementation
                    .getMethod(name, request, handler)
                    .getDeclaringClass()
                    .isInterface();
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** Calls a client, which may tell {@code taker} before this returns. */
    CompletableFuture<?> call(SdkClient called, SdkPojo with, EventStreamResponseHandler<SdkPojo, SdkPojo> taker) {
        try {
            return (CompletableFuture<?>) handle.invoke((Object) called, (Object) with, ofItsType(taker));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The SDK's handlers of an operation have nothing that those of others have not, but each is an interface of its own. */
    private Object ofItsType(EventStreamResponseHandler<SdkPojo, SdkPojo> taker) {
        return Proxy.newProxyInstance(
                handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(taker, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** What the API calls an event: the name of its member in the stream's union. */
    static String typeOf(SdkPojo event) {
        try {
            Object type = event.getClass().getMethod("sdkEventType").invoke(event);
            return type.toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The SDK's events tell their types.", e);
        }
    }
}
