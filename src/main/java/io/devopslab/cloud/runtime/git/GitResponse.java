package io.devopslab.cloud.runtime.git;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The response to a git client. The status is sent with the first byte: what goes wrong before it can still be
 * told as an error, what goes wrong later breaks the connection.
 */
final class GitResponse {

    private final HttpExchange exchange;
    private boolean committed;

    GitResponse(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** The body of a successful answer, streamed. */
    OutputStream body(String contentType) {
        return new Body(contentType);
    }

    /** Ends the request with an error, if the client has not been told of a success yet. */
    void refuse(GitRefusal refusal) throws IOException {
        if (committed) {
            return;
        }
        committed = true;
        if (refusal.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"CodeCommit\"");
        }
        byte[] text = (refusal.text() + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(refusal.status(), text.length);
        exchange.getResponseBody().write(text);
    }

    private void commit(String contentType) throws IOException {
        if (!committed) {
            committed = true;
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.getResponseHeaders().set("Cache-Control", "no-cache, max-age=0, must-revalidate");
            exchange.sendResponseHeaders(200, 0);
        }
    }

    private final class Body extends OutputStream {
        private final String contentType;

        Body(String contentType) {
            this.contentType = contentType;
        }

        @Override
        public void write(int b) throws IOException {
            commit(contentType);
            exchange.getResponseBody().write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            commit(contentType);
            exchange.getResponseBody().write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            if (committed) {
                exchange.getResponseBody().flush();
            }
        }

        @Override
        public void close() throws IOException {
            commit(contentType);
            exchange.getResponseBody().close();
        }
    }
}
