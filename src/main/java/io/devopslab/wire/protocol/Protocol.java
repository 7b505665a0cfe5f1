package io.devopslab.wire.protocol;

import io.devopslab.wire.http.Parameters;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.http.WireRequest;
import io.devopslab.wire.route.Operation;
import io.devopslab.wire.route.ProtocolKind;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/** How requests, answers and failures are written. Implementations are thread-safe. */
public interface Protocol {

    /**
     * What a request carries, taken apart.
     *
     * @param labels the values of the operation's path labels, decoded
     * @param form the parameters of query and body together, where the protocol has them
     */
    record Input(WireRequest http, Map<String, String> labels, Parameters form) {}

    /**
     * Fills a builder of the operation's request.
     *
     * @throws io.devopslab.aws.shape.ShapeException if the input does not fit the operation
     */
    void read(Input input, SdkPojo builder);

    WireReply write(Operation operation, SdkPojo response, String requestId);

    /**
     * How the events of a stream are written.
     *
     * @return empty in a protocol in which no service here gives any
     */
    default Optional<EventMessages> events() {
        return Optional.empty();
    }

    WireReply error(Failure failure, String requestId);

    /** A problem in the words of this protocol. */
    Failure failure(Problem problem, String message);

    /**
     * The protocol to answer a request in.
     *
     * @param head the request, of which only the head is looked at
     */
    static Protocol of(ProtocolKind kind, WireRequest head) {
        return switch (kind) {
            case JSON -> new AwsJson(head.contentType().equals("application/x-amz-json-1.0") ? "1.0" : "1.1", head);
            case QUERY -> new AwsQuery();
            case EC2 -> new Ec2Query();
            case REST_JSON -> new RestJson();
            case REST_XML -> new RestXml(head.path());
            case CBOR -> new RpcV2Cbor(head);
        };
    }
}
