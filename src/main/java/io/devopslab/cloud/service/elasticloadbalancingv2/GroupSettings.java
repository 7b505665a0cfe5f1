package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.service.elasticloadbalancingv2.health.Matcher;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** The health-check settings of target groups: AWS's defaults and limits ("CreateTargetGroup"). */
final class GroupSettings {

    private GroupSettings() {}

    /** The settings that a request for a new group makes. */
    static void create(CreateTargetGroupRequest request, TargetGroup.Builder group) {
        boolean lambda = request.targetType() == TargetTypeEnum.LAMBDA;
        boolean enabled = Optional.ofNullable(request.healthCheckEnabled()).orElse(!lambda);
        if (lambda && enabled) {
            throw new UnsupportedOperationException("The embedded cloud does not check the health of functions.");
        }
        if (!lambda && !enabled) {
            throw ElbErrors.validation("Health check enabled must be true for target groups with target type '"
                    + Optional.ofNullable(request.targetTypeAsString()).orElse("instance") + "'");
        }
        String codes = request.matcher() == null ? null : request.matcher().httpCode();
        group.healthCheckEnabled(enabled)
                .healthCheckIntervalSeconds(or(request.healthCheckIntervalSeconds(), lambda ? 35 : 30))
                .healthCheckTimeoutSeconds(or(request.healthCheckTimeoutSeconds(), lambda ? 30 : 5))
                .healthyThresholdCount(or(request.healthyThresholdCount(), 5))
                .unhealthyThresholdCount(or(request.unhealthyThresholdCount(), 2))
                .healthCheckPath(or(request.healthCheckPath(), "/"))
                .matcher(m -> m.httpCode(or(codes, "200")));
        if (!lambda) {
            group.healthCheckProtocol(or(request.healthCheckProtocol(), ProtocolEnum.HTTP))
                    .healthCheckPort(or(request.healthCheckPort(), "traffic-port"));
        }
        check(group.build());
    }

    /** The settings after a change. */
    static TargetGroup modify(TargetGroup present, ModifyTargetGroupRequest request) {
        String codes = request.matcher() == null ? null : request.matcher().httpCode();
        if (request.healthCheckEnabled() != null
                && !request.healthCheckEnabled().equals(present.healthCheckEnabled())) {
            throw present.targetType() == TargetTypeEnum.LAMBDA
                    ? new UnsupportedOperationException("The embedded cloud does not check the health of functions.")
                    : ElbErrors.validation("Health check enabled must be true for target groups with target type '"
                            + present.targetTypeAsString() + "'");
        }
        TargetGroup changed = present.toBuilder()
                .healthCheckIntervalSeconds(
                        or(request.healthCheckIntervalSeconds(), present.healthCheckIntervalSeconds()))
                .healthCheckTimeoutSeconds(or(request.healthCheckTimeoutSeconds(), present.healthCheckTimeoutSeconds()))
                .healthyThresholdCount(or(request.healthyThresholdCount(), present.healthyThresholdCount()))
                .unhealthyThresholdCount(or(request.unhealthyThresholdCount(), present.unhealthyThresholdCount()))
                .healthCheckPath(or(request.healthCheckPath(), present.healthCheckPath()))
                .healthCheckProtocol(
                        request.healthCheckProtocol() == null
                                ? present.healthCheckProtocol()
                                : request.healthCheckProtocol())
                .healthCheckPort(
                        request.healthCheckPort() == null ? present.healthCheckPort() : request.healthCheckPort())
                .matcher(
                        codes == null
                                ? present.matcher()
                                : present.matcher().toBuilder().httpCode(codes).build())
                .build();
        check(changed);
        return changed;
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    private static void check(TargetGroup group) {
        range("Health check interval", group.healthCheckIntervalSeconds(), 5, 300);
        range("Health check timeout", group.healthCheckTimeoutSeconds(), 2, 120);
        range("Healthy threshold count", group.healthyThresholdCount(), 2, 10);
        range("Unhealthy threshold count", group.unhealthyThresholdCount(), 2, 10);
        if (group.healthCheckTimeoutSeconds() >= group.healthCheckIntervalSeconds()) {
            throw ElbErrors.validation("Health check timeout '" + group.healthCheckTimeoutSeconds()
                    + "' must be smaller than the interval '" + group.healthCheckIntervalSeconds() + "'");
        }
        String path = group.healthCheckPath();
        if (!path.startsWith("/") || path.length() > 1024 || path.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw ElbErrors.validation("Health check path '" + path + "' must begin with a '/' character, and can only"
                    + " contain printable ASCII characters, without spaces, and at most 1024 of them");
        }
        if (!Matcher.isValid(group.matcher().httpCode())) {
            throw ElbErrors.validation("Health check matcher HTTP code '"
                    + group.matcher().httpCode() + "' must be within '200-499' inclusive");
        }
        port(group.healthCheckPort());
        if (group.healthCheckProtocol() != null && group.healthCheckProtocol() != ProtocolEnum.HTTP) {
            if (group.healthCheckProtocol() == ProtocolEnum.HTTPS) {
                throw new UnsupportedOperationException("The embedded cloud checks targets by HTTP only.");
            }
            throw ElbErrors.validation("Health check protocol '" + group.healthCheckProtocolAsString()
                    + "' must be one of 'HTTP', 'HTTPS'");
        }
    }

    private static void range(String what, int value, int from, int to) {
        if (value < from || value > to) {
            throw ElbErrors.validation(
                    what + " '" + value + "' must be in the range from '" + from + "' to '" + to + "'");
        }
    }

    private static void port(@Nullable String port) {
        boolean valid = port == null
                || port.equals("traffic-port")
                || (port.matches("[1-9]\\d{0,4}") && Integer.parseInt(port) <= 65_535);
        if (!valid) {
            throw ElbErrors.validation(
                    "Health check port '" + port + "' must be in the range from '1' to '65535' or 'traffic-port'");
        }
    }
}
