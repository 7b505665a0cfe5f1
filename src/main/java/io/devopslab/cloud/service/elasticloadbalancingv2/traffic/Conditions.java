package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** Whether a request is one that a rule means ("Condition types for listener rules"). */
final class Conditions {

    private Conditions() {}

    /** All conditions must hold; of a condition's values, one. */
    static boolean hold(List<RuleCondition> conditions, HttpExchange request) {
        return conditions.stream().allMatch(condition -> holds(condition, request));
    }

    private static boolean holds(RuleCondition condition, HttpExchange request) {
        return switch (condition.field()) {
            case "path-pattern" -> {
                String path = request.getRequestURI().getRawPath();
                yield values(condition).stream()
                        .anyMatch(pattern -> Wildcard.matches(pattern, path == null ? "" : path));
            }
            case "host-header" -> {
                String host = hostName(request);
                yield values(condition).stream().anyMatch(pattern -> Wildcard.matchesIgnoringCase(pattern, host));
            }
            case "http-request-method" -> values(condition).contains(request.getRequestMethod());
            case "http-header" -> {
                List<String> sent = request.getRequestHeaders()
                        .get(condition.httpHeaderConfig().httpHeaderName());
                yield sent != null
                        && values(condition).stream().anyMatch(pattern -> sent.stream()
                                .anyMatch(value -> Wildcard.matchesIgnoringCase(pattern, value)));
            }
            case "query-string" -> hasParameter(condition, request);
            case "source-ip" -> {
                InetAddress source = request.getRemoteAddress().getAddress();
                yield values(condition).stream()
                        .flatMap(cidr -> AddressRange.parse(cidr).stream())
                        .anyMatch(range -> range.contains(source));
            }
            default -> false;
        };
    }

    /** A condition has its values in its own configuration, or in the older member for all. */
    static List<String> values(RuleCondition condition) {
        List<String> configured =
                switch (condition.field()) {
                    case "path-pattern" ->
                        condition.pathPatternConfig() == null
                                ? List.<String>of()
                                : condition.pathPatternConfig().values();
                    case "host-header" ->
                        condition.hostHeaderConfig() == null
                                ? List.<String>of()
                                : condition.hostHeaderConfig().values();
                    case "http-request-method" ->
                        condition.httpRequestMethodConfig() == null
                                ? List.<String>of()
                                : condition.httpRequestMethodConfig().values();
                    case "http-header" ->
                        condition.httpHeaderConfig() == null
                                ? List.<String>of()
                                : condition.httpHeaderConfig().values();
                    case "source-ip" ->
                        condition.sourceIpConfig() == null
                                ? List.<String>of()
                                : condition.sourceIpConfig().values();
                    default -> List.<String>of();
                };
        return configured.isEmpty() ? condition.values() : configured;
    }

    static String hostName(HttpExchange request) {
        String host = Optional.ofNullable(request.getRequestHeaders().getFirst("Host"))
                .orElse("");
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private record Parameter(String key, String value) {}

    private static boolean hasParameter(RuleCondition condition, HttpExchange request) {
        List<Parameter> sent = parameters(request.getRequestURI().getRawQuery());
        return condition.queryStringConfig() != null
                && condition.queryStringConfig().values().stream()
                        .anyMatch(wanted -> sent.stream().anyMatch(parameter -> matches(wanted, parameter)));
    }

    private static boolean matches(QueryStringKeyValuePair wanted, Parameter sent) {
        return (wanted.key() == null || Wildcard.matchesIgnoringCase(wanted.key(), sent.key()))
                && Wildcard.matchesIgnoringCase(wanted.value(), sent.value());
    }

    private static List<Parameter> parameters(@org.jspecify.annotations.Nullable String query) {
        List<Parameter> parameters = new ArrayList<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                parameters.add(
                        equals < 0
                                ? new Parameter(decoded(pair), "")
                                : new Parameter(
                                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
