package io.devopslab.cloud.service.codedeploy.deployment;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codedeploy.setup.CodeDeployErrors;
import io.devopslab.cloud.service.codedeploy.setup.CodeDeployTables;
import io.devopslab.cloud.service.codedeploy.setup.Configs;
import io.devopslab.cloud.service.codedeploy.setup.GroupRules;
import io.devopslab.cloud.service.codedeploy.setup.Revisions;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackConfiguration;
import software.amazon.awssdk.services.codedeploy.model.BundleType;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentResponse;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentCreator;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.FileExistsBehavior;
import software.amazon.awssdk.services.codedeploy.model.InvalidFileExistsBehaviorException;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;

/** The operation CreateDeployment. */
public final class Deployments {

    private final ServiceContext context;
    private final CodeDeployTables tables;
    private final DeploymentTable deployments;
    private final Configs configs;
    private final Revisions revisions;
    private final Engine engine;
    private final TargetInstancesCheck targetInstances;

    Deployments(
            ServiceContext context,
            CodeDeployTables tables,
            DeploymentTable deployments,
            Configs configs,
            Revisions revisions,
            Engine engine,
            TargetInstancesCheck targetInstances) {
        this.context = context;
        this.tables = tables;
        this.deployments = deployments;
        this.configs = configs;
        this.revisions = revisions;
        this.engine = engine;
        this.targetInstances = targetInstances;
    }

    static String newId(ServiceContext context) {
        return "d-" + context.ids().upper(9);
    }

    public CreateDeploymentResponse create(CreateDeploymentRequest request) {
        DeploymentGroupInfo group = tables.group(request.applicationName(), request.deploymentGroupName())
                .info();
        RevisionLocation revision = revisions.resolved(group.applicationName(), Revisions.required(request.revision()));
        check(request);
        targetInstances.check(group, request.targetInstances());
        check(revision, group.computePlatform());
        DeploymentConfigInfo config =
                configs.choose(request.deploymentConfigName(), group.deploymentConfigName(), group.computePlatform());
        DeploymentInfo info = info(request, group, config, revision);
        context.store().write(() -> {
            tables.group(request.applicationName(), request.deploymentGroupName());
            refuseSecond(group);
            deployments.put(new DeploymentRow(deployments.next(), info, group, config, List.of(), Optional.empty()));
            revisions.use(group.applicationName(), group.deploymentGroupName(), revision);
        });
        engine.wake(info.deploymentId());
        return CreateDeploymentResponse.builder()
                .deploymentId(info.deploymentId())
                .build();
    }

    private static void check(CreateDeploymentRequest request) {
        Revisions.checkDescription(request.description());
        GroupRules.alarms(request.overrideAlarmConfiguration());
        GroupRules.rollback(request.autoRollbackConfiguration());
        if (request.fileExistsBehavior() == FileExistsBehavior.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidFileExistsBehaviorException.builder(),
                    "An invalid fileExistsBehavior option was specified: " + request.fileExistsBehaviorAsString());
        }
        if (Boolean.TRUE.equals(request.updateOutdatedInstancesOnly())) {
            throw new UnsupportedOperationException(
                    "The embedded CodeDeploy does not support updateOutdatedInstancesOnly.");
        }
    }

    /** Functions and services are deployed by an AppSpec file alone, hosts by a bundle. */
    private static void check(RevisionLocation revision, ComputePlatform platform) {
        boolean isBundle = revision.s3Location() != null
                && !List.of(BundleType.YAML, BundleType.JSON)
                        .contains(revision.s3Location().bundleType());
        if (platform != ComputePlatform.SERVER && isBundle) {
            throw CodeDeployErrors.invalidRevision("BundleType must be either YAML or JSON");
        }
        if (platform == ComputePlatform.SERVER && !isBundle) {
            throw CodeDeployErrors.invalidRevision(
                    "For deployments to the EC2/On-premises compute platform, the revision must be a zip, tar or tgz"
                            + " bundle in Amazon S3");
        }
    }

    private DeploymentInfo info(
            CreateDeploymentRequest request,
            DeploymentGroupInfo group,
            DeploymentConfigInfo config,
            RevisionLocation revision) {
        AutoRollbackConfiguration rollback = request.autoRollbackConfiguration() == null
                ? group.autoRollbackConfiguration()
                : request.autoRollbackConfiguration();
        boolean isServer = group.computePlatform() == ComputePlatform.SERVER;
        return DeploymentInfo.builder()
                .deploymentId(newId(context))
                .applicationName(group.applicationName())
                .deploymentGroupName(group.deploymentGroupName())
                .deploymentConfigName(config.deploymentConfigName())
                .revision(revision)
                .previousRevision(group.targetRevision())
                .status(DeploymentStatus.CREATED)
                .createTime(context.time().instant())
                .description(request.description())
                .creator(DeploymentCreator.USER)
                .ignoreApplicationStopFailures(Boolean.TRUE.equals(request.ignoreApplicationStopFailures()))
                .autoRollbackConfiguration(rollback)
                .updateOutdatedInstancesOnly(false)
                .deploymentStyle(group.deploymentStyle())
                .instanceTerminationWaitTimeStarted(false)
                .computePlatform(group.computePlatform())
                .fileExistsBehavior(
                        isServer
                                ? Optional.ofNullable(request.fileExistsBehaviorAsString())
                                        .orElse("DISALLOW")
                                : null)
                .loadBalancerInfo(group.loadBalancerInfo())
                .blueGreenDeploymentConfiguration(group.blueGreenDeploymentConfiguration())
                .targetInstances(request.targetInstances())
                .overrideAlarmConfiguration(request.overrideAlarmConfiguration())
                .build();
    }

    /** A group has one deployment at a time. */
    private void refuseSecond(DeploymentGroupInfo group) {
        deployments.all().stream()
                .filter(row -> !row.hasEnded())
                .filter(row -> row.group().deploymentGroupId().equals(group.deploymentGroupId()))
                .findFirst()
                .ifPresent(row -> {
                    throw Errors.of(
                            DeploymentLimitExceededException.builder(),
                            "The Deployment Group '" + group.deploymentGroupName()
                                    + "' already has an active Deployment '" + row.id() + "'");
                });
    }
}
