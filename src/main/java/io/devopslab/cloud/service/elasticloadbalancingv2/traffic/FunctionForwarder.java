package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Asks functions instead of servers ("Use Lambda functions as targets of an Application Load Balancer"). A header that
 * is sent twice arrives once, as without multi-value headers. Thread-safe.
 */
final class FunctionForwarder {

    private static final Logger LOG = LoggerFactory.getLogger(FunctionForwarder.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BODY = 1024 * 1024;

    private final Supplier<LambdaClient> lambda;

    FunctionForwarder(Supplier<LambdaClient> lambda) {
        this.lambda = lambda;
    }

    Passage forward(HttpExchange exchange, String functionArn, String groupArn, int listenerPort, String traceId)
            throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY + 1);
        if (body.length > MOST_BODY) {
            Answers.page(exchange, 413);
            return Passage.own(413);
        }
        long start = System.nanoTime();
        try {
            ObjectNode event = event(exchange, groupArn, body, listenerPort, traceId);
            InvokeResponse answer = lambda.get()
                    .invoke(r -> r.functionName(functionArn).payload(SdkBytes.fromUtf8String(event.toString())));
            JsonNode response = answer.functionError() == null
                    ? JSON.readTree(answer.payload().asByteArray())
                    : JSON.nullNode();
            Optional<Integer> status = status(response);
            if (status.isPresent()) {
                send(exchange, response, status.get());
                return Passage.answered(status.get(), System.nanoTime() - start);
            }
            LOG.debug("The function {} gave no answer for a load balancer.", functionArn);
        } catch (SdkException | com.fasterxml.jackson.core.JacksonException | IllegalArgumentException e) {
            LOG.debug("The function {} failed.", functionArn, e);
        }
        Answers.page(exchange, 502);
        return Passage.own(502);
    }

    private static ObjectNode event(
            HttpExchange exchange, String groupArn, byte[] body, int listenerPort, String traceId) {
        ObjectNode event = JSON.createObjectNode();
        event.putObject("requestContext").putObject("elb").put("targetGroupArn", groupArn);
        event.put("httpMethod", exchange.getRequestMethod());
        event.put("path", exchange.getRequestURI().getRawPath());
        ObjectNode query = event.putObject("queryStringParameters");
        String sent = exchange.getRequestURI().getRawQuery();
        if (sent != null && !sent.isEmpty()) {
            for (String pair : sent.split("&", -1)) {
                int equals = pair.indexOf('=');
                query.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
            }
        }
        ObjectNode headers = event.putObject("headers");
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(values.size() - 1)));
        String client = exchange.getRemoteAddress().getAddress().getHostAddress();
        List<String> chain = exchange.getRequestHeaders().getOrDefault("X-Forwarded-For", List.of());
        headers.put("x-forwarded-for", chain.isEmpty() ? client : String.join(", ", chain) + ", " + client);
        headers.put("x-forwarded-proto", "http");
        headers.put("x-forwarded-port", Integer.toString(listenerPort));
        headers.put("x-amzn-trace-id", "Root=" + traceId);
        boolean text = isText(exchange);
        event.put(
                "body",
                text
                        ? new String(body, StandardCharsets.UTF_8)
                        : Base64.getEncoder().encodeToString(body));
        event.put("isBase64Encoded", !text);
        return event;
    }

    private static boolean isText(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return exchange.getRequestHeaders().getFirst("Content-Encoding") == null
                && (type == null
                        || type.startsWith("text/")
                        || type.startsWith("application/json")
                        || type.startsWith("application/javascript")
                        || type.startsWith("application/xml")
                        || type.startsWith("application/x-www-form-urlencoded"));
    }

    private static Optional<Integer> status(JsonNode response) {
        int status = response.path("statusCode").asInt(0);
        return status >= 200 && status <= 599 ? Optional.of(status) : Optional.empty();
    }

    private static void send(HttpExchange exchange, JsonNode response, int status) throws IOException {
        String text = response.path("body").asText("");
        byte[] body = response.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        response.path("headers").properties().forEach(header -> exchange.getResponseHeaders()
                .set(header.getKey(), header.getValue().asText()));
        exchange.getResponseHeaders().remove("Content-Length");
        boolean silent =
                body.length == 0 || exchange.getRequestMethod().equals("HEAD") || status == 204 || status == 304;
        exchange.sendResponseHeaders(status, silent ? -1 : body.length);
        if (!silent) {
            exchange.getResponseBody().write(body);
        }
    }
}
