package io.devopslab.wire;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import io.devopslab.wire.http.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An exchange without a socket: the wire's own code from the front door on, and nothing of the JDK's server. */
final class InProcess extends HttpExchange {

    private final WireRequest request;
    private final URI uri;
    private final Headers answered = new Headers();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private InputStream in;
    private OutputStream out = sent;
    private int status = -1;

    private InProcess(WireRequest request) {
        this.request = request;
        this.uri = URI.create(request.path() + (request.query().isEmpty() ? "" : "?" + request.query()));
        this.in = request.body().open();
    }

    /** What was answered; the status is negative if nothing was. */
    record Answer(int status, Headers headers, byte[] bytes) {

        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * Sends a request.
     *
     * @throws UncheckedIOException if the answer broke off, where the JDK's server would break the connection
     */
    static Answer send(FrontDoor door, WireRequest request) {
        InProcess exchange = new InProcess(request);
        try {
            door.handle(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Answer(exchange.status, exchange.answered, exchange.sent.toByteArray());
    }

    @Override
    public Headers getRequestHeaders() {
        return request.headers();
    }

    @Override
    public Headers getResponseHeaders() {
        return answered;
    }

    @Override
    public URI getRequestURI() {
        return uri;
    }

    @Override
    public String getRequestMethod() {
        return request.method();
    }

    @Override
    @SuppressWarnings("NullAway") // nobody asks for it
    public HttpContext getHttpContext() {
        return null;
    }

    @Override
    public void close() {}

    @Override
    public InputStream getRequestBody() {
        return in;
    }

    @Override
    public OutputStream getResponseBody() {
        return out;
    }

    @Override
    public void sendResponseHeaders(int code, long length) {
        status = code;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return InetSocketAddress.createUnresolved("127.0.0.1", 1);
    }

    @Override
    public int getResponseCode() {
        return status;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return getRemoteAddress();
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    @SuppressWarnings("NullAway") // as the JDK has it
    public Object getAttribute(String name) {
        return null;
    }

    @Override
    public void setAttribute(String name, Object value) {}

    @Override
    public void setStreams(InputStream input, OutputStream output) {
        in = input == null ? in : input;
        out = output == null ? out : output;
    }

    @Override
    @SuppressWarnings("NullAway") // as the JDK has it
    public HttpPrincipal getPrincipal() {
        return null;
    }
}
