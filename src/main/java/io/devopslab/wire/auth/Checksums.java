package io.devopslab.wire.auth;

import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
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
    private static final String MD5 = "content-md5";

    private final Map<String, Running> running = new LinkedHashMap<>();

    private interface Running {
        void update(byte[] bytes, int offset, int length);

        byte[] value();
    }

    /** Whether the header or trailer declares a checksum that can be computed. */
    static boolean isKnown(String header) {
        if (!header.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) && !header.equalsIgnoreCase(MD5)) {
            return false; // nearly all headers, of each request
        }
        return algorithm(header.toLowerCase(Locale.ROOT)).isPresent();
    }

    /** Begins to compute the checksum that the header declares; other headers are passed over. */
    void begin(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        algorithm(name).ifPresent(factory -> running.put(name, factory.get()));
    }

    private static Optional<Supplier<Running>> algorithm(String header) {
        return switch (header) {
            case MD5 -> Optional.of(() -> digest("MD5"));
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
     * @throws WireException if the body is not what was declared, or what was declared is no checksum
     */
    void verify(String header, String declared) {
        verify(header, declared, "header");
    }

    /** As {@link #verify}, for what came behind the body. */
    void verifyTrailer(String header, String declared) {
        verify(header, declared, "trailing header");
    }

    private void verify(String header, String declared, String place) {
        String name = header.toLowerCase(Locale.ROOT);
        Running sum = running.get(name);
        if (sum == null) {
            return;
        }
        byte[] computed = sum.value();
        byte[] claimed = decoded(declared.trim());
        if (claimed.length != computed.length) {
            throw name.equals(MD5)
                    ? new WireException(Problem.INVALID_DIGEST, "The Content-MD5 you specified was invalid.")
                    : new WireException(Problem.MALFORMED, "Value for " + name + " " + place + " is invalid.");
        }
        if (!Arrays.equals(claimed, computed)) {
            throw new WireException(
                    Problem.BAD_DIGEST,
                    name.equals(MD5)
                            ? "The Content-MD5 you specified did not match what we received."
                            : "The " + name.substring(PREFIX.length()).toUpperCase(Locale.ROOT)
                                    + " you specified did not match the calculated checksum.");
        }
    }

    /** Empty if it is not Base64. */
    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
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
