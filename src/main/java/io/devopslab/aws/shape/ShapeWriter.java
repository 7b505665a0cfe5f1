package io.devopslab.aws.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * Writes an SDK model object as JSON or CBOR with the API's names. What was never set is left out. Thread-safe.
 */
public final class ShapeWriter {

    private static final ObjectMapper TREES = new ObjectMapper();

    private final TimeForm times;
    private final boolean binary;

    private interface TimeForm {
        void write(JsonGenerator json, Instant time, SdkField<?> field) throws IOException;
    }

    private ShapeWriter(TimeForm times, boolean binary) {
        this.times = times;
        this.binary = binary;
    }

    /** Times as ISO 8601 text, without loss. */
    public static ShapeWriter withIsoTimes() {
        return new ShapeWriter((json, time, field) -> json.writeString(time.toString()), false);
    }

    /** As the JSON protocols have it: times are seconds since 1970, unless the member's model says otherwise. */
    public static ShapeWriter withEpochTimes() {
        return new ShapeWriter(ShapeWriter::epoch, false);
    }

    /** As CBOR has it: bytes are bytes, and a time is a tagged number of seconds. */
    public static ShapeWriter forCbor() {
        return new ShapeWriter(ShapeWriter::tagged, true);
    }

    private static void epoch(JsonGenerator json, Instant time, SdkField<?> field) throws IOException {
        Format format = Times.format(field, Format.UNIX_TIMESTAMP);
        switch (format) {
            case UNIX_TIMESTAMP -> json.writeNumber(Times.seconds(time));
            case UNIX_TIMESTAMP_MILLIS -> json.writeNumber(time.toEpochMilli());
            default -> json.writeString(Times.text(time, format));
        }
    }

    private static void tagged(JsonGenerator json, Instant time, SdkField<?> field) throws IOException {
        ((CBORGenerator) json).writeTag(1);
        json.writeNumber(time.toEpochMilli() / 1_000.0);
    }

    /** The object as a tree, with all its members. */
    public ObjectNode write(SdkPojo pojo) {
        try (TokenBuffer buffer = new TokenBuffer(TREES, false)) {
            object(pojo, buffer);
            return TREES.readTree(buffer.asParser());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the members that travel in a message's body, and not those of its headers, between the braces. */
    public void writeBody(SdkPojo pojo, JsonGenerator json) throws IOException {
        writeBody(pojo, json, name -> true);
    }

    /** Writes those of the members that are wanted by their names. */
    public void writeBody(SdkPojo pojo, JsonGenerator json, Predicate<String> wanted) throws IOException {
        for (SdkField<?> field : pojo.sdkFields()) {
            if (Fields.isInBody(field) && wanted.test(field.locationName())) {
                member(field, pojo, json);
            }
        }
    }

    /** Writes the value of a member that is a message's whole body; nothing if it is not set. */
    public void writePayload(SdkPojo pojo, SdkField<?> field, JsonGenerator json) throws IOException {
        Optional<Object> value = Fields.get(field, pojo);
        if (value.isPresent()) {
            value(value.get(), field, json);
        }
    }

    private void object(SdkPojo pojo, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (SdkField<?> field : pojo.sdkFields()) {
            member(field, pojo, json);
        }
        json.writeEndObject();
    }

    private void member(SdkField<?> field, SdkPojo pojo, JsonGenerator json) throws IOException {
        Optional<Object> value = Fields.get(field, pojo);
        if (value.isPresent()) {
            json.writeFieldName(field.locationName());
            value(value.get(), field, json);
        }
    }

    private void value(Object value, SdkField<?> field, JsonGenerator json) throws IOException {
        if (value instanceof SdkPojo pojo) {
            object(pojo, json);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                nullable(element, Fields.element(field), json);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                nullable(entry.getValue(), Fields.value(field), json);
            }
            json.writeEndObject();
        } else if (value instanceof Document document) {
            document(document, json);
        } else {
            scalar(value, field, json);
        }
    }

    private void nullable(Object value, SdkField<?> field, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else {
            value(value, field, json);
        }
    }

    private void scalar(Object value, SdkField<?> field, JsonGenerator json) throws IOException {
        if (value instanceof Instant time) {
            times.write(json, time, field);
        } else if (value instanceof SdkBytes bytes) {
            bytes(bytes.asByteArrayUnsafe(), json);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Double || value instanceof Float) {
            floating(((Number) value).doubleValue(), json);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString(value.toString());
        }
    }

    private void bytes(byte[] bytes, JsonGenerator json) throws IOException {
        if (binary) {
            json.writeBinary(bytes);
        } else {
            json.writeString(Base64.getEncoder().encodeToString(bytes));
        }
    }

    private void floating(double number, JsonGenerator json) throws IOException {
        if (binary || Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(Double.toString(number));
        }
    }

    private static void document(Document document, JsonGenerator json) throws IOException {
        if (document.isMap()) {
            json.writeStartObject();
            for (Map.Entry<String, Document> entry : document.asMap().entrySet()) {
                json.writeFieldName(entry.getKey());
                document(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (document.isList()) {
            json.writeStartArray();
            for (Document element : document.asList()) {
                document(element, json);
            }
            json.writeEndArray();
        } else if (document.isNumber()) {
            json.writeNumber(document.asNumber().bigDecimalValue());
        } else if (document.isBoolean()) {
            json.writeBoolean(document.asBoolean());
        } else if (document.isNull()) {
            json.writeNull();
        } else {
            json.writeString(document.asString());
        }
    }
}
