package io.devopslab.cloud.service.codedeploy.server;

import io.devopslab.cloud.service.codedeploy.deployment.Targets;
import java.util.List;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.MinimumHealthyHosts;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/**
 * How far a fleet is, and how many of its hosts may be taken at once (CodeDeploy User Guide, "Instance health": hosts
 * that wait count as healthy, those that are being deployed to and those that failed do not).
 */
record Fleet(int total, int pending, int running, int succeeded, int failed, int least) {

    static Fleet of(List<DeploymentTarget> targets, MinimumHealthyHosts wanted) {
        return new Fleet(
                targets.size(),
                count(targets, TargetStatus.PENDING),
                count(targets, TargetStatus.IN_PROGRESS),
                count(targets, TargetStatus.SUCCEEDED),
                count(targets, TargetStatus.FAILED),
                least(targets.size(), wanted));
    }

    private static int count(List<DeploymentTarget> targets, TargetStatus status) {
        return (int) targets.stream()
                .filter(target -> Targets.status(target) == status)
                .count();
    }

    private static int least(int total, MinimumHealthyHosts wanted) {
        return switch (wanted.typeAsString()) {
            case "HOST_COUNT" -> wanted.value();
            case "FLEET_PERCENT" -> (int) ((long) total * wanted.value() + 99) / 100;
            // MOST_CONCURRENCY: all but so many stay healthy.
            default -> Math.max(0, total - wanted.value());
        };
    }

    /** How many more may be taken now. */
    int room() {
        return Math.min(pending, Math.max(0, total - least - failed - running));
    }

    boolean isOver() {
        return running == 0 && (pending == 0 || room() == 0);
    }

    /** Enough hosts are healthy, and at least one has the revision. */
    boolean isGood() {
        return pending == 0 && succeeded >= Math.max(1, least);
    }
}
