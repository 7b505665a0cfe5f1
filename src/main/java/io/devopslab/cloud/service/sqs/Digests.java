package io.devopslab.cloud.service.sqs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The digests by which clients verify what they sent and received. */
final class Digests {

    private static final int STRING = 1;
    private static final int BINARY = 2;

    private Digests() {}

    static String md5(String body) {
        return hex("MD5", body.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(String body) {
        return hex("SHA-256", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Amazon SQS Developer Guide, "Calculating the MD5 message digest for message attributes". */
    static String md5(Map<String, MessageAttributeValue> attributes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TreeMap<>(attributes).forEach((name, value) -> {
            put(bytes, name.getBytes(StandardCharsets.UTF_8));
            put(bytes, value.dataType().getBytes(StandardCharsets.UTF_8));
            boolean isBinary = value.dataType().startsWith("Binary");
            bytes.write(isBinary ? BINARY : STRING);
            put(
                    bytes,
                    isBinary
                            ? value.binaryValue().asByteArray()
                            : value.stringValue().getBytes(StandardCharsets.UTF_8));
        });
        return hex("MD5", bytes.toByteArray());
    }

    private static void put(ByteArrayOutputStream bytes, byte[] content) {
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        bytes.writeBytes(content);
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
