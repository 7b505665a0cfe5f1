package io.devopslab.cloud.service.elasticloadbalancingv2.state;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * A target of a group.
 *
 * @param id an instance's identifier, an address, or a function's ARN
 * @param port 0 for a function
 * @param zone the Availability Zone that was given; empty when none was
 * @param state what the checks last found
 * @param reason why; empty for a healthy one
 * @param description the same in words
 * @param drainedAt when the deregistration delay ends; empty as long as the target is registered
 */
public record TargetRow(
        String groupArn,
        String id,
        int port,
        String zone,
        TargetHealthStateEnum state,
        Optional<TargetHealthReasonEnum> reason,
        String description,
        Optional<Instant> drainedAt) {

    /** A target that nobody has looked at yet. */
    public static TargetRow registered(String groupArn, String id, int port, String zone) {
        return new TargetRow(
                groupArn,
                id,
                port,
                zone,
                TargetHealthStateEnum.INITIAL,
                Optional.of(TargetHealthReasonEnum.ELB_REGISTRATION_IN_PROGRESS),
                "Target registration is in progress",
                Optional.empty());
    }

    /** How the rows of a group begin. */
    public static String prefix(String groupArn) {
        return groupArn + "#";
    }

    public String key() {
        return key(groupArn, id, port);
    }

    public static String key(String groupArn, String id, int port) {
        return prefix(groupArn) + id + "#" + port;
    }

    public boolean isDraining() {
        return drainedAt.isPresent();
    }

    public boolean isHealthy() {
        return state == TargetHealthStateEnum.HEALTHY && !isDraining();
    }

    public TargetRow found(TargetHealthStateEnum found, Optional<TargetHealthReasonEnum> why, String words) {
        return new TargetRow(groupArn, id, port, zone, found, why, words, drainedAt);
    }

    public TargetRow drainingUntil(Instant end) {
        return new TargetRow(
                groupArn,
                id,
                port,
                zone,
                TargetHealthStateEnum.DRAINING,
                Optional.of(TargetHealthReasonEnum.TARGET_DEREGISTRATION_IN_PROGRESS),
                "Target deregistration is in progress",
                Optional.of(end));
    }
}
