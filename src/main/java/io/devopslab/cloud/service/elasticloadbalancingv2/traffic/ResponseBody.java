package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a target's answer, however the target marks its end. */
final class ResponseBody extends InputStream {

    /** How long a body is: a number of bytes, or one of these. */
    static final long CHUNKED = -1;

    static final long UNTIL_CLOSED = -2;

    private static final int MOST_LINE = 16 * 1024;

    private final InputStream in;
    private final long framing;
    private long left;
    private boolean ended;
    private boolean firstChunk = true;

    private ResponseBody(InputStream in, long framing) {
        this.in = in;
        this.framing = framing;
        this.left = Math.max(framing, 0);
        this.ended = framing == 0;
    }

    static ResponseBody of(InputStream in, ResponseHead head, boolean toHead) throws IOException {
        if (toHead || head.status() == 204 || head.status() == 304) {
            return new ResponseBody(in, 0);
        }
        if (head.has("Transfer-Encoding", "chunked")) {
            return new ResponseBody(in, CHUNKED);
        }
        String length = head.header("Content-Length").orElse("");
        if (length.isEmpty()) {
            return new ResponseBody(in, UNTIL_CLOSED);
        }
        if (!length.matches("\\d{1,18}")) {
            throw new ResponseHead.Malformed("No length: " + length);
        }
        return new ResponseBody(in, Long.parseLong(length));
    }

    /** The length if it is known, else negative. */
    long length() {
        return framing;
    }

    /** Whether all has been read and the connection is at the beginning of the next answer. */
    boolean isComplete() {
        return ended && framing != UNTIL_CLOSED;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (ended || (framing == CHUNKED && left == 0 && !nextChunk())) {
            return -1;
        }
        int most = framing == UNTIL_CLOSED ? length : (int) Math.min(length, left);
        int read = in.read(bytes, offset, most);
        if (read < 0) {
            if (framing != UNTIL_CLOSED) {
                throw new EOFException("The target closed the connection within its answer.");
            }
            ended = true;
            return -1;
        }
        if (framing != UNTIL_CLOSED) {
            left -= read;
            ended = framing != CHUNKED && left == 0;
        }
        return read;
    }

    private boolean nextChunk() throws IOException {
        int[] most = {MOST_LINE};
        if (!firstChunk && !ResponseHead.line(in, most, false).isEmpty()) {
            throw new ResponseHead.Malformed("A chunk is longer than it says.");
        }
        firstChunk = false;
        String size = ResponseHead.line(in, most, false).split(";", 2)[0].trim();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new ResponseHead.Malformed("No size of a chunk: " + size);
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            ended = true;
            while (!ResponseHead.line(in, most, false).isEmpty()) {
                // Trailers are passed over.
                firstChunk = false;
            }
        }
        return !ended;
    }
}
