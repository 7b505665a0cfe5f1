package io.devopslab.wire.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.devopslab.aws.shape.ShapeException;
import io.devopslab.aws.shape.ShapeReader;
import io.devopslab.aws.shape.ShapeWriter;
import io.devopslab.wire.http.Body;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.http.WireRequest;
import io.devopslab.wire.route.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/** Smithy's "RPC v2 CBOR": {@code POST /service/X/operation/Y}, bodies in CBOR. */
final class RpcV2Cbor implements Protocol {

    private static final String CBOR = "application/cbor";
    private static final ShapeReader READER = new ShapeReader(ShapeReader.Names.OF_THE_API);
    private static final ShapeWriter WRITER = ShapeWriter.forCbor();
    /** Lenient, as a message may quote half of what a client sent as one character. */
    private static final CBORMapper MAPPER = new CBORMapper(CBORFactory.builder()
            .streamReadConstraints(Json.bounds())
            .enable(CBORGenerator.Feature.LENIENT_UTF_ENCODING)
            .build());

    private final WireRequest head;

    RpcV2Cbor(WireRequest head) {
        this.head = head;
    }

    @Override
    public void read(Input input, SdkPojo builder) {
        READER.read(tree(input.http().body()), builder);
    }

    private static JsonNode tree(Body body) {
        if (body.size() == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try (InputStream in = body.open()) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new ShapeException("", "is not well-formed CBOR");
        }
    }

    @Override
    public WireReply write(Operation operation, SdkPojo response, String requestId) {
        return reply(200, json -> WRITER.writeBody(response, json), requestId);
    }

    @Override
    public Optional<EventMessages> events() {
        return Optional.of(new EventMessages(CBOR, WRITER, RpcV2Cbor::object, true));
    }

    @Override
    public WireReply error(Failure failure, String requestId) {
        WireReply reply = reply(
                failure.status(),
                json -> {
                    json.writeStringField("__type", QueryCompatibility.type(failure));
                    ErrorMembers.write(failure, WRITER, json);
                },
                requestId);
        return QueryCompatibility.mark(reply, failure, head);
    }

    private static WireReply reply(int status, AwsJson.Members members, String requestId) {
        return WireReply.of(status, CBOR, object(members))
                .with("smithy-protocol", "rpc-v2-cbor")
                .with("x-amzn-RequestId", requestId);
    }

    private static byte[] object(AwsJson.Members members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator cbor = MAPPER.getFactory().createGenerator(out)) {
            cbor.writeStartObject();
            members.write(cbor);
            cbor.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public Failure failure(Problem problem, String message) {
        return ErrorMembers.json(problem, message);
    }
}
