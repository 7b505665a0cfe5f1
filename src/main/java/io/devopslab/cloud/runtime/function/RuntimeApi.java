package io.devopslab.cloud.runtime.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda Runtime API (Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes") for one
 * environment, on a loopback port of its own.
 */
final class RuntimeApi implements AutoCloseable {

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final int MOST_RESPONSE_BYTES = 6 * 1024 * 1024 + 100;

    private final HttpServer server;
    private final String address;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "runtime-api");
        thread.setDaemon(true);
        return thread;
    });
    private final LinkedBlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Function<Invocation, Long> onTake;
    private volatile @Nullable Invocation current;
    private volatile @Nullable Outcome failedInit;

    /**
     * @param onTake called when the runtime takes a call; gives its deadline in epoch milliseconds
     */
    RuntimeApi(Function<Invocation, Long> onTake) throws IOException {
        this.onTake = onTake;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        address = "127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** The value of {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return address;
    }

    /** Gives the runtime a call. */
    void offer(Invocation invocation) {
        current = invocation;
        Outcome failure = failedInit;
        if (failure != null) {
            invocation.end(failure);
        } else {
            waiting.add(invocation);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (isForeign(exchange)) {
                answer(exchange, 403, error("Forbidden", "Only the function's runtime may call this API."));
                return;
            }
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            if (request.equals("GET " + ROOT + "invocation/next")) {
                next(exchange);
            } else if (request.equals("POST " + ROOT + "init/error")) {
                initError(exchange);
            } else if (request.startsWith("POST " + ROOT + "invocation/")) {
                outcome(exchange, request.substring(("POST " + ROOT + "invocation/").length()));
            } else {
                answer(exchange, 404, error("NotFound", "The Runtime API has no " + request + "."));
            }
        }
    }

    /** A web page in the user's browser must not reach the function: a runtime calls by address, and is no browser. */
    private boolean isForeign(HttpExchange exchange) {
        return !address.equals(exchange.getRequestHeaders().getFirst("Host"))
                || exchange.getRequestHeaders().containsKey("Origin")
                || exchange.getRequestHeaders().containsKey("Sec-Fetch-Mode");
    }

    private void next(HttpExchange exchange) throws IOException {
        Invocation invocation;
        try {
            invocation = waiting.take();
        } catch (InterruptedException e) {
            // The environment is closed; its runtime sees the connection end.
            Thread.currentThread().interrupt();
            return;
        }
        long deadline = onTake.apply(invocation);
        FunctionEvent event = invocation.event();
        set(exchange, "Lambda-Runtime-Aws-Request-Id", event.requestId());
        set(exchange, "Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
        set(exchange, "Lambda-Runtime-Invoked-Function-Arn", event.invokedArn());
        set(exchange, "Lambda-Runtime-Trace-Id", event.traceId());
        if (!event.clientContext().isEmpty()) {
            set(exchange, "Lambda-Runtime-Client-Context", event.clientContext());
        }
        invocation.take();
        answer(exchange, 200, event.payload());
    }

    private void initError(HttpExchange exchange) throws IOException {
        String payload = body(exchange).orElse("{}");
        Outcome failure = Outcome.failedInit(payload);
        failedInit = failure;
        Invocation invocation = current;
        if (invocation != null) {
            invocation.end(failure);
        }
        answer(exchange, 202, "{\"status\":\"OK\"}");
    }

    private void outcome(HttpExchange exchange, String path) throws IOException {
        String requestId = path.substring(0, Math.max(0, path.indexOf('/')));
        Invocation invocation = current;
        if (invocation == null || !invocation.event().requestId().equals(requestId)) {
            answer(exchange, 400, error("InvalidRequestID", "Invalid request ID"));
        } else if (path.endsWith("/error")) {
            invocation.end(Outcome.failed(body(exchange).orElse("{}")));
            answer(exchange, 202, "{\"status\":\"OK\"}");
        } else if (path.endsWith("/response")) {
            respond(exchange, invocation);
        } else {
            answer(exchange, 404, error("NotFound", "The Runtime API has no invocation/" + path + "."));
        }
    }

    private static void respond(HttpExchange exchange, Invocation invocation) throws IOException {
        Optional<String> payload = body(exchange);
        if (payload.isPresent()) {
            invocation.end(Outcome.answered(payload.get()));
            answer(exchange, 202, "{\"status\":\"OK\"}");
            return;
        }
        String tooLarge = error(
                "Function.ResponseSizeTooLarge",
                "Response payload size exceeded maximum allowed payload size (6291556 bytes).");
        invocation.end(Outcome.failed(tooLarge));
        answer(exchange, 413, tooLarge);
    }

    /** The request's body; empty when it is too large. */
    private static Optional<String> body(HttpExchange exchange) throws IOException {
        try (InputStream body = exchange.getRequestBody()) {
            byte[] bytes = body.readNBytes(MOST_RESPONSE_BYTES + 1);
            if (bytes.length > MOST_RESPONSE_BYTES) {
                body.transferTo(java.io.OutputStream.nullOutputStream());
                return Optional.empty();
            }
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static void set(HttpExchange exchange, String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        set(exchange, "Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String error(String type, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("errorMessage", message)
                .put("errorType", type)
                .toString();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
