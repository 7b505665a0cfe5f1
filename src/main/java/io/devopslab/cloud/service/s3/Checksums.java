package io.devopslab.cloud.service.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.SdkChecksum;

/** Amazon S3 User Guide, "Checking object integrity". An object has one checksum, by one algorithm. */
final class Checksums {

    /** What S3 computes when a request names no algorithm. */
    static final String DEFAULT = "CRC64NVME";

    static final String FULL_OBJECT = "FULL_OBJECT";
    static final String COMPOSITE = "COMPOSITE";

    private static final Map<String, Supplier<SdkChecksum>> BY_NAME = Map.of(
            "CRC32", () -> SdkChecksum.forAlgorithm(DefaultChecksumAlgorithm.CRC32),
            "CRC32C", () -> SdkChecksum.forAlgorithm(DefaultChecksumAlgorithm.CRC32C),
            "CRC64NVME", Crc64Nvme::new,
            "SHA1", () -> SdkChecksum.forAlgorithm(DefaultChecksumAlgorithm.SHA1),
            "SHA256", () -> SdkChecksum.forAlgorithm(DefaultChecksumAlgorithm.SHA256));

    static final Set<String> ALGORITHMS = BY_NAME.keySet();

    private Checksums() {}

    /**
     * A checksum.
     *
     * @param base64 of a composite one with {@code -} and the number of parts at its end
     * @param type {@link #FULL_OBJECT} or {@link #COMPOSITE}
     */
    record Value(String algorithm, String base64, String type) {}

    /**
     * All that is computed of a content.
     *
     * @param md5 in hexadecimal digits
     */
    record Digest(String md5, Value checksum) {

        /** The entity tag of an object that was put as a whole. */
        String eTag() {
            return "\"" + md5 + "\"";
        }
    }

    /**
     * The algorithm by which a request wants its content checked.
     *
     * @throws RuntimeException when it brings checksums of several, or names one that does not exist
     */
    static String algorithm(Map<String, String> given, Optional<String> named) {
        if (given.size() > 1) {
            throw S3Errors.invalidRequest(
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not" + " allowed.");
        }
        named.ifPresent(Checksums::check);
        Optional<String> ofValue = given.keySet().stream().findFirst();
        if (named.isPresent() && ofValue.isPresent() && !named.equals(ofValue)) {
            throw S3Errors.invalidRequest("Value for x-amz-sdk-checksum-algorithm header is invalid.");
        }
        return ofValue.or(() -> named).orElse(DEFAULT);
    }

    static void check(String algorithm) {
        if (!ALGORITHMS.contains(algorithm)) {
            throw S3Errors.invalidRequest("Checksum algorithm provided is unsupported. Please try again with any of the"
                    + " valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
        }
    }

    static SdkChecksum start(String algorithm) {
        return Objects.requireNonNull(BY_NAME.get(algorithm), algorithm).get();
    }

    /** The checksum of the concatenation of the parts' checksums. */
    static Value composite(String algorithm, List<String> parts) {
        SdkChecksum checksum = start(algorithm);
        parts.forEach(part -> checksum.update(Base64.getDecoder().decode(part)));
        String base64 = Base64.getEncoder().encodeToString(checksum.getChecksumBytes());
        return new Value(algorithm, base64 + "-" + parts.size(), COMPOSITE);
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5.", e);
        }
    }

    /** A stream that computes while it is read. */
    static final class Stream extends FilterInputStream {

        private final MessageDigest md5 = md5();
        private final String algorithm;
        private final SdkChecksum checksum;

        Stream(InputStream in, String algorithm) {
            super(in);
            this.algorithm = algorithm;
            this.checksum = start(algorithm);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int count = read(one, 0, 1);
            return count < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                md5.update(buffer, offset, count);
                checksum.update(buffer, offset, count);
            }
            return count;
        }

        /** What was passed over would be missing from the checksums. */
        @Override
        public long skip(long count) {
            return 0;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** What was read so far; asked for once. */
        Digest digest() {
            String base64 = Base64.getEncoder().encodeToString(checksum.getChecksumBytes());
            return new Digest(HexFormat.of().formatHex(md5.digest()), new Value(algorithm, base64, FULL_OBJECT));
        }
    }
}
