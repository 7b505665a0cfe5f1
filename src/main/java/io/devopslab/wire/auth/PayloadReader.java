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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads a request's body once: takes off AWS's own chunks, hashes it, and compares it with the checksums that the
 * request declares.
 */
final class PayloadReader {

    private static final String CHECKSUM = "x-amz-checksum-";
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
        declared(name -> name.startsWith(CHECKSUM) || name.equals("content-md5"))
                .forEach(checksums::begin);
        Body body = spool.read(new Tee(raw));
        return checked(body, () -> {
            verifyLength("Content-Length", body);
            hashed.accept(Digests.hex(digest.digest()));
            verifyHeaders();
            return head.withBody(body);
        });
    }

    /** Reads a body in AWS's own chunks. */
    WireRequest chunked(InputStream raw, Spool spool, Optional<ChunkSignatures> signatures) throws IOException {
        declared(name -> name.startsWith(CHECKSUM)).forEach(checksums::begin);
        head.headerValues("X-Amz-Trailer")
                .forEach(names ->
                        List.of(names.split(",", -1)).stream().map(String::trim).forEach(checksums::begin));
        AwsChunkedInputStream chunks = new AwsChunkedInputStream(raw, signatures);
        Body body = spool.read(new Tee(chunks));
        return checked(body, () -> {
            verifyLength(DECODED_LENGTH, body);
            verifyHeaders();
            chunks.trailers().forEach(checksums::verify);
            return decoded(body, chunks.trailers());
        });
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

    private List<String> declared(Predicate<String> wanted) {
        List<String> names = new ArrayList<>();
        for (String name : head.headers().keySet()) {
            if (wanted.test(name.toLowerCase(Locale.ROOT))) {
                names.add(name);
            }
        }
        return names;
    }

    private void verifyHeaders() {
        for (String name : declared(name -> name.startsWith(CHECKSUM) || name.equals("content-md5"))) {
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
