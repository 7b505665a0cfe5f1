package io.devopslab.aws.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Fills an SDK model object's builder from a JSON tree. */
public final class ShapeReader {

    /** How a member is found in the document. */
    public enum Names {
        /** By the name that the service's API has for it. Members that the API does not know are passed over. */
        OF_THE_API,
        /**
         * By the API's name in any case, as CloudFormation writes the same things in Pascal case. A member that
         * the API does not know is an error.
         */
        IN_ANY_CASE
    }

    private final Names names;

    public ShapeReader(Names names) {
        this.names = names;
    }

    /**
     * Sets on {@code builder} what {@code document} holds; JSON nulls count as absent.
     *
     * @throws ShapeException where the document does not fit, with the path
     */
    public <B extends SdkPojo> B read(JsonNode document, B builder) {
        object(document, builder, "");
        return builder;
    }

    /**
     * Sets only the members that travel in a message's body, and not those of its headers or path.
     *
     * @throws ShapeException where the document does not fit, with the path
     */
    public <B extends SdkPojo> B readBody(JsonNode document, B builder) {
        object(
                document,
                builder,
                builder.sdkFields().stream().filter(Fields::isInBody).toList(),
                "");
        return builder;
    }

    /** Sets the member that is a message's whole body. */
    public void readPayload(JsonNode document, SdkField<?> field, SdkPojo builder) {
        field.set(builder, value(document, field, field.locationName()));
    }

    private void object(JsonNode document, SdkPojo builder, String path) {
        object(document, builder, builder.sdkFields(), path);
    }

    private void object(JsonNode document, SdkPojo builder, List<SdkField<?>> fields, String path) {
        if (!document.isObject()) {
            throw mismatch(path, document, "an object");
        }
        int known = 0;
        for (SdkField<?> field : fields) {
            Optional<JsonNode> member = member(document, field.locationName());
            known += member.isPresent() ? 1 : 0;
            member.filter(node -> !node.isNull())
                    .ifPresent(node -> field.set(builder, value(node, field, join(path, field.locationName()))));
        }
        if (names == Names.IN_ANY_CASE && known < document.size()) {
            throw unknown(document, builder, path);
        }
    }

    private Optional<JsonNode> member(JsonNode document, String name) {
        JsonNode exact = document.get(name);
        if (exact != null || names == Names.OF_THE_API) {
            return Optional.ofNullable(exact);
        }
        return document.properties().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static ShapeException unknown(JsonNode document, SdkPojo builder, String path) {
        for (Iterator<String> members = document.fieldNames(); members.hasNext(); ) {
            String member = members.next();
            if (builder.sdkFields().stream().noneMatch(f -> f.locationName().equalsIgnoreCase(member))) {
                return new ShapeException(join(path, member), "is not a property that exists here");
            }
        }
        return new ShapeException(path, "has the same property twice");
    }

    private Object value(JsonNode node, SdkField<?> field, String path) {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        return switch (type) {
            case SDK_POJO -> {
                SdkPojo builder = field.constructor().get();
                object(node, builder, path);
                yield Fields.build(builder);
            }
            case LIST -> list(node, Fields.element(field), path);
            case MAP -> map(node, Fields.value(field), path);
            case DOCUMENT -> document(node);
            default -> scalar(node, field, path);
        };
    }

    private List<Object> list(JsonNode node, SdkField<?> element, String path) {
        if (!node.isArray()) {
            throw mismatch(path, node, "a list");
        }
        List<Object> values = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            if (!node.get(i).isNull()) {
                values.add(value(node.get(i), element, path + "[" + i + "]"));
            }
        }
        return values;
    }

