package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.FixedResponseActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionStatusCodeEnum;

/** The actions that need no target. */
final class OwnActions {

    private OwnActions() {}

    static void fixed(HttpExchange exchange, FixedResponseActionConfig config) throws IOException {
        String body = Optional.ofNullable(config.messageBody()).orElse("");
        String type =
                Optional.ofNullable(config.contentType()).orElse(body.isEmpty() ? "" : "text/plain; charset=utf-8");
        Answers.send(exchange, Integer.parseInt(config.statusCode()), type, body);
    }

    /** "Redirect actions": what the configuration does not change is as in the request. */
    static void redirect(HttpExchange exchange, RedirectActionConfig config, int listenerPort) throws IOException {
        String path = Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse("/");
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        Request request = new Request(Conditions.hostName(exchange), listenerPort, path, query);
        String protocol = request.fill(config.protocol(), "http").toLowerCase(java.util.Locale.ROOT);
        String wanted = request.fill(config.query(), query);
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        protocol + "://" + request.fill(config.host(), request.host()) + ":"
                                + request.fill(config.port(), Integer.toString(listenerPort))
                                + request.fill(config.path(), path)
                                + (wanted.isEmpty() ? "" : "?" + wanted));
        Answers.page(exchange, config.statusCode() == RedirectActionStatusCodeEnum.HTTP_301 ? 301 : 302);
    }

    /** What the placeholders of a redirection stand for. */
    private record Request(String host, int port, String path, String query) {

        String fill(@org.jspecify.annotations.Nullable String template, String unchanged) {
            if (template == null) {
                return unchanged;
            }
            return template.replace("#{protocol}", "http")
                    .replace("#{host}", host)
                    .replace("#{port}", Integer.toString(port))
                    .replace("#{path}", path.startsWith("/") ? path.substring(1) : path)
                    .replace("#{query}", query);
        }
    }
}
