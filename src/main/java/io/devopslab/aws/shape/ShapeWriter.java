package io.devopslab.aws.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;

/** Turns an SDK model object into a JSON tree with the API's names. What was never set is left out. */
public final class ShapeWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Function<Instant, JsonNode> times;

    private ShapeWriter(Function<Instant, JsonNode> times) {
        this.times = times;
    }

    /** Times as ISO 8601 text, without loss. */
    public static ShapeWriter withIsoTimes() {
        return new ShapeWriter(time -> NODES.textNode(time.toString()));
    }

    /** Times as seconds since 1970 with milliseconds, as the JSON protocols have them. */
    public static ShapeWriter withEpochTimes() {
        return new ShapeWriter(time ->
                NODES.numberNode(BigDecimal.valueOf(time.toEpochMilli(), 3).stripTrailingZeros()));
    }

    public ObjectNode write(SdkPojo pojo) {
        ObjectNode document = NODES.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Fields.get(field, pojo).ifPresent(value -> document.set(field.locationName(), value(value)));
        }
        return document;
    }

    private JsonNode value(Object value) {
        if (value instanceof SdkPojo pojo) {
            return write(pojo);
        }
        if (value instanceof List<?> list) {
            ArrayNode elements = NODES.arrayNode(list.size());
            list.forEach(element -> elements.add(value(element)));
            return elements;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode members = NODES.objectNode();
            map.forEach((key, member) -> members.set(String.valueOf(key), value(member)));
            return members;
        }
        if (value instanceof Document document) {
            return document(document);
        }
        return scalar(value);
    }

    private JsonNode scalar(Object value) {
        if (value instanceof Instant time) {
            return times.apply(time);
        }
        if (value instanceof SdkBytes bytes) {
            return NODES.textNode(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
        }
        if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(Double.toString(number));
        }
        if (value instanceof Number number) {
            return NODES.numberNode(new BigDecimal(number.toString()));
        }
        return NODES.textNode(value.toString());
    }

    private static JsonNode document(Document document) {
        if (document.isMap()) {
            ObjectNode members = NODES.objectNode();
            document.asMap().forEach((key, member) -> members.set(key, document(member)));
            return members;
        }
        if (document.isList()) {
            ArrayNode elements = NODES.arrayNode();
            document.asList().forEach(element -> elements.add(document(element)));
            return elements;
        }
        if (document.isNumber()) {
            return NODES.numberNode(document.asNumber().bigDecimalValue());
        }
        if (document.isBoolean()) {
            return NODES.booleanNode(document.asBoolean());
        }
        return document.isNull() ? NODES.nullNode() : NODES.textNode(document.asString());
    }
}