    private Map<String, Object> map(JsonNode node, SdkField<?> valueField, String path) {
        if (!node.isObject()) {
            throw mismatch(path, node, "a map");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                values.put(entry.getKey(), value(entry.getValue(), valueField, join(path, entry.getKey())));
            }
        });
        return values;
    }

    private Object scalar(JsonNode node, SdkField<?> field, String path) {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        if (node.isContainerNode()) {
            throw mismatch(path, node, Scalars.expected(type));
        }
        try {
            return switch (type) {
                case STRING -> text(node, path);
                case BOOLEAN -> bool(node, path);
                case INTEGER -> number(node, path).intValueExact();
                case LONG -> number(node, path).longValueExact();
                case SHORT -> number(node, path).shortValueExact();
                case BYTE -> number(node, path).byteValueExact();
                case BIG_DECIMAL -> number(node, path);
                case DOUBLE -> floating(node, path);
                case FLOAT -> (float) floating(node, path);
                case INSTANT -> instant(node, field, path);
                case SDK_BYTES -> bytes(node);
                default -> throw new IllegalStateException("The SDK has a new kind of scalar: " + type);
            };
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException | java.io.IOException e) {
            throw mismatch(path, node, Scalars.expected(type));
        }
    }

    private String text(JsonNode node, String path) {
        // CloudFormation turns numbers and booleans of a template into strings where a string is expected.
        if (node.isTextual() || names == Names.IN_ANY_CASE) {
            return wellFormed(node.asText(), path);
        }
        throw mismatch(path, node, "a string");
    }

    /** JSON can escape half of a surrogate pair, which is no character and cannot be stored. */
    private static String wellFormed(String text, String path) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new ShapeException(path, "is not valid Unicode");
                }
                i++;
            }
        }
        return text;
    }

    private boolean bool(JsonNode node, String path) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        String text = node.asText();
        if (names == Names.IN_ANY_CASE && (text.equals("true") || text.equals("false"))) {
            return text.equals("true");
        }
        throw mismatch(path, node, "true or false");
    }

    private BigDecimal number(JsonNode node, String path) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        if (node.isTextual() && names == Names.IN_ANY_CASE) {
            return new BigDecimal(node.textValue());
        }
        throw mismatch(path, node, "a number");
    }

    private double floating(JsonNode node, String path) {
        if (!node.isTextual()) {
            return finite(node, path);
        }
        return switch (node.textValue()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> finite(node, path);
        };
    }

    private double finite(JsonNode node, String path) {
        if (node.isDouble() || node.isFloat()) {
            return node.doubleValue();
        }
        double number = number(node, path).doubleValue();
        if (Double.isInfinite(number)) {
            throw new ArithmeticException("beyond a double");
        }
        return number;
    }

    private static Instant instant(JsonNode node, SdkField<?> field, String path) {
        boolean millis = Times.format(field, Format.UNIX_TIMESTAMP) == Format.UNIX_TIMESTAMP_MILLIS;
        if (node.isNumber()) {
            return millis
                    ? Times.ofSeconds(node.decimalValue().movePointLeft(3))
                    : Times.ofSeconds(node.decimalValue());
        }
        if (node.isTextual()) {
            return Times.parse(node.textValue(), Format.ISO_8601);
        }
        throw mismatch(path, node, "a time");
    }

    private static SdkBytes bytes(JsonNode node) throws java.io.IOException {
        return SdkBytes.fromByteArrayUnsafe(
                node.isBinary() ? node.binaryValue() : Base64.getDecoder().decode(node.asText()));
    }

    private static Document document(JsonNode node) {
        if (node.isObject()) {
            Map<String, Document> members = new LinkedHashMap<>();
            node.properties().forEach(e -> members.put(e.getKey(), document(e.getValue())));
            return Document.fromMap(members);
        }
        if (node.isArray()) {
            List<Document> elements = new ArrayList<>();
            node.forEach(element -> elements.add(document(element)));
            return Document.fromList(elements);
        }
        if (node.isNumber()) {
            return Document.fromNumber(node.decimalValue());
        }
        if (node.isBoolean()) {
            return Document.fromBoolean(node.booleanValue());
        }
        return node.isNull() ? Document.fromNull() : Document.fromString(node.asText());
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static ShapeException mismatch(String path, JsonNode node, String expected) {
        String kind = node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
        return new ShapeException(path, "is of type " + kind + "; " + expected + " is expected");
    }
}
