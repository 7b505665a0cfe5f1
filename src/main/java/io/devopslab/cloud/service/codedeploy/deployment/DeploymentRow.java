package io.devopslab.cloud.service.codedeploy.deployment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.codedeploy.model.AlarmConfiguration;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentCreator;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.DeploymentType;

/**
 * A deployment.
 *
 * @param sequence counts all deployments in the order of their making
 * @param info as it is shown, but with the whole revision and without the overview, which follows from the targets
 * @param group the group as it was when the deployment was made
 * @param config the configuration as it was then
 * @param stop what the one who wants it stopped has asked for
 */
public record DeploymentRow(
        long sequence,
        DeploymentInfo info,
        DeploymentGroupInfo group,
        DeploymentConfigInfo config,
        List<DeploymentTarget> targets,
        Optional<StopOrder> stop) {

    private static final Set<DeploymentStatus> ENDED =
            Set.of(DeploymentStatus.SUCCEEDED, DeploymentStatus.FAILED, DeploymentStatus.STOPPED);

    public DeploymentRow {
        targets = List.copyOf(targets);
    }

    /**
     * The wish to stop.
     *
     * @param rollback whether to roll back; without a word the configuration of the deployment decides
     */
    public record StopOrder(Optional<Boolean> rollback) {}

    public String id() {
        return info.deploymentId();
    }

    public boolean hasEnded() {
        return ENDED.contains(info.status());
    }

    public boolean isRollback() {
        return info.creator() == DeploymentCreator.CODE_DEPLOY_ROLLBACK;
    }

    public boolean isBlueGreen() {
        return info.deploymentStyle() != null && info.deploymentStyle().deploymentType() == DeploymentType.BLUE_GREEN;
    }

    /** The alarms that stop the deployment: its own, or its group's. A rollback is stopped by none. */
    public Optional<AlarmConfiguration> alarms() {
        return Optional.ofNullable(
                        info.overrideAlarmConfiguration() == null
                                ? group.alarmConfiguration()
                                : info.overrideAlarmConfiguration())
                .filter(alarms -> Boolean.TRUE.equals(alarms.enabled()))
                .filter(alarms -> !isRollback());
    }

    public DeploymentRow with(Consumer<DeploymentInfo.Builder> change) {
        return new DeploymentRow(
                sequence, info.toBuilder().applyMutation(change).build(), group, config, targets, stop);
    }

    public DeploymentRow with(List<DeploymentTarget> others) {
        return new DeploymentRow(sequence, info, group, config, others, stop);
    }

    public DeploymentRow with(StopOrder order) {
        return new DeploymentRow(sequence, info, group, config, targets, Optional.of(order));
    }
}
