package orders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The service of the orders team, over HTTP. The arguments: its port (0 takes a free one), and where shipping answers.
 *
 * <pre>
 * GET  /checkout?amount=120000&amp;inCity=true   200 {"amount":120000,"fee":20000,"estimated":false}, or 400 {"error":"…"}
 * POST /orders?id=o-1                        201 {"shipment":"s-1"}, or 202 {"shipment":""} when that is not known
 * </pre>
 */
public final class Main {

    private final Checkout checkout;

    private Main(Checkout checkout) {
        this.checkout = checkout;
    }

    public static void main(String[] args) throws IOException {
        Main service = new Main(new Checkout(new HttpShipping(URI.create(args[1]))));
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/checkout", exchange -> service.answered(exchange, service::checkout));
        server.createContext("/orders", exchange -> service.answered(exchange, service::order));
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        System.out.println("orders listens on http://127.0.0.1:" + server.getAddress().getPort());
    }

    private record Answer(int status, String json) {}

    private interface Handler {
        Answer handle(Map<String, String> query);
    }

    private Answer checkout(Map<String, String> query) {
        Checkout.Quote quote = checkout.quote(
                Long.parseLong(query.getOrDefault("amount", "")), Boolean.parseBoolean(query.get("inCity")));
        return new Answer(
                200,
                "{\"amount\":" + quote.amount() + ",\"fee\":" + quote.fee() + ",\"estimated\":" + quote.estimated()
                        + "}");
    }

    private Answer order(Map<String, String> query) {
        String shipment = checkout.place(query.getOrDefault("id", "")).shipment();
        return new Answer(shipment.isEmpty() ? 202 : 201, "{\"shipment\":\"" + shipment + "\"}");
    }

    private void answered(HttpExchange exchange, Handler handler) throws IOException {
        Answer answer;
        try {
            answer = handler.handle(query(exchange));
        } catch (IllegalArgumentException e) {
            answer = new Answer(400, "{\"error\":\"The order was refused.\"}");
        } catch (RuntimeException e) {
            System.out.println("ERROR " + e);
            answer = new Answer(500, "{\"error\":\"Something went wrong.\"}");
        }
        byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
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
}
