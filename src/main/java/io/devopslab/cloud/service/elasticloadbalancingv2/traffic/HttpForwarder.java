package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a request to a target and its answer back, both as they come. Thread-safe.
 *
 * <p>No request is lost by a kept connection that the target ends: it is looked at before it is used; a request that
 * may be repeated is, when nothing came back on a kept connection; and one that may not be goes on a connection of its
 * own from the start.
 */
final class HttpForwarder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpForwarder.class);
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final TargetConnections connections = new TargetConnections();

    TargetConnections connections() {
        return connections;
    }

    /** How a request is to go on. */
    record Manner(int listenerPort, Duration idleTimeout, String forwardedFor, String traceId) {}

    /** The client, not the target, broke off. */
    private static final class ClientGone extends IOException {
        private static final long serialVersionUID = 1L;

        ClientGone(IOException cause) {
            super(cause);
        }
    }

    /**
     * Answers the exchange. Timeouts are real time.
     *
     * @throws IOException when the client has gone
     */
    Passage forward(HttpExchange exchange, Target target, Manner manner) throws IOException {
        long start = System.nanoTime();
        Exchange attempt = new Exchange(exchange, target, manner);
        try {
            ResponseHead head = attempt.send();
            long nanos = System.nanoTime() - start;
            attempt.answer(head);
            return Passage.answered(head.status(), nanos);
        } catch (ClientGone e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("The target {} failed.", target, e);
            if (attempt.answering) {
                throw new IOException("The target broke off within its answer.", e);
            }
            int status = e instanceof SocketTimeoutException ? 504 : 502;
            Answers.page(exchange, status);
            return Passage.own(status);
        } finally {
            attempt.end();
        }
    }

    /** One request under way. */
    private final class Exchange {

        private final HttpExchange exchange;
        private final Target target;
        private final Manner manner;
        private final Optional<Long> length;
        private final boolean chunked;
        private Optional<TargetConnection> connection = Optional.empty();
        private boolean reusable;
        private boolean answering;

        Exchange(HttpExchange exchange, Target target, Manner manner) {
            this.exchange = exchange;
            this.target = target;
            this.manner = manner;
            this.length = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Length"))
                    .map(Long::valueOf);
            String encoding = exchange.getRequestHeaders().getFirst("Transfer-Encoding");
            this.chunked = encoding != null && encoding.toLowerCase(Locale.ROOT).contains("chunked");
        }

        private boolean hasBody() {
            return chunked || length.orElse(0L) > 0;
        }

        ResponseHead send() throws IOException {
            if (REPEATABLE.contains(exchange.getRequestMethod()) && !hasBody()) {
                connection = connections.kept(target);
                if (connection.isPresent()) {
                    try {
                        return sendOn(connection.get());
                    } catch (SocketTimeoutException | ResponseHead.Malformed e) {
                        throw e;
                    } catch (IOException e) {
                        // The target ended the connection between our look and its answer.
                        end();
                    }
                }
            }
            TargetConnection fresh = connections.open(target, manner.idleTimeout());
            connection = Optional.of(fresh);
            return sendOn(fresh);
        }

        private ResponseHead sendOn(TargetConnection on) throws IOException {
            String framing = chunked
                    ? "Transfer-Encoding: chunked"
                    : length.map(bytes -> "Content-Length: " + bytes).orElse("");
            on.out()
                    .write(ForwardedHeaders.request(
                                    exchange, manner.listenerPort(), manner.forwardedFor(), manner.traceId(), framing)
                            .getBytes(StandardCharsets.ISO_8859_1));
            if (hasBody()) {
                sendBody(on.out());
            }
            on.out().flush();
            return ResponseHead.read(on.in());
        }

        private void sendBody(OutputStream out) throws IOException {
            byte[] buffer = new byte[16 * 1024];
            InputStream body = exchange.getRequestBody();
            for (int read = fromClient(body, buffer); read >= 0; read = fromClient(body, buffer)) {
                if (chunked && read > 0) {
                    out.write((Integer.toHexString(read) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
                out.write(buffer, 0, read);
                if (chunked && read > 0) {
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                if (body.available() == 0) {
                    out.flush();
                }
            }
            if (chunked) {
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }

        private int fromClient(InputStream body, byte[] buffer) throws ClientGone {
            try {
                return body.read(buffer);
            } catch (IOException e) {
                throw new ClientGone(e);
            }
        }

        void answer(ResponseHead head) throws IOException {
            boolean toHead = exchange.getRequestMethod().equals("HEAD");
            InputStream in = connection.orElseThrow().in();
            ResponseBody body = ResponseBody.of(in, head, toHead);
            ForwardedHeaders.answer(head, exchange.getResponseHeaders(), toHead);
            answering = true;
            try {
                exchange.sendResponseHeaders(head.status(), announced(body, head));
            } catch (IOException e) {
                throw new ClientGone(e);
            }
            if (body.length() != 0) {
                carry(in, body, exchange.getResponseBody());
            }
            reusable = body.isComplete() && head.staysOpen();
        }

        /** What the JDK's server takes for a length: 0 is "not known", -1 is none. */
        private long announced(ResponseBody body, ResponseHead head) {
            if (body.length() == 0) {
                return -1;
            }
            return body.length() > 0 && head.status() != 304 ? body.length() : 0;
        }

        private void carry(InputStream in, ResponseBody body, OutputStream out) throws IOException {
            byte[] buffer = new byte[16 * 1024];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                try {
                    out.write(buffer, 0, read);
                    if (in.available() == 0) {
                        out.flush();
                    }
                } catch (IOException e) {
                    throw new ClientGone(e);
                }
            }
        }

        void end() {
            connection.ifPresent(used -> {
                if (reusable) {
                    connections.keep(used);
                } else {
                    used.close();
                }
            });
            connection = Optional.empty();
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
