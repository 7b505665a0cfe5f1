package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a load balancer answers by itself. */
final class Answers {

    private static final Map<Integer, String> TITLES = Map.of(
            301, "301 Moved Permanently",
            302, "302 Found",
            400, "400 Bad Request",
            413, "413 Request Entity Too Large",
            500, "500 Internal Server Error",
            501, "501 Not Implemented",
            502, "502 Bad Gateway",
            503, "503 Service Temporarily Unavailable",
            504, "504 Gateway Time-out");

    /** What a load balancer calls itself. */
    static final String SERVER = "awselb/2.0";

    private Answers() {}

    /** A page as Application Load Balancers have it for each status. */
    static void page(HttpExchange exchange, int status) throws IOException {
        String title = TITLES.getOrDefault(status, Integer.toString(status));
        send(
                exchange,
                status,
                "text/html",
                "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                        + "</h1></center>\r\n</body>\r\n</html>\r\n");
    }

    static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Server", SERVER);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        boolean hasBody = body.length > 0 && status != 204 && status != 304;
        if (!type.isEmpty()) {
            headers.set("Content-Type", type);
        }
        boolean toHead = exchange.getRequestMethod().equals("HEAD");
        if (toHead && hasBody) {
            headers.set("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(status, hasBody && !toHead ? body.length : -1);
        if (hasBody && !toHead) {
            exchange.getResponseBody().write(body);
        }
    }
}
