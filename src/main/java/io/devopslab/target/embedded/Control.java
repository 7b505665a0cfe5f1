package io.devopslab.target.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.devopslab.wire.Mount;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a daemon does for its owner, beside serving AWS: {@code POST /_lab/status, changes, expiry, advance,
 * reset, stop}. */
final class Control {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String VERBS = "status, changes, expiry, advance, reset, stop";

    private final RunningCloud cloud;
    private final DaemonAddress address;
    private final Runnable stop;

    Control(RunningCloud cloud, DaemonAddress address, Runnable stop) {
        this.cloud = cloud;
        this.address = address;
        this.stop = stop;
    }

    /** Where the wire answers all this. */
    List<Mount> mounts() {
        return List.of(
                Mount.always("/_lab/health", this::health),
                Mount.signed("/_lab/", (exchange, caller) -> handle(exchange)));
    }

    /** Tells anybody on this machine which daemon this is, and nothing else. */
    private void health(HttpExchange exchange) throws IOException {
        answer(exchange, 200, DaemonFiles.newDocument().put("status", "ok").put("instance", address.instance()));
    }

    /** A request that the wire has verified. */
    private void handle(HttpExchange exchange) throws IOException {
        String verb = exchange.getRequestURI().getPath().substring("/_lab/".length());
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, message("Use POST"));
            return;
        }
        switch (verb) {
            case "status" -> answer(exchange, 200, status());
            case "changes" -> changes(exchange);
            case "expiry" -> expiry(exchange);
            case "advance" -> advance(exchange);
            case "reset" -> {
                cloud.reset();
                answer(exchange, 200, status());
            }
            case "stop" -> {
                answer(exchange, 200, status());
                stop.run();
            }
            default -> answer(exchange, 404, message("There is no '" + verb + "'; there are " + VERBS));
        }
    }

    private void advance(HttpExchange exchange) throws IOException {
        try {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            Duration duration = Duration.parse(body.path("duration").asText());
            if (duration.isNegative() || duration.compareTo(Duration.ofDays(3650)) > 0) {
                answer(exchange, 400, message("The clock turns forward, and ten years at most, not by " + duration));
                return;
            }
            cloud.advance(duration);
            answer(exchange, 200, status());
        } catch (DateTimeException | JsonProcessingException e) {
            answer(exchange, 400, message("Send {\"duration\": \"PT10M\"}, an ISO 8601 duration"));
        }
    }

    /** Waits for what happens next; the answer comes as soon as it has, or when the patience ends. */
    private void changes(HttpExchange exchange) throws IOException {
        Optional<Wait> wait = Wait.read(exchange.getRequestBody());
        if (wait.isEmpty()) {
            answer(
                    exchange,
                    400,
                    message("Send {\"after\": 0, \"patience\": 30}: a number that was answered before, and seconds,"
                            + " of which there are " + Changes.LONGEST.toSeconds() + " at most"));
            return;
        }
        try {
            OptionalLong sequence =
                    cloud.changes().await(wait.get().after(), wait.get().patience());
            if (sequence.isPresent()) {
                answer(exchange, 200, DaemonFiles.newDocument().put("sequence", sequence.getAsLong()));
            } else {
                answer(exchange, 503, message("The cloud ends, or " + Changes.MOST_WAITERS + " wait for it already"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The server ends, and with it the exchange.
            exchange.close();
        }
    }

    /** What somebody waits for. */
    private record Wait(long after, Duration patience) {

        static Optional<Wait> read(InputStream body) throws IOException {
            try {
                JsonNode document = JSON.readTree(body);
                JsonNode after = document.path("after");
                double seconds = document.path("patience").asDouble(-1);
                boolean sound = after.isIntegralNumber()
                        && after.canConvertToLong()
                        && document.path("patience").isNumber()
                        && seconds >= 0
                        && seconds <= Changes.LONGEST.toSeconds();
                return sound
                        ? Optional.of(new Wait(after.longValue(), Duration.ofMillis((long) (seconds * 1_000))))
                        : Optional.empty();
            } catch (JsonProcessingException e) {
                return Optional.empty();
            }
        }
    }

    /** Sets until when something may run; without {@code at} that is forgotten. */
    private void expiry(HttpExchange exchange) throws IOException {
        if (cloud.expiries().isEmpty()) {
            answer(exchange, 501, message("This daemon has no program to do something with when the time is over"));
            return;
        }
        ExpiryCalendar calendar = cloud.expiries().get();
        try {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            String name = body.path("name").asText();
            // The name becomes the argument of a command: it must not look like an option.
            if (!name.matches("[a-z0-9][a-z0-9-]{0,62}") || !(body.path("at").isTextual() || !body.has("at"))) {
                throw new DateTimeException("not both a name and a moment");
            }
            if (body.has("at")) {
                calendar.register(name, Instant.parse(body.path("at").asText()));
            } else {
                calendar.forget(name);
            }
            answer(exchange, 200, status());
        } catch (DateTimeException | JsonProcessingException e) {
            answer(
                    exchange,
                    400,
                    message("Send {\"name\": \"cicd\", \"at\": \"2026-01-05T13:00:00Z\"}: small letters, digits and"
                            + " hyphens, and a moment of the cloud's time; without 'at' it is forgotten"));
        }
    }

    private ObjectNode status() {
        ObjectNode status = address.toJson();
        status.remove("instance");
        return status.put("now", cloud.now().toString());
    }

    private static ObjectNode message(String text) {
        return DaemonFiles.newDocument().put("message", text);
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode document) throws IOException {
        byte[] body = JSON.writeValueAsBytes(document);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }
}
