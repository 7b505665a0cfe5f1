package io.devopslab.wire.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reply to be sent.
 *
 * @param headers by their names as they are to be written
 * @param content what to write
 */
public record WireReply(int status, Map<String, String> headers, Content content) {

    /** What the reply's body is. */
    public interface Content {

        /** In bytes; negative if nobody knows before it is written. */
        long length();

        void writeTo(OutputStream out) throws IOException;
    }

    public static WireReply of(int status, String contentType, byte[] body) {
        WireReply reply = new WireReply(status, new LinkedHashMap<>(), new Bytes(body));
        return contentType.isEmpty() ? reply : reply.with("Content-Type", contentType);
    }

    /** Adds a header to this reply. */
    public WireReply with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public WireReply withAll(Map<String, String> more) {
        headers.putAll(more);
        return this;
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares contents
    private record Bytes(byte[] bytes) implements Content {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }
    }
}
