package io.devopslab.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * HTTP by hand: what no well-behaved client would send.
 *
 * @param head the status line and the headers, as they came
 */
@SuppressWarnings("ArrayRecordComponent")
record Raw(int status, String head, byte[] bytes) {

    String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The header's value; empty if there is none. */
    String header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).trim())
                .findFirst()
                .orElse("");
    }

    /** Sends exactly these bytes, and reads to the end of the connection. */
    static Raw exchange(URI server, byte[] request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            return read(socket.getInputStream());
        }
    }

    private static Raw read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        byte[] bytes = all.toByteArray();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("The server sent no HTTP: '" + text + "'");
        }
        byte[] body = java.util.Arrays.copyOfRange(bytes, end + 4, bytes.length);
        return new Raw(Integer.parseInt(text.substring(9, 12)), text.substring(0, end), body);
    }

    /** A request under construction; it closes its connection. */
    static final class Request {
        private final String line;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private byte[] body = new byte[0];

        Request(String method, String target) {
            this.line = method + " " + target + " HTTP/1.1";
            headers.put("Host", "127.0.0.1");
            headers.put("Connection", "close");
        }

        Request with(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Request without(String name) {
            headers.remove(name);
            return this;
        }

        Request body(String text) {
            return body(text.getBytes(StandardCharsets.UTF_8));
        }

        Request body(byte[] bytes) {
            body = bytes;
            headers.put("Content-Length", Integer.toString(bytes.length));
            return this;
        }

        Raw send(URI server) throws IOException {
            StringBuilder head = new StringBuilder(line).append("\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            request.writeBytes(body);
            return exchange(server, request.toByteArray());
        }
    }
}
