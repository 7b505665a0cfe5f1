package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbTables;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.FixedResponseActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidLoadBalancerActionException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionStatusCodeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAssociationLimitException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Whether actions can be done, and how Elastic Load Balancing shows them ("Action" of the API Reference). */
final class ActionCheck {

    private static final int MOST_GROUPS = 5;
    private static final int MOST_WEIGHT = 999;

    private final ElbTables tables;
    private final String balancerArn;

    /**
     * @param balancerArn the load balancer that will do them
     */
    ActionCheck(ElbTables tables, String balancerArn) {
        this.tables = tables;
        this.balancerArn = balancerArn;
    }

    /** Inside a write: the actions as they are kept. */
    List<Action> checked(List<Action> actions) {
        if (actions.isEmpty()) {
            throw ElbErrors.validation("An action must be specified");
        }
        if (actions.size() > 1) {
            // The only actions that go before another one are those that authenticate.
            actions.forEach(ActionCheck::known);
            throw invalid("Exactly one forward, redirect or fixed-response action must be specified, as the last one");
        }
        return actions.stream().map(this::checked).toList();
    }

    private static void known(Action action) {
        if (action.type() == null) {
            throw ElbErrors.validation("Action type must be specified");
        }
        switch (action.type()) {
            case FORWARD, REDIRECT, FIXED_RESPONSE -> {}
            case UNKNOWN_TO_SDK_VERSION ->
                throw ElbErrors.validation("Action type '" + action.typeAsString() + "' must be one of"
                        + " 'redirect,authenticate-cognito,jwt-validation,fixed-response,forward,authenticate-oidc'");
            default ->
                throw new UnsupportedOperationException("The embedded cloud has no " + action.typeAsString()
                        + " action; load balancers forward, redirect and give fixed responses.");
        }
    }

    private Action checked(Action action) {
        known(action);
        if (action.order() != null && (action.order() < 1 || action.order() > 50_000)) {
            throw ElbErrors.validation(
                    "Action order '" + action.order() + "' must be in the range from '1' to '50000'");
        }
        return switch (action.type()) {
            case FORWARD -> forward(action);
            case REDIRECT -> redirect(action);
            default -> fixed(action);
        };
    }

    private Action forward(Action action) {
        ForwardActionConfig config = action.forwardConfig();
        if (action.targetGroupArn() == null
                && (config == null || config.targetGroups().isEmpty())) {
            throw ElbErrors.validation("A target group ARN must be specified");
        }
        List<TargetGroupTuple> groups = config == null || config.targetGroups().isEmpty()
                ? List.of(TargetGroupTuple.builder()
                        .targetGroupArn(action.targetGroupArn())
                        .build())
                : config.targetGroups();
        if (groups.size() > MOST_GROUPS) {
            throw invalid("A forward action cannot have more than " + MOST_GROUPS + " target groups");
        }
        if (action.targetGroupArn() != null
                && groups.stream().noneMatch(group -> action.targetGroupArn().equals(group.targetGroupArn()))) {
            throw ElbErrors.validation(
                    "The target group ARN of the action must be one of those in its forward configuration");
        }
        Set<String> seen = new HashSet<>();
        groups.forEach(group -> check(group, seen));
        if (config != null
                && config.targetGroupStickinessConfig() != null
                && Boolean.TRUE.equals(config.targetGroupStickinessConfig().enabled())) {
            throw new UnsupportedOperationException("The embedded cloud has no stickiness of target groups.");
        }
        return action.toBuilder()
                .targetGroupArn(groups.size() == 1 ? groups.get(0).targetGroupArn() : null)
                .forwardConfig(f -> f.targetGroups(groups.stream()
                                .map(group -> group.toBuilder()
                                        .weight(group.weight() == null ? 1 : group.weight())
                                        .build())
                                .toList())
                        .targetGroupStickinessConfig(s -> s.enabled(false)))
                .build();
    }

