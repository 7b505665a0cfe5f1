package io.devopslab.wire;

import com.sun.net.httpserver.HttpExchange;
import io.devopslab.wire.http.WireReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Sends one reply. */
final class Responder {

    /** A client that is still sending reads no answer, so what it sends is taken first; but not without end. */
    private static final long MOST_DRAINED = 1L << 30;

    private final HttpExchange exchange;
    private final String requestId;
    private boolean begun;

    Responder(HttpExchange exchange) {
        this.exchange = exchange;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        this.requestId = new UUID(
                        (random.nextLong() & ~0xF000L) | 0x4000L,
                        (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L)
                .toString();
    }

    String requestId() {
        return requestId;
    }

    /** Whether the head of a reply is already under way, after which no other can be sent. */
    boolean hasBegun() {
        return begun || exchange.getResponseCode() >= 0;
    }

    /** Takes what the caller still has to send. */
    void drain() throws IOException {
        InputStream in = exchange.getRequestBody();
        byte[] buffer = new byte[65_536];
        long taken = 0;
        for (int count = in.read(buffer); count >= 0 && taken < MOST_DRAINED; count = in.read(buffer)) {
            taken += count;
        }
    }

    /**
     * Sends the head and the content.
     *
     * @throws IOException if the caller has gone, or the content cannot be read; what was sent then stays without its end
     */
    void send(WireReply reply) throws IOException {
        begun = true;
        reply.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Content-Length") || isHead()) {
                exchange.getResponseHeaders().set(name, Text.header(value));
            }
        });
        long length = reply.content().length();
        if (isHead() || length == 0 || reply.status() == 204 || reply.status() == 304) {
            if (isHead() && !exchange.getResponseHeaders().containsKey("Content-Length") && length > 0) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            }
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), Math.max(0, length));
        // Closed only behind the whole content: to close it is to say that nothing is missing.
        OutputStream out = exchange.getResponseBody();
        reply.content().writeTo(out);
        out.close();
    }

    private boolean isHead() {
        return exchange.getRequestMethod().equals("HEAD");
    }
}
