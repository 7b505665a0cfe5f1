package shipping;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The service of the shipping team, over HTTP. Its port is the first argument; 0 takes a free one.
 *
 * <pre>
 * GET  /quotes?amount=120000&amp;inCity=true   200 {"fee":20000,"days":1}, or 400 {"error":"…"}
 * POST /shipments                          201 {"id":"s-1"}: each call sends a parcel
 * GET  /shipments                          200 {"count":1}
 * </pre>
 */
public final class Main {

    private final AtomicInteger shipments = new AtomicInteger();

    public static void main(String[] args) throws IOException {
        Main service = new Main();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/quotes", service::quotes);
        server.createContext("/shipments", service::shipments);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        System.out.println("shipping listens on http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void quotes(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange);
        try {
            long amount = Long.parseLong(query.getOrDefault("amount", ""));
            boolean inCity = Boolean.parseBoolean(query.get("inCity"));
            answer(exchange, 200, quote(amount, inCity));
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, "{\"error\":\"An order needs an amount in dong that is not negative.\"}");
        }
    }

    private static String quote(long amount, boolean inCity) {
        int days = inCity ? 1 : 3;
        return "{\"fee\":" + Rates.fee(amount, inCity) + ",\"days\":" + days + "}";
    }

    private void shipments(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 201, "{\"id\":\"s-" + shipments.incrementAndGet() + "\"}");
        } else {
            answer(exchange, 200, "{\"count\":" + shipments.get() + "}");
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> values = new HashMap<>();
        String query = exchange.getRequestURI().getQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int at = pair.indexOf('=');
            if (at > 0) {
                values.put(pair.substring(0, at), pair.substring(at + 1));
            }
        }
        return values;
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
