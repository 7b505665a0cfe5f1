package io.devopslab.wire.protocol;

import io.devopslab.aws.shape.HttpShapes;
import io.devopslab.aws.shape.PayloadShapes;
import io.devopslab.aws.shape.ShapeReader;
import io.devopslab.aws.shape.ShapeWriter;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.route.Operation;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Smithy's "AWS restJson1": members in path, query, headers, and in a body of JSON or of bytes. */
final class RestJson implements Protocol {

    private static final String JSON = "application/json";
    private static final ShapeReader READER = new ShapeReader(ShapeReader.Names.OF_THE_API);
    private static final ShapeWriter WRITER = ShapeWriter.withEpochTimes();

    @Override
    public void read(Input input, SdkPojo builder) {
        Optional<SdkField<?>> payload = HttpShapes.payload(builder);
        if (payload.isPresent()) {
            if (input.http().body().size() > 0) {
                if (PayloadShapes.isRaw(payload.get())) {
                    PayloadShapes.readRaw(input.http().body().bytes(), payload.get(), builder);
                } else {
                    READER.readPayload(Json.read(input.http().body()), payload.get(), builder);
                }
            }
        } else if (HttpShapes.hasBody(builder)) {
            READER.readBody(Json.read(input.http().body()), builder);
        }
        HttpShapes.read(new RequestParts(input), builder);
    }

    @Override
    public WireReply write(Operation operation, SdkPojo response, String requestId) {
        Optional<SdkField<?>> payload = HttpShapes.payload(response);
        boolean hasBody = payload.isPresent() || HttpShapes.hasBody(response);
        int status = HttpShapes.status(response).orElseGet(() -> operation.successStatus(hasBody));
        WireReply reply;
        if (payload.isPresent()) {
            reply = PayloadShapes.isRaw(payload.get())
                    ? WireReply.of(
                            status,
                            PayloadShapes.contentType(payload.get()),
                            PayloadShapes.writeRaw(response, payload.get()))
                    : WireReply.of(
                            status, JSON, AwsJson.bytes(json -> WRITER.writePayload(response, payload.get(), json)));
        } else {
            byte[] body = hasBody ? AwsJson.object(json -> WRITER.writeBody(response, json)) : new byte[0];
            reply = WireReply.of(status, JSON, status == 204 ? new byte[0] : body);
        }
        return reply.withAll(HttpShapes.headers(response)).with("x-amzn-RequestId", requestId);
    }

    @Override
    public Optional<EventMessages> events() {
        return Optional.of(new EventMessages(JSON, WRITER, AwsJson::object, false));
    }

    @Override
    public WireReply error(Failure failure, String requestId) {
        byte[] body = AwsJson.object(json -> ErrorMembers.write(failure, WRITER, json));
        WireReply reply = WireReply.of(failure.status(), JSON, body);
        failure.details().ifPresent(details -> reply.withAll(HttpShapes.headers(details)));
        return reply.with("x-amzn-ErrorType", failure.code()).with("x-amzn-RequestId", requestId);
    }

    @Override
    public Failure failure(Problem problem, String message) {
        return ErrorMembers.json(problem, message);
    }
}
