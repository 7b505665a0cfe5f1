package io.devopslab.cloud.service.sns;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.service.sns.delivery.Links;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Answers the links that messages carry, which nobody signs: to confirm a subscription, to end one, and to read the
 * certificate with which a message can be verified.
 */
public final class SubscriptionLinks implements HttpHandler {

    private static final String CERTIFICATE = "SimpleNotificationService-";

    private final Function<Scope, Optional<SnsService>> services;

    /**
     * @param services the SNS of a scope, if there is one
     */
    public SubscriptionLinks(Function<Scope, Optional<SnsService>> services) {
        this.services = services;
    }

    private record Answer(int status, String type, String body) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (AwsServiceException e) {
                answer = new Answer(
                        e.statusCode(),
                        "text/xml",
                        "<ErrorResponse><Error><Type>Sender</Type><Code>"
                                + escaped(e.awsErrorDetails().errorCode()) + "</Code><Message>"
                                + escaped(e.awsErrorDetails().errorMessage()) + "</Message></Error></ErrorResponse>\n");
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            return new Answer(405, "text/plain", "Links are read with GET.\n");
        }
        String path = exchange.getRequestURI().getPath().substring(Links.PREFIX.length());
        if (!path.isEmpty()) {
            return certificate(path);
        }
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        return switch (query.getOrDefault("Action", "")) {
            case "ConfirmSubscription" -> confirm(query);
            case "Unsubscribe" -> unsubscribe(query);
            default -> new Answer(400, "text/plain", "The link has no Action that SNS knows.\n");
        };
    }

    private Answer certificate(String path) {
        String[] parts = path.split("/", -1);
        Optional<SnsService> service = parts.length == 3 ? service(parts[1], parts[0]) : Optional.empty();
        return service.map(SnsService::signer)
                .filter(signer -> parts[2].equals(CERTIFICATE + signer.fingerprint() + ".pem"))
                .map(signer -> new Answer(200, "application/x-pem-file", signer.certificate()))
                .orElseGet(() -> new Answer(404, "text/plain", "There is no such certificate.\n"));
    }

    private Answer confirm(Map<String, String> query) {
        String arn = query.getOrDefault("TopicArn", "");
        String subscription = service(arn).confirm(arn, query.getOrDefault("Token", ""));
        return new Answer(
                200,
                "text/xml",
                "<ConfirmSubscriptionResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">"
                        + "<ConfirmSubscriptionResult><SubscriptionArn>" + escaped(subscription)
                        + "</SubscriptionArn></ConfirmSubscriptionResult></ConfirmSubscriptionResponse>\n");
    }

    private Answer unsubscribe(Map<String, String> query) {
        String arn = query.getOrDefault("SubscriptionArn", "");
        service(arn).unsubscribe(arn);
        return new Answer(
                200,
                "text/xml",
                "<UnsubscribeResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"></UnsubscribeResponse>\n");
    }

    private SnsService service(String arn) {
        SnsErrors.requireArn("TopicArn", arn);
        String[] parts = arn.split(":", 6);
        return service(parts[4], parts[3]).orElseThrow(SnsErrors::noSuchTopic);
    }

    private Optional<SnsService> service(String account, String region) {
        return account.matches("[0-9]{12}") && region.matches("[a-z]{2}(-[a-z]+)+-\\d")
                ? services.apply(new Scope(account, region))
                : Optional.empty();
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SnsErrors.invalid("The link is not encoded as a URL is");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
