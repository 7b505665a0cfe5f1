package io.devopslab.wire.route;

import io.devopslab.aws.shape.Shapes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.protocols.core.OperationInfo;

/** An operation of a service: how a request for it is made, and which method of the client interface answers it. */
public final class Operation {

    private final ServiceModel service;
    private final String name;
    private final Class<?> requestType;
    private final Method method;
    private final OperationInfo binding;

    Operation(ServiceModel service, String name, Class<?> requestType, Method method, OperationInfo binding) {
        this.service = service;
        this.name = name;
        this.requestType = requestType;
        this.method = method;
        this.binding = binding;
    }

    public ServiceModel service() {
        return service;
    }

    /** The API's name of it, for example {@code GetPipelineState}. */
    public String name() {
        return name;
    }

    Class<?> requestType() {
        return requestType;
    }

    OperationInfo binding() {
        return binding;
    }

    /** The version of the API that the query protocols name; empty in the others. */
    public String apiVersion() {
        String version = binding.apiVersion();
        return version == null ? "" : version;
    }

    /** The HTTP status of its success. */
    public int successStatus(boolean hasBody) {
        return SuccessStatus.of(this, hasBody);
    }

    /** A new builder of its request. */
    public SdkPojo newRequest() {
        return Shapes.builder(requestType);
    }

    /** Whether the request's body is the content itself, as in PutObject. */
    public boolean takesContent() {
        return binding.hasStreamingInput();
    }

    /** Whether the answer's body is the content itself, as in GetObject. */
    public boolean givesContent() {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters[parameters.length - 1] == ResponseTransformer.class;
    }

    /**
     * Calls a client.
     *
     * @param content the request's content, used only by an operation that takes some
     * @param transformer receives the answer's content, used only by an operation that gives some
     * @throws RuntimeException what the client threw
     */
    public Object call(SdkClient client, SdkPojo request, RequestBody content, ResponseTransformer<?, ?> transformer) {
        try {
            if (givesContent()) {
                return takesContent()
                        ? method.invoke(client, request, content, transformer)
                        : method.invoke(client, request, transformer);
            }
            return takesContent() ? method.invoke(client, request, content) : method.invoke(client, request);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The SDK's client interfaces are public.", e);
        }
    }

    Method method() {
        return method;
    }
}
