package io.devopslab.wire.auth;

import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The checksums that a request declares of its own body in {@code Content-MD5}, {@code x-amz-checksum-*} or in a
 * trailer, computed while the body is read. See "Checking object integrity" in the Amazon S3 User Guide.
 */
final class Checksums {

    private static final String PREFIX = "x-amz-checksum-";

    private final Map<String, Running> running = new LinkedHashMap<>();

    private interface Running {
        void update(byte[] bytes, int offset, int length);

        byte[] value();
    }

    /** Begins to compute the checksum that the header declares; other headers are passed over. */
    void begin(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        algorithm(name).ifPresent(factory -> running.put(name, factory.get()));
    }

    private static Optional<Supplier<Running>> algorithm(String header) {
        return switch (header) {
            case "content-md5" -> Optional.of(() -> digest("MD5"));
            case PREFIX + "sha1" -> Optional.of(() -> digest("SHA-1"));
            case PREFIX + "sha256" -> Optional.of(() -> digest("SHA-256"));
            case PREFIX + "crc32" -> Optional.of(() -> checksum(new CRC32(), Integer.BYTES));
            case PREFIX + "crc32c" -> Optional.of(() -> checksum(new CRC32C(), Integer.BYTES));
            case PREFIX + "crc64nvme" -> Optional.of(() -> checksum(new Crc64Nvme(), Long.BYTES));
            default -> Optional.empty();
        };
    }

    void update(byte[] bytes, int offset, int length) {
        running.values().forEach(sum -> sum.update(bytes, offset, length));
    }

    /**
     * Compares, once the whole body is read.
     *
     * @throws WireException if the body is not what was declared
     */
    void verify(String header, String declared) {
        Running sum = running.get(header.toLowerCase(Locale.ROOT));
        if (sum == null) {
            return;
        }
        String name = header.toLowerCase(Locale.ROOT).equals("content-md5")
                ? "Content-MD5"
                : header.substring(PREFIX.length()).toUpperCase(Locale.ROOT);
        if (!Base64.getEncoder().encodeToString(sum.value()).equals(declared.trim())) {
            throw new WireException(
                    Problem.BAD_DIGEST,
                    name.equals("Content-MD5")
                            ? "The Content-MD5 you specified did not match what we received."
                            : "The " + name + " you specified did not match the calculated checksum.");
        }
    }

    private static Running digest(String algorithm) {
        MessageDigest digest = Digests.of(algorithm);
        return new Running() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                digest.update(bytes, offset, length);
            }

            @Override
            public byte[] value() {
                return digest.digest();
            }
        };
    }

    private static Running checksum(Checksum sum, int size) {
        return new Running() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                sum.update(bytes, offset, length);
            }

            @Override
            public byte[] value() {
                ByteBuffer value = ByteBuffer.allocate(size);
                return (size == Integer.BYTES ? value.putInt((int) sum.getValue()) : value.putLong(sum.getValue()))
                        .array();
            }
        };
    }
}
