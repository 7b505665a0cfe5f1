package io.devopslab.wire;

import io.devopslab.aws.shape.Shapes;
import io.devopslab.wire.auth.Caller;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireException;
import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.protocol.Protocol;
import io.devopslab.wire.route.Operation;
import io.devopslab.wire.route.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/** Makes the call that a request asks for, and sends the answer. */
final class Calls {

    /** Whose refusals are meant. */
    private static final List<String> DELIBERATE = List.of("io.devopslab.", "software.amazon.awssdk.services.");

    private final WireConfig config;
    private final EventCalls events;

    Calls(WireConfig config) {
        this.config = config;
        this.events = new EventCalls(config);
    }

    void make(Router.Route route, Protocol.Input input, Caller caller, Protocol protocol, Responder responder)
            throws IOException {
        Operation operation = route.operation();
        SdkPojo request = request(operation, input, caller, protocol);
        if (operation.givesEvents()) {
            try {
                events.make(operation, request, caller, protocol, responder);
            } catch (UnsupportedOperationException e) {
                throw refused(operation, e);
            }
            return;
        }
        SdkClient client = config.services()
                .client(
                        operation.service().type(),
                        caller.account(),
                        caller.region().orElse(config.region()));
        Object response;
        try {
            response = operation.call(client, request, content(input), transformer(operation, protocol, responder));
        } catch (UnsupportedOperationException e) {
            throw refused(operation, e);
        }
        if (!responder.hasBegun()) {
            responder.send(protocol.write(operation, (SdkPojo) response, responder.requestId()));
        }
    }

    private static SdkPojo request(Operation operation, Protocol.Input input, Caller caller, Protocol protocol) {
        SdkPojo builder = operation.newRequest();
        protocol.read(input, builder);
        caller.accessKeyId().ifPresent(id -> ((AwsRequest.Builder) builder).overrideConfiguration(identity(id)));
        return Shapes.build(builder);
    }

    /** Services learn from it who calls; the secret is none of their business. */
    private static AwsRequestOverrideConfiguration identity(String accessKeyId) {
        return AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "-")))
                .build();
    }

    private static RequestBody content(Protocol.Input input) {
        return RequestBody.fromContentProvider(
                () -> input.http().body().open(),
                input.http().body().size(),
                input.http().header("Content-Type").orElse("application/octet-stream"));
    }

    private static ResponseTransformer<?, ?> transformer(Operation operation, Protocol protocol, Responder responder) {
        return (response, stream) -> {
            WireReply reply = protocol.write(operation, (SdkPojo) response, responder.requestId());
            Optional<Long> length =
                    Optional.ofNullable(reply.headers().get("Content-Length")).map(Long::valueOf);
            responder.send(new WireReply(reply.status(), reply.headers(), new Streamed(stream, length.orElse(-1L))));
            return response;
        };
    }

    private record Streamed(InputStream in, long length) implements WireReply.Content {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            in.transferTo(out);
        }
    }

    /**
     * The SDK's interfaces refuse what nobody overrides, and services what they cannot do; both is on purpose. What
     * the JDK's unmodifiable collections and other libraries throw is a fault.
     */
    private static RuntimeException refused(Operation operation, UnsupportedOperationException e) {
        StackTraceElement[] trace = e.getStackTrace();
        String thrower = trace.length > 0 ? trace[0].getClassName() : "";
        if (DELIBERATE.stream().noneMatch(thrower::startsWith)) {
            return e;
        }
        boolean bySdk = e.getMessage() == null || e.getMessage().isBlank();
        return new WireException(
                Problem.NOT_IMPLEMENTED,
                "The operation " + operation.service().name() + ":" + operation.name()
                        + " is not implemented by this cloud" + (bySdk ? "." : ": " + e.getMessage()));
    }
}
