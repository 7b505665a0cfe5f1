package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The headers of a request and of an answer, as they go on ("HTTP headers and Application Load Balancers"). */
final class ForwardedHeaders {

    /** What belongs to a connection and not to a message (RFC 9110, 7.6.1). */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "expect");

    private ForwardedHeaders() {}

    /**
     * The head of the request to the target.
     *
     * @param mode of X-Forwarded-For: {@code append}, {@code preserve} or {@code remove}
     * @param framing the header that tells the body's end; empty when there is no body
     */
    static String request(HttpExchange exchange, int listenerPort, String mode, String traceId, String framing) {
        StringBuilder head = new StringBuilder(512);
        String query = exchange.getRequestURI().getRawQuery();
        String path = exchange.getRequestURI().getRawPath();
        head.append(exchange.getRequestMethod())
                .append(' ')
                .append(path == null || path.isEmpty() ? "/" : path)
                .append(query == null ? "" : "?" + query)
                .append(" HTTP/1.1\r\n");
        Headers headers = exchange.getRequestHeaders();
        Set<String> dropped = dropped(headers.getOrDefault("Connection", List.of()));
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if (!dropped.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                header.getValue().forEach(value -> line(head, header.getKey(), value));
            }
        }
        forwardedFor(head, headers, exchange, mode);
        line(head, "X-Forwarded-Proto", "http");
        line(head, "X-Forwarded-Port", Integer.toString(listenerPort));
        line(head, "X-Amzn-Trace-Id", trace(headers, traceId));
        if (!framing.isEmpty()) {
            head.append(framing).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static Set<String> dropped(List<String> connection) {
        Set<String> dropped = new TreeSet<>(HOP_BY_HOP);
        dropped.addAll(Set.of("x-forwarded-for", "x-forwarded-proto", "x-forwarded-port", "x-amzn-trace-id"));
        connection.forEach(value -> {
            for (String token : value.split(",", -1)) {
                dropped.add(token.trim().toLowerCase(Locale.ROOT));
            }
        });
        return dropped;
    }

    private static void forwardedFor(StringBuilder head, Headers headers, HttpExchange exchange, String mode) {
        Set<String> chain = new LinkedHashSet<>();
        if (!mode.equals("remove")) {
            chain.addAll(headers.getOrDefault("X-Forwarded-For", List.of()));
        }
        String given = String.join(", ", chain);
        String client = exchange.getRemoteAddress().getAddress().getHostAddress();
        String value =
                switch (mode) {
                    case "preserve" -> given;
                    case "remove" -> "";
                    default -> given.isEmpty() ? client : given + ", " + client;
                };
        if (!value.isEmpty()) {
            line(head, "X-Forwarded-For", value);
        }
    }

    /** A trace that the client began goes on, with this hop as itself ("Request tracing"). */
    private static String trace(Headers headers, String traceId) {
        String given = headers.getFirst("X-Amzn-Trace-Id");
        return given == null || given.isEmpty()
                ? "Root=" + traceId
                : "Self=" + traceId + ";" + given.replaceFirst("^Self=[^;]*;?", "");
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** Gives the target's headers to the client. */
    static void answer(ResponseHead head, Headers to, boolean keepLength) {
        Set<String> dropped = new TreeSet<>(HOP_BY_HOP);
        if (keepLength) {
            dropped.remove("content-length");
        }
        head.fields().stream()
                .filter(field -> !dropped.contains(field.name().toLowerCase(Locale.ROOT)))
                .forEach(field -> to.add(field.name(), field.value()));
    }
}
