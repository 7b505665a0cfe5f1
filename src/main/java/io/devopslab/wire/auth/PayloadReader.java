package io.devopslab.wire.auth;

import com.sun.net.httpserver.Headers;
import io.devopslab.wire.http.Body;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.Spool;
import io.devopslab.wire.http.WireException;
import io.devopslab.wire.http.WireRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads a request's body once: takes off AWS's own chunks, hashes it, and compares it with the checksums that the
 * request declares.
 */
final class PayloadReader {

    private static final String DECODED_LENGTH = "X-Amz-Decoded-Content-Length";

    private final WireRequest head;
    private final Checksums checksums = new Checksums();
    private final MessageDigest digest = Digests.of("SHA-256");

    PayloadReader(WireRequest head) {
        this.head = head;
    }

    /**
     * Reads a body that is sent as it is.
     *
     * @param hashed is told the hexadecimal SHA-256 of the body, and throws if that is not as it should be
     */
    WireRequest plain(InputStream raw, Spool spool, Consumer<String> hashed) throws IOException {
        List<String> declared = declared();
        declared.forEach(checksums::begin);
        Body body = spool.read(new Tee(raw));
        return checked(body, () -> {
            verifyLength("Content-Length", body);
            hashed.accept(Digests.hex(digest.digest()));
            verifyHeaders(declared);
            return head.withBody(body);
        });
    }

    /** Reads a body in AWS's own chunks. */
    WireRequest chunked(InputStream raw, Spool spool, Optional<ChunkSignatures> signatures) throws IOException {
        if (head.header(DECODED_LENGTH).isEmpty()) {
            throw new WireException(Problem.MISSING_LENGTH, "You must provide the Content-Length HTTP header.");
        }
        List<String> announced = announced();
        List<String> declared = declared();
        declared.forEach(checksums::begin);
        announced.forEach(checksums::begin);
        AwsChunkedInputStream chunks = new AwsChunkedInputStream(raw, signatures);
        Body body = spool.read(new Tee(chunks));
        return checked(body, () -> {
            verifyLength(DECODED_LENGTH, body);
            verifyHeaders(declared);
            verifyTrailers(announced, chunks.trailers());
            return decoded(body, chunks.trailers());
        });
    }

    /** The checksums that are to come behind the body. */
    private List<String> announced() {
        List<String> names = head.headerValues("X-Amz-Trailer").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(name -> name.trim().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        if (!names.stream().allMatch(Checksums::isKnown)) {
            throw new WireException(
                    Problem.MALFORMED, "The value specified in the x-amz-trailer header is not supported");
        }
        return names;
    }

    private void verifyTrailers(List<String> announced, Map<String, String> trailers) {
        if (!trailers.keySet().equals(Set.copyOf(announced))) {
            throw AwsChunkedInputStream.malformedTrailer();
        }
        trailers.forEach(checksums::verifyTrailer);
    }

    private interface Check {
        WireRequest run();
    }

    private static WireRequest checked(Body body, Check check) {
        try {
            return check.run();
        } catch (RuntimeException e) {
            body.close();
            throw e;
        }
    }

    /** The headers with a checksum of the body; to complete an upload is to send one of the whole object instead. */
    private List<String> declared() {
        if (head.method().equals("POST") && head.query().contains("uploadId=")) {
            return List.of();
        }
        return head.headers().keySet().stream().filter(Checksums::isKnown).toList();
    }

    private void verifyHeaders(List<String> declared) {
        for (String name : declared) {
            head.header(name).ifPresent(value -> checksums.verify(name, value));
        }
    }

    private void verifyLength(String header, Body body) {
        Optional<String> length = head.header(header);
        if (length.isPresent() && !length.get().trim().equals(Long.toString(body.size()))) {
            throw new WireException(
                    Problem.INCOMPLETE_BODY,
                    "You did not provide the number of bytes specified by the Content-Length HTTP header.");
        }
    }

    /** The request as it would be without the chunks: trailers are headers, and the coding is gone. */
    private WireRequest decoded(Body body, Map<String, String> trailers) {
        Headers headers = new Headers();
        headers.putAll(head.headers());
        trailers.forEach(headers::set);
        headers.set("Content-Length", Long.toString(body.size()));
        String codings = String.join(
                ",",
                List.of(head.header("Content-Encoding").orElse("").split(",", -1)).stream()
                        .map(String::trim)
                        .filter(coding -> !coding.equals("aws-chunked") && !coding.isEmpty())
                        .toList());
        if (codings.isEmpty()) {
            headers.remove("Content-Encoding");
        } else {
            headers.set("Content-Encoding", codings);
        }
        return new WireRequest(head.method(), head.path(), head.query(), headers, body);
    }

    /** Shows every byte that passes to the hash and the checksums. */
    private final class Tee extends FilterInputStream {

        Tee(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count > 0) {
                digest.update(bytes, offset, count);
                checksums.update(bytes, offset, count);
            }
            return count;
        }
    }
}
