package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The beginning of a target's answer, read as RFC 9112 has it. */
record ResponseHead(int status, boolean oneDotOne, List<Field> fields) {

    /** A target may not send more than this before its body. */
    private static final int MOST_BYTES = 64 * 1024;

    /** A header as it was sent. */
    record Field(String name, String value) {}

    /** The target said something that is no HTTP. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /** Nothing came: the target had ended the connection. */
    static final class Nothing extends EOFException {
        private static final long serialVersionUID = 1L;

        Nothing() {
            super("The target closed the connection without an answer.");
        }
    }

    /** Reads heads until one is final: those of status 1xx only announce it. */
    static ResponseHead read(InputStream in) throws IOException {
        int[] left = {MOST_BYTES};
        while (true) {
            ResponseHead head = readOne(in, left);
            if (head.status() >= 200) {
                return head;
            }
            if (head.status() == 101) {
                throw new Malformed("The target changes the protocol, which was not asked for.");
            }
        }
    }

    private static ResponseHead readOne(InputStream in, int[] left) throws IOException {
        String line = line(in, left, true);
        if (!line.matches("HTTP/1\\.[01] [1-9]\\d\\d( .*)?")) {
            throw new Malformed("No status line of HTTP: " + line);
        }
        List<Field> fields = new ArrayList<>();
        for (String next = line(in, left, false); !next.isEmpty(); next = line(in, left, false)) {
            int colon = next.indexOf(':');
            if (colon <= 0 || next.indexOf('\r') >= 0) {
                throw new Malformed("No header of HTTP: " + next);
            }
            fields.add(new Field(
                    next.substring(0, colon).trim(), next.substring(colon + 1).trim()));
        }
        return new ResponseHead(Integer.parseInt(line.substring(9, 12)), line.charAt(7) == '1', fields);
    }

    static String line(InputStream in, int[] left, boolean first) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw first && left[0] == MOST_BYTES && line.length() == 0
                        ? new Nothing()
                        : new EOFException("The target closed the connection within its answer.");
            }
            if (--left[0] < 0) {
                throw new Malformed("The head of the target's answer is too long.");
            }
            line.append((char) next);
        }
        int end = line.length();
        return new String(
                line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end)
                        .getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.ISO_8859_1);
    }

    Optional<String> header(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    boolean has(String name, String token) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .flatMap(field -> List.of(field.value().split(",", -1)).stream())
                .anyMatch(value -> value.trim().equalsIgnoreCase(token));
    }

    /** Whether the target goes on listening on the connection. */
    boolean staysOpen() {
        return oneDotOne ? !has("Connection", "close") : has("Connection", "keep-alive");
    }
}
