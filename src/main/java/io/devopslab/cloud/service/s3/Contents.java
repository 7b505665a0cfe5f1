package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.Blobs;
import io.devopslab.cloud.kernel.Blobs.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Takes contents in and gives them out. A content is kept before the object that has it, so that an object whose write
 * was answered is whole. Contents that no object has any more stay in the blobs until the cloud is reset.
 */
final class Contents {

    private final Blobs blobs;

    Contents(Blobs blobs) {
        this.blobs = blobs;
    }

    /** What came in. */
    record Received(Blob blob, Checksums.Digest digest) {}

    /**
     * What the sender claims about the content.
     *
     * @param length in bytes
     * @param md5 in Base64
     * @param checksums in Base64 by algorithm
     * @param algorithm the algorithm that it names without a value
     */
    record Claims(
            Optional<Long> length, Optional<String> md5, Map<String, String> checksums, Optional<String> algorithm) {

        static Claims of(
                @Nullable Long length,
                @Nullable String md5,
                Map<String, String> checksums,
                @Nullable String algorithm) {
            return new Claims(
                    Optional.ofNullable(length), Optional.ofNullable(md5), checksums, Optional.ofNullable(algorithm));
        }
    }

    /** Keeps a content and checks it against what the sender claims. */
    Received receive(RequestBody body, Claims claims) {
        String algorithm = Checksums.algorithm(claims.checksums(), claims.algorithm());
        Received received = receive(body.contentStreamProvider().newStream(), algorithm);
        verify(received, claims);
        return received;
    }

    /** Keeps all that the stream gives, and closes it. */
    Received receive(InputStream content, String algorithm) {
        try (InputStream in = content;
                Checksums.Stream stream = new Checksums.Stream(in, algorithm)) {
            Blob blob = blobs.put(stream);
            return new Received(blob, stream.digest());
        } catch (IOException e) {
            throw S3Errors.of("IncompleteBody", 400, "The request body terminated unexpectedly");
        }
    }

    private static void verify(Received received, Claims claims) {
        if (claims.length().filter(length -> length != received.blob().length()).isPresent()) {
            throw S3Errors.of(
                    "IncompleteBody",
                    400,
                    "You did not provide the number of bytes specified by the Content-Length HTTP header");
        }
        claims.md5().ifPresent(md5 -> verifyMd5(received, md5));
        claims.checksums()
                .forEach((algorithm, value) -> verifyChecksum(received.digest().checksum(), algorithm, value));
    }

    private static void verifyMd5(Received received, String base64) {
        byte[] claimed;
        try {
            claimed = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            claimed = new byte[0];
        }
        if (claimed.length != 16) {
            throw S3Errors.of("InvalidDigest", 400, "The Content-MD5 you specified was invalid.");
        }
        if (!HexFormat.of().formatHex(claimed).equals(received.digest().md5())) {
            throw S3Errors.of("BadDigest", 400, "The Content-MD5 you specified did not match what we received.");
        }
    }

    private static void verifyChecksum(Checksums.Value computed, String algorithm, String claimed) {
        int expected = Base64.getDecoder().decode(computed.base64()).length;
        try {
            if (Base64.getDecoder().decode(claimed).length != expected) {
                throw new IllegalArgumentException(claimed);
            }
        } catch (IllegalArgumentException e) {
            throw S3Errors.invalidRequest(
                    "Value for x-amz-checksum-" + algorithm.toLowerCase(java.util.Locale.ROOT) + " header is invalid.");
        }
        if (!computed.base64().equals(claimed)) {
            throw S3Errors.of(
                    "BadDigest", 400, "The " + algorithm + " you specified did not match the calculated checksum.");
        }
    }

    /** Computes anew what is told of contents that lie one after the other. */
    Checksums.Digest digest(List<Blob> content, String algorithm) {
        try (Checksums.Stream stream = new Checksums.Stream(open(content), algorithm)) {
            stream.transferTo(OutputStream.nullOutputStream());
            return stream.digest();
        } catch (IOException e) {
            throw S3Errors.internal();
        }
    }

    InputStream open(List<Blob> content) {
        long length = content.stream().mapToLong(Blob::length).sum();
        return open(content, 0, length);
    }

    /** Opens {@code length} bytes from {@code offset} on. */
    InputStream open(List<Blob> content, long offset, long length) {
        return new ContentStream(blobs, content, offset, length);
    }
}
