package io.devopslab.wire.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import io.devopslab.aws.shape.ShapeReader;
import io.devopslab.aws.shape.ShapeWriter;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.http.WireRequest;
import io.devopslab.wire.route.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/** Smithy's "AWS JSON 1.0 and 1.1": one object in, one object out, errors by {@code __type}. */
final class AwsJson implements Protocol {

    private static final ShapeReader READER = new ShapeReader(ShapeReader.Names.OF_THE_API);
    private static final ShapeWriter WRITER = ShapeWriter.withEpochTimes();

    private final String contentType;
    private final WireRequest head;

    AwsJson(String version, WireRequest head) {
        this.contentType = "application/x-amz-json-" + version;
        this.head = head;
    }

    @Override
    public void read(Input input, SdkPojo builder) {
        READER.read(Json.read(input.http().body()), builder);
    }

    @Override
    public WireReply write(Operation operation, SdkPojo response, String requestId) {
        byte[] body = object(json -> WRITER.writeBody(response, json));
        return WireReply.of(200, contentType, body).with("x-amzn-RequestId", requestId);
    }

    @Override
    public Optional<EventMessages> events() {
        return Optional.of(new EventMessages("application/json", WRITER, AwsJson::object, true));
    }

    @Override
    public WireReply error(Failure failure, String requestId) {
        byte[] body = object(json -> members(failure, json));
        WireReply reply = WireReply.of(failure.status(), contentType, body).with("x-amzn-RequestId", requestId);
        return QueryCompatibility.mark(reply, failure, head);
    }

    private static void members(Failure failure, JsonGenerator json) throws IOException {
        json.writeStringField("__type", QueryCompatibility.type(failure));
        ErrorMembers.write(failure, WRITER, json);
    }

    @Override
    public Failure failure(Problem problem, String message) {
        return ErrorMembers.json(problem, message);
    }

    /** Writes what goes between the braces. */
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] object(Members members) {
        return bytes(json -> {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        });
    }

    static byte[] bytes(Members value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(out)) {
            value.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
