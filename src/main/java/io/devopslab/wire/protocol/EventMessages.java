package io.devopslab.wire.protocol;

import io.devopslab.aws.shape.HttpShapes;
import io.devopslab.aws.shape.PayloadShapes;
import io.devopslab.aws.shape.ShapeWriter;
import io.devopslab.wire.http.Problem;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * Writes the messages of a stream of events (Smithy, "Amazon Event Stream Specification"): each has headers, which tell
 * what it is, and a payload, which is an event in the protocol of its service.
 */
public final class EventMessages {

    /** What an HTTP answer that is a stream of events calls itself. */
    public static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private static final String EVENT = ":event-type";

    private final String contentType;
    private final ShapeWriter writer;
    private final Documents documents;
    private final boolean opens;

    /** Makes a document of the members of an object. */
    interface Documents {
        byte[] of(AwsJson.Members members);
    }

    /**
     * @param contentType of the documents that events are
     * @param opens whether the stream begins with a message that is the answer's own document; the protocols that have
     *     HTTP headers for an answer's members need none
     */
    EventMessages(String contentType, ShapeWriter writer, Documents documents, boolean opens) {
        this.contentType = contentType;
        this.writer = writer;
        this.documents = documents;
        this.opens = opens;
    }

    /** The message that comes before all events, where the protocol has one. */
    public Optional<byte[]> opening(SdkPojo response) {
        return opens
                ? Optional.of(message(
                        "event",
                        Map.of(EVENT, "initial-response"),
                        contentType,
                        documents.of(json -> writer.writeBody(response, json))))
                : Optional.empty();
    }

    /**
     * @param type what the API calls the event
     */
    public byte[] event(String type, SdkPojo event) {
        Map<String, String> headers = Map.of(EVENT, type);
        Optional<SdkField<?>> payload = HttpShapes.payload(event).filter(PayloadShapes::isRaw);
        return payload.isPresent()
                ? message(
                        "event",
                        headers,
                        PayloadShapes.contentType(payload.get()),
                        PayloadShapes.writeRaw(event, payload.get()))
                : message("event", headers, contentType, documents.of(json -> writer.writeBody(event, json)));
    }

    /** An error that a stream ends with, and that its service's model has. */
    public byte[] exception(Failure failure) {
        return message(
                "exception",
                Map.of(":exception-type", failure.code()),
                contentType,
                documents.of(json -> ErrorMembers.write(failure, writer, json)));
    }

    /** A fault that a stream ends with, which no model has. */
    public byte[] fault(String sentence) {
        return encoded(
                Map.of(":message-type", "error", ":error-code", Problem.INTERNAL.json(), ":error-message", sentence),
                new byte[0]);
    }

    private static byte[] message(String kind, Map<String, String> headers, String contentType, byte[] payload) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(":content-type", contentType);
        all.put(":message-type", kind);
        return encoded(all, payload);
    }

    private static byte[] encoded(Map<String, String> headers, byte[] payload) {
        Map<String, HeaderValue> values = new LinkedHashMap<>();
        headers.forEach((name, value) -> values.put(name, HeaderValue.fromString(value)));
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 256);
        new Message(values, payload).encode(out);
        return out.toByteArray();
    }
}
