package io.devopslab.aws.shape;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Members that are one value, as the text of an XML element, a form's parameter, a header or a part of a path. */
final class Scalars {

    private Scalars() {}

    static String text(Object value, SdkField<?> field, Format times) {
        if (value instanceof Instant time) {
            return Times.text(time, Times.format(field, times));
        }
        if (value instanceof SdkBytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value.toString();
    }

    /**
     * @throws ShapeException if the text is not of the member's type
     */
    static Object parse(String text, SdkField<?> field, Format times, String path) {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        try {
            return switch (type) {
                case STRING -> text;
                case BOOLEAN -> bool(text.trim());
                case INTEGER -> Integer.valueOf(text.trim());
                case LONG -> Long.valueOf(text.trim());
                case SHORT -> Short.valueOf(text.trim());
                case BYTE -> Byte.valueOf(text.trim());
                case BIG_DECIMAL -> new BigDecimal(text.trim());
                case DOUBLE -> floating(text.trim());
                case FLOAT -> (float) floating(text.trim());
                case INSTANT -> Times.parse(text, Times.format(field, times));
                case SDK_BYTES ->
                    SdkBytes.fromByteArrayUnsafe(Base64.getMimeDecoder().decode(text));
                default -> throw new IllegalArgumentException("No text is a " + type + ".");
            };
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new ShapeException(path, "is not " + expected(type));
        }
    }

    private static boolean bool(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw new IllegalArgumentException(text);
    }

    private static double floating(String text) {
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number) && !text.endsWith("Infinity")) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    static String expected(MarshallingKnownType type) {
        return switch (type) {
            case STRING -> "a string";
            case BOOLEAN -> "true or false";
            case INSTANT -> "a time";
            case SDK_BYTES -> "Base64 text";
            case INTEGER, LONG, SHORT, BYTE -> "a whole number in range";
            default -> "a number";
        };
    }
}
