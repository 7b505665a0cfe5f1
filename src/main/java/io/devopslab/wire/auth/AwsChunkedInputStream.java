package io.devopslab.wire.auth;

import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes off the content coding {@code aws-chunked}, and verifies each chunk's signature when the body is signed.
 * Each chunk is {@code size[;chunk-signature=…] CRLF data CRLF}; the last has no data and may be followed by
 * trailers.
 */
final class AwsChunkedInputStream extends InputStream {

    private static final int LONGEST_LINE = 4_096;
    private static final String SIGNATURE = "chunk-signature=";

    private final InputStream raw;
    private final Optional<ChunkSignatures> signatures;
    private final Map<String, String> trailers = new LinkedHashMap<>();
    private final MessageDigest digest = Digests.of("SHA-256");
    private String signature = "";
    private long left;
    private boolean begun;
    private boolean ended;

    AwsChunkedInputStream(InputStream raw, Optional<ChunkSignatures> signatures) {
        this.raw = raw;
        this.signatures = signatures;
    }

    /** The trailers by their names in lower case, known when the stream has ended. */
    Map<String, String> trailers() {
        return trailers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = raw.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw incomplete();
        }
        left -= count;
        if (signatures.isPresent()) {
            digest.update(bytes, offset, count);
        }
        return count;
    }

    private void nextChunk() throws IOException {
        if (begun) {
            verifyChunk();
            if (!line().isEmpty()) {
                throw malformed();
            }
        }
        begun = true;
        head(line());
        if (left == 0) {
            verifyChunk();
            ended = true;
            readTrailers();
        }
    }

    private void verifyChunk() {
        signatures.ifPresent(s -> s.chunk(signature, Digests.hex(digest.digest())));
    }

    private void head(String line) {
        int semicolon = line.indexOf(';');
        String size = (semicolon < 0 ? line : line.substring(0, semicolon)).trim();
        if (!size.matches("[0-9A-Fa-f]{1,12}")) {
            throw malformed();
        }
        left = Long.parseLong(size, 16);
        int start = line.indexOf(SIGNATURE);
        signature = start < 0 ? "" : line.substring(start + SIGNATURE.length()).trim();
    }

    private void readTrailers() throws IOException {
        StringBuilder canonical = new StringBuilder();
        for (String line = next().orElse(""); !line.isEmpty(); line = next().orElse("")) {
            int colon = line.indexOf(':');
            if (colon <= 0 || trailers.size() > 20) {
                throw malformedTrailer();
            }
            String name = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).trim();
            if (name.equals("x-amz-trailer-signature")) {
                signatures.ifPresent(s -> s.trailer(value, canonical.toString()));
                return;
            }
            trailers.put(name, value);
            canonical.append(name).append(':').append(value).append('\n');
        }
        if (signatures.isPresent() && !trailers.isEmpty()) {
            throw new WireException(Problem.BAD_SIGNATURE, RequestVerifier.MISMATCH);
        }
    }

    private String line() throws IOException {
        return next().orElseThrow(AwsChunkedInputStream::incomplete);
    }

    /** The next line without its end; empty at the end of the stream. */
    private Optional<String> next() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = raw.read(); c != '\n'; c = raw.read()) {
            if (c < 0) {
                return Optional.empty();
            }
            line.append((char) c);
            if (line.length() > LONGEST_LINE) {
                throw malformed();
            }
        }
        int end = line.length();
        return Optional.of(end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString());
    }

    private static WireException incomplete() {
        return new WireException(
                Problem.INCOMPLETE_BODY,
                "You did not provide the number of bytes specified by the Content-Length HTTP header.");
    }

    static WireException malformedTrailer() {
        return new WireException(
                Problem.MALFORMED_TRAILER,
                "The request contained trailing data that was not well-formed or did not conform to our published"
                        + " schema.");
    }

    private static WireException malformed() {
        return new WireException(Problem.INCOMPLETE_BODY, "The request body is not in the coding aws-chunked.");
    }
}
