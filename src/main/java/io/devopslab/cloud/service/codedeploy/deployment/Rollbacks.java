package io.devopslab.cloud.service.codedeploy.deployment;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codedeploy.setup.Configs;
import io.devopslab.cloud.service.codedeploy.setup.Revisions;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentCreator;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.RollbackInfo;

/** Makes the deployment that takes another one back: a new one, which CodeDeploy itself has created. */
final class Rollbacks {

    private final ServiceContext context;
    private final DeploymentTable deployments;
    private final Configs configs;
    private final Revisions revisions;

    Rollbacks(ServiceContext context, DeploymentTable deployments, Configs configs, Revisions revisions) {
        this.context = context;
        this.deployments = deployments;
        this.configs = configs;
        this.revisions = revisions;
    }

    /** Inside a write. */
    DeploymentRow make(DeploymentRow ended, Platform.Rollback to) {
        DeploymentInfo old = ended.info();
        String id = Deployments.newId(context);
        DeploymentInfo info = DeploymentInfo.builder()
                .deploymentId(id)
                .applicationName(old.applicationName())
                .deploymentGroupName(old.deploymentGroupName())
                .deploymentConfigName(to.config())
                .revision(to.revision())
                .previousRevision(old.revision())
                .status(DeploymentStatus.CREATED)
                .createTime(context.time().instant())
                .creator(DeploymentCreator.CODE_DEPLOY_ROLLBACK)
                .ignoreApplicationStopFailures(false)
                .updateOutdatedInstancesOnly(false)
                .deploymentStyle(old.deploymentStyle())
                .computePlatform(old.computePlatform())
                .fileExistsBehavior(old.fileExistsBehaviorAsString())
                .instanceTerminationWaitTimeStarted(false)
                .loadBalancerInfo(old.loadBalancerInfo())
                .blueGreenDeploymentConfiguration(old.blueGreenDeploymentConfiguration())
                .targetInstances(old.targetInstances())
                .rollbackInfo(RollbackInfo.builder()
                        .rollbackTriggeringDeploymentId(old.deploymentId())
                        .rollbackMessage("Deployment " + id + " is triggered to roll back deployment "
                                + old.deploymentId() + ".")
                        .build())
                .build();
        // A configuration of people's making may have been deleted since; the deployment has kept it.
        DeploymentConfigInfo config =
                to.config().equals(old.deploymentConfigName()) ? ended.config() : configs.require(to.config());
        DeploymentRow row =
                new DeploymentRow(deployments.next(), info, ended.group(), config, List.of(), Optional.empty());
        deployments.put(row);
        revisions.use(old.applicationName(), old.deploymentGroupName(), to.revision());
        return row;
    }
}
