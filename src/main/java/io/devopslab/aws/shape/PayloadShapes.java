package io.devopslab.aws.shape;

import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;

/** A member that is a message's whole body, when it is bytes or text and not a document. */
public final class PayloadShapes {

    private PayloadShapes() {}

    public static boolean isRaw(SdkField<?> field) {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        return type == MarshallingKnownType.SDK_BYTES || type == MarshallingKnownType.STRING;
    }

    public static void readRaw(byte[] body, SdkField<?> field, SdkPojo builder) {
        boolean bytes = field.marshallingType().getKnownType() == MarshallingKnownType.SDK_BYTES;
        field.set(builder, bytes ? SdkBytes.fromByteArrayUnsafe(body) : new String(body, StandardCharsets.UTF_8));
    }

    /** The member's bytes; none if it is not set. */
    public static byte[] writeRaw(SdkPojo pojo, SdkField<?> field) {
        return Fields.get(field, pojo)
                .map(value -> value instanceof SdkBytes bytes
                        ? bytes.asByteArrayUnsafe()
                        : value.toString().getBytes(StandardCharsets.UTF_8))
                .orElse(new byte[0]);
    }

    public static String contentType(SdkField<?> field) {
        return field.marshallingType().getKnownType() == MarshallingKnownType.SDK_BYTES
                ? "application/octet-stream"
                : "text/plain";
    }
}
