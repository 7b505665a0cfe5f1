package io.devopslab.cloud.runtime.function.bootstrap;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The function's side of the Lambda Runtime API. It speaks HTTP by hand, one connection per request: the JDK's
 * clients take longer to load than most functions run.
 */
final class RuntimeClient {

    private static final String ROOT = "/2018-06-01/runtime/";

    private final String host;
    private final int port;

    /**
     * @param address host and port
     */
    RuntimeClient(String address) {
        int colon = address.lastIndexOf(':');
        this.host = address.substring(0, colon);
        this.port = Integer.parseInt(address.substring(colon + 1));
    }

    /** A call that the function is to serve; the headers' names are in lower case. */
    record Call(Map<String, String> headers, String payload) {

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        String requestId() {
            return header("Lambda-Runtime-Aws-Request-Id");
        }
    }

    /** Waits for the next call. */
    Call next() throws IOException {
        return send("GET", "invocation/next", new byte[0], "");
    }

    void respond(String requestId, byte[] answer) throws IOException {
        send("POST", "invocation/" + requestId + "/response", answer, "");
    }

    void error(String requestId, String json, String type) throws IOException {
        send("POST", "invocation/" + requestId + "/error", json.getBytes(StandardCharsets.UTF_8), type);
    }

    void initError(String json, String type) throws IOException {
        send("POST", "init/error", json.getBytes(StandardCharsets.UTF_8), type);
    }

    private Call send(String method, String path, byte[] body, String errorType) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.setTcpNoDelay(true);
            String head = method + " " + ROOT + path + " HTTP/1.1\r\n"
                    + "Host: " + host + ":" + port + "\r\n"
                    + "Connection: close\r\n"
                    + (errorType.isEmpty() ? "" : "Lambda-Runtime-Function-Error-Type: " + errorType + "\r\n")
                    + "Content-Length: " + body.length + "\r\n\r\n";
            OutputStream out = socket.getOutputStream();
            ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length);
            request.write(head.getBytes(StandardCharsets.UTF_8));
            request.write(body);
            request.writeTo(out);
            out.flush();
            return read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static Call read(InputStream in) throws IOException {
        line(in);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Call(headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The host of the function is gone.");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
