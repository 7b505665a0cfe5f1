package io.devopslab.cloud.service.codedeploy.deployment;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codedeploy.setup.CodeDeployTables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.ErrorInformation;
import software.amazon.awssdk.services.codedeploy.model.LastDeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.RollbackInfo;

/** Ends deployments, and makes the rollback that follows in the same change: a kill comes before both or after both. */
final class Endings {

    private final ServiceContext context;
    private final CodeDeployTables tables;
    private final DeploymentTable deployments;
    private final DeploymentEvents events;
    private final Rollbacks rollbacks;

    Endings(
            ServiceContext context,
            CodeDeployTables tables,
            DeploymentTable deployments,
            DeploymentEvents events,
            Rollbacks rollbacks) {
        this.context = context;
        this.tables = tables;
        this.deployments = deployments;
        this.events = events;
        this.rollbacks = rollbacks;
    }

    void succeed(String id) {
        context.store()
                .write(() -> deployments.find(id).filter(row -> !row.hasEnded()).ifPresent(row -> {
                    DeploymentRow ended = end(row, DeploymentStatus.SUCCEEDED, Optional.empty());
                    deployments.put(ended);
                    note(ended, true);
                    events.deployment(ended, "SUCCESS");
                }));
    }

    /** A failure: the group's configuration decides about a rollback. */
    Optional<DeploymentRow> fail(Platform platform, String id, DeploymentFailure failure) {
        return end(platform, id, failure.status(), failure, Optional.empty(), AutoRollbackEvent.DEPLOYMENT_FAILURE);
    }

    /** An alarm: the deployment counts as stopped. */
    Optional<DeploymentRow> alarm(Platform platform, String id, DeploymentFailure failure) {
        return end(
                platform,
                id,
                DeploymentStatus.STOPPED,
                failure,
                Optional.empty(),
                AutoRollbackEvent.DEPLOYMENT_STOP_ON_ALARM);
    }

    /** A wish: whoever wished may say whether to roll back. */
    Optional<DeploymentRow> stop(Platform platform, DeploymentRow row, DeploymentRow.StopOrder order) {
        DeploymentFailure failure = new DeploymentFailure(
                ErrorCode.MANUAL_STOP, "The deployment " + row.id() + " was stopped by a user's request.");
        return end(
                platform,
                row.id(),
                DeploymentStatus.STOPPED,
                failure,
                order.rollback(),
                AutoRollbackEvent.DEPLOYMENT_STOP_ON_REQUEST);
    }

    private Optional<DeploymentRow> end(
            Platform platform,
            String id,
            DeploymentStatus status,
            DeploymentFailure failure,
            Optional<Boolean> wish,
            AutoRollbackEvent event) {
        Optional<DeploymentRow> present = deployments.find(id).filter(row -> !row.hasEnded());
        Optional<Platform.Rollback> back = present.flatMap(platform::rollback);
        return context.store()
                .write(() -> deployments.find(id).filter(row -> !row.hasEnded()).flatMap(row -> {
                    DeploymentRow ended = end(row, status, Optional.of(failure));
                    boolean rollsBack = !row.isRollback() && wish.orElseGet(() -> isConfigured(row, event));
                    Optional<DeploymentRow> rollback =
                            rollsBack ? back.map(to -> rollbacks.make(ended, to)) : Optional.empty();
                    DeploymentRow told = rollsBack ? told(ended, rollback) : ended;
                    deployments.put(told);
                    note(told, false);
                    events.deployment(told, status == DeploymentStatus.FAILED ? "FAILURE" : "STOP");
                    return rollback;
                }));
    }

    private static boolean isConfigured(DeploymentRow row, AutoRollbackEvent event) {
        var configuration = row.info().autoRollbackConfiguration();
        return configuration != null
                && Boolean.TRUE.equals(configuration.enabled())
                && configuration.events().contains(event);
    }

    private static DeploymentRow told(DeploymentRow row, Optional<DeploymentRow> rollback) {
        RollbackInfo info = rollback.map(made -> RollbackInfo.builder()
                        .rollbackDeploymentId(made.id())
                        .rollbackMessage("Deployment " + row.id()
                                + " terminated. Automatic rollback is triggered with a DeploymentId " + made.id()
                                + ".")
                        .build())
                .orElseGet(() -> RollbackInfo.builder()
                        .rollbackMessage("Deployment " + row.id()
                                + " terminated. It cannot be rolled back: there is no revision to go back to.")
                        .build());
        return row.with(builder -> builder.rollbackInfo(info));
    }

    private DeploymentRow end(DeploymentRow row, DeploymentStatus status, Optional<DeploymentFailure> failure) {
        Instant now = context.time().instant();
        DeploymentRow ended = row.with(info -> info.status(status)
                .completeTime(now)
                .errorInformation(failure.map(why -> ErrorInformation.builder()
                                .code(why.code())
                                .message(why.getMessage())
                                .build())
                        .orElse(null)));
        return ended.with(row.targets().stream()
                .map(target -> Targets.abandoned(target, now))
                .toList());
    }

    /** What the group tells of its last deployments. */
    private void note(DeploymentRow row, boolean succeeded) {
        LastDeploymentInfo last = LastDeploymentInfo.builder()
                .deploymentId(row.id())
                .status(row.info().status())
                .createTime(row.info().createTime())
                .endTime(row.info().completeTime())
                .build();
        String key =
                CodeDeployTables.key(row.info().applicationName(), row.info().deploymentGroupName());
        tables.groups()
                .update(
                        key,
                        group -> group.with(info -> {
                            info.lastAttemptedDeployment(last);
                            if (succeeded) {
                                info.lastSuccessfulDeployment(last);
                            }
                            if (succeeded && !bringsNothing(row)) {
                                info.targetRevision(row.info().revision());
                            }
                        }));
    }

    /** Whether the deployment only gave instances back the traffic that they had. */
    private static boolean bringsNothing(DeploymentRow row) {
        return row.isRollback() && row.isBlueGreen() && row.info().computePlatform() == ComputePlatform.SERVER;
    }

    /** What has not ended yet. */
    List<DeploymentRow> open() {
        return deployments.all().stream().filter(row -> !row.hasEnded()).toList();
    }
}
