package io.devopslab.wire.route;

import io.devopslab.aws.shape.Shapes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.eventstream.EventStreamResponseHandler;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.protocols.core.OperationInfo;

/**
 * An operation of a service: how a request for it is made, and which method of the client interface answers it.
 * Thread-safe.
 */
public final class Operation {

    private final ServiceModel service;
    private final SdkModule module;
    private final String sdkName;
    private final OperationInfo binding;
    private final Lazy<Optional<ClientMethod>> method = new Lazy<>(this::findMethod);
    private final Lazy<Optional<EventMethod>> eventMethod = new Lazy<>(this::findEventMethod);
    private final Lazy<Class<?>> requestType = new Lazy<>(this::findRequest);

    Operation(ServiceModel service, SdkModule module, String sdkName, OperationInfo binding) {
        this.service = service;
        this.module = module;
        this.sdkName = sdkName;
        this.binding = binding;
    }

    private Class<?> findRequest() {
        return model("Request");
    }

    private Class<?> model(String suffix) {
        return module.model(sdkName + suffix)
                .orElseThrow(() -> new IllegalStateException("The AWS SDK has no " + sdkName + suffix + " any more."));
    }

    private Optional<ClientMethod> findMethod() {
        return ClientMethod.find(
                service.type(), name(), requestType.get(), model("Response"), binding.hasStreamingInput());
    }

    private Optional<EventMethod> findEventMethod() {
        return hasMethod()
                ? Optional.empty()
                : module.model(sdkName + "ResponseHandler")
                        .flatMap(
                                handler -> EventMethod.find(module.asynchronous(), name(), requestType.get(), handler));
    }

    public ServiceModel service() {
        return service;
    }

    /** The API's name of it, for example {@code GetPipelineState}. */
    public String name() {
        String identifier = identifier();
        return identifier.isEmpty() ? sdkName : identifier.substring(identifier.lastIndexOf('.') + 1);
    }

    /** What the JSON and query protocols call it: {@code target.Name} or {@code Name}; empty in the REST protocols. */
    String identifier() {
        String identifier = binding.operationIdentifier();
        return identifier == null ? "" : identifier;
    }

    /** The version of the API that the query protocols name; empty in the others. */
    public String apiVersion() {
        String version = binding.apiVersion();
        return version == null ? "" : version;
    }

    OperationInfo binding() {
        return binding;
    }

    /** The HTTP status of its success. */
    public int successStatus(boolean hasBody) {
        return SuccessStatus.of(this, hasBody);
    }

    /** A new builder of its request. */
    public SdkPojo newRequest() {
        return Shapes.builder(requestType.get());
    }

    /** Whether the synchronous interface has it. */
    boolean hasMethod() {
        return method.get().isPresent();
    }

    /** Whether its answer is a stream of events. */
    public boolean givesEvents() {
        return eventMethod.get().isPresent();
    }

    /**
     * The asynchronous client interface, which alone has an operation whose answer is a stream of events.
     *
     * @throws UnsupportedOperationException if this is no such operation
     */
    public Class<? extends SdkClient> eventClient() {
        return forEvents().client();
    }

    private EventMethod forEvents() {
        return eventMethod.get().orElseThrow(() -> new UnsupportedOperationException());
    }

    /** What the API calls an event of its stream. */
    public String eventType(SdkPojo event) {
        return EventMethod.typeOf(event);
    }

    /**
     * Whether {@code client} has more for it than the interface's refusal.
     *
     * @param client an asynchronous one, if the operation {@linkplain #givesEvents gives events}
     */
    public boolean isImplementedBy(SdkClient client) {
        return method.get()
                        .filter(found -> found.isOverriddenIn(client.getClass()))
                        .isPresent()
                || eventMethod
                        .get()
                        .filter(found -> found.isOverriddenIn(client.getClass()))
                        .isPresent();
    }

    /**
     * Calls an asynchronous client for a stream of events.
     *
     * @param taker is told the answer and its events
     * @return done when the stream has ended
     * @throws UnsupportedOperationException if the client does not have it
     */
    public CompletableFuture<?> callForEvents(
            SdkClient client, SdkPojo request, EventStreamResponseHandler<SdkPojo, SdkPojo> taker) {
        return forEvents().call(client, request, taker);
    }

    /**
     * Calls a client.
     *
     * @param content the request's content, used only by an operation that takes some
     * @param transformer receives the answer's content, used only by an operation that gives some
     * @throws UnsupportedOperationException if the synchronous interface does not have it: its answers are streams
     *     of events
     * @throws RuntimeException what the client threw
     */
    public Object call(SdkClient client, SdkPojo request, RequestBody content, ResponseTransformer<?, ?> transformer) {
        return method.get()
                .orElseThrow(() -> new UnsupportedOperationException())
                .call(client, request, content, transformer);
    }
}
