package io.devopslab.cloud.service.codedeploy.server;

import io.devopslab.cloud.service.codedeploy.deployment.Targets;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.MinimumHealthyHosts;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/**
 * How far a fleet is, and how many of its hosts may be taken at once (CodeDeploy User Guide, "Instance health": hosts
 * that wait count as healthy, those that are being deployed to and those that failed do not).
 *
 * @param waiting the status of those whose turn comes
 */
record Fleet(TargetStatus waiting, int total, int pending, int running, int succeeded, int failed, int least) {

    /** The hosts are deployed to; those that are ready for their traffic have succeeded so far. */
    static Fleet installing(List<DeploymentTarget> targets, MinimumHealthyHosts wanted) {
        return of(targets, wanted, TargetStatus.PENDING, Set.of(TargetStatus.READY, TargetStatus.SUCCEEDED));
    }

    /** The hosts that are ready get traffic, as many at once as were deployed to at once. */
    static Fleet entering(List<DeploymentTarget> targets, MinimumHealthyHosts wanted) {
        return of(targets, wanted, TargetStatus.READY, Set.of(TargetStatus.SUCCEEDED));
    }

    /** All hosts take their way at once, and all have to come to its end. */
    static Fleet together(List<DeploymentTarget> targets) {
        Fleet fleet = of(
                targets,
                MinimumHealthyHosts.builder().type("HOST_COUNT").value(0).build(),
                TargetStatus.PENDING,
                Set.of(TargetStatus.SUCCEEDED));
        return new Fleet(fleet.waiting, fleet.total, fleet.pending, fleet.running, fleet.succeeded, 0, fleet.least);
    }

    private static Fleet of(
            List<DeploymentTarget> targets, MinimumHealthyHosts wanted, TargetStatus waiting, Set<TargetStatus> done) {
        return new Fleet(
                waiting,
                targets.size(),
                count(targets, Set.of(waiting)),
                count(targets, Set.of(TargetStatus.IN_PROGRESS)),
                count(targets, done),
                count(targets, Set.of(TargetStatus.FAILED)),
                least(targets.size(), wanted));
    }

    private static int count(List<DeploymentTarget> targets, Set<TargetStatus> statuses) {
        return (int) targets.stream()
                .filter(target -> statuses.contains(Targets.status(target)))
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