    private void check(TargetGroupTuple group, Set<String> seen) {
        String arn = group.targetGroupArn();
        if (arn == null) {
            throw ElbErrors.validation("A target group ARN must be specified");
        }
        if (!arn.startsWith("arn:") || !arn.contains(":targetgroup/")) {
            throw ElbErrors.validation("'" + arn + "' is not a valid target group ARN");
        }
        if (!tables.groups().contains(arn)) {
            throw ElbErrors.noGroup(arn);
        }
        if (!seen.add(arn)) {
            throw ElbErrors.validation("Target groups of a forward action must be unique: '" + arn + "'");
        }
        if (group.weight() != null && (group.weight() < 0 || group.weight() > MOST_WEIGHT)) {
            throw ElbErrors.validation("Target group weight '" + group.weight() + "' must be in the range from '0' to '"
                    + MOST_WEIGHT + "'");
        }
        if (tables.balancersOf(arn).stream().anyMatch(other -> !other.equals(balancerArn))) {
            throw ElbErrors.of(
                    TargetGroupAssociationLimitException.builder(),
                    "TargetGroupAssociationLimit",
                    "The following target groups cannot be associated with more than one load balancer: " + arn);
        }
    }

    private static Action redirect(Action action) {
        RedirectActionConfig config = action.redirectConfig();
        if (config == null || config.statusCode() == null) {
            throw ElbErrors.validation("A redirect configuration with a status code must be specified");
        }
        if (!RedirectActionStatusCodeEnum.knownValues().contains(config.statusCode())) {
            throw ElbErrors.validation(
                    "Redirect status code '" + config.statusCodeAsString() + "' must be one of 'HTTP_301', 'HTTP_302'");
        }
        String protocol = or(config.protocol(), "#{protocol}");
        if (!Set.of("HTTP", "HTTPS", "#{protocol}").contains(protocol)) {
            throw ElbErrors.validation("Redirect protocol '" + protocol + "' must be HTTP, HTTPS or #{protocol}");
        }
        RedirectActionConfig full = config.toBuilder()
                .protocol(protocol)
                .host(or(config.host(), "#{host}"))
                .port(or(config.port(), "#{port}"))
                .path(or(config.path(), "/#{path}"))
                .query(or(config.query(), "#{query}"))
                .build();
        String port = full.port();
        if (!port.equals("#{port}") && !(port.matches("[1-9]\\d{0,4}") && Integer.parseInt(port) <= 65_535)) {
            throw ElbErrors.validation("Redirect port '" + port + "' must be a port or #{port}");
        }
        if (!full.path().startsWith("/") || hasControls(full.path() + full.host() + full.query())) {
            throw ElbErrors.validation("Redirect path '" + full.path() + "' is not valid");
        }
        boolean loops = protocol.equals("#{protocol}")
                && full.host().equals("#{host}")
                && port.equals("#{port}")
                && full.path().equals("/#{path}");
        if (loops) {
            throw invalid("The redirect configuration is not valid because it creates a loop.");
        }
        return action.toBuilder().redirectConfig(full).build();
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(c -> c <= ' ' || c > '~');
    }

    private static String or(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    private static final Set<String> CONTENT_TYPES =
            Set.of("text/plain", "text/css", "text/html", "application/javascript", "application/json");

    private static Action fixed(Action action) {
        FixedResponseActionConfig config = action.fixedResponseConfig();
        if (config == null || config.statusCode() == null) {
            throw ElbErrors.validation("A fixed response configuration with a status code must be specified");
        }
        if (!config.statusCode().matches("[245]\\d\\d")) {
            throw ElbErrors.validation(
                    "Fixed response status code '" + config.statusCode() + "' must be of the form 2XX, 4XX or 5XX");
        }
        if (config.messageBody() != null && config.messageBody().length() > 1024) {
            throw ElbErrors.validation("Fixed response message body must be at most 1024 characters long");
        }
        if (config.contentType() != null && !CONTENT_TYPES.contains(config.contentType())) {
            throw ElbErrors.validation("Fixed response content type '" + config.contentType()
                    + "' must be one of 'text/plain', 'text/css', 'text/html', 'application/javascript',"
                    + " 'application/json'");
        }
        return action;
    }

    private static RuntimeException invalid(String message) {
        return ElbErrors.of(InvalidLoadBalancerActionException.builder(), "InvalidLoadBalancerAction", message);
    }
}
