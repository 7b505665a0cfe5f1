package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Errors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codedeploy.model.BlueGreenDeploymentConfiguration;
import software.amazon.awssdk.services.codedeploy.model.BlueInstanceTerminationOption;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentOption;
import software.amazon.awssdk.services.codedeploy.model.DeploymentReadyAction;
import software.amazon.awssdk.services.codedeploy.model.DeploymentReadyOption;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStyle;
import software.amazon.awssdk.services.codedeploy.model.DeploymentType;
import software.amazon.awssdk.services.codedeploy.model.GreenFleetProvisioningAction;
import software.amazon.awssdk.services.codedeploy.model.GreenFleetProvisioningOption;
import software.amazon.awssdk.services.codedeploy.model.InstanceAction;
import software.amazon.awssdk.services.codedeploy.model.InvalidBlueGreenDeploymentConfigurationException;
import software.amazon.awssdk.services.codedeploy.model.InvalidDeploymentStyleException;
import software.amazon.awssdk.services.codedeploy.model.InvalidLoadBalancerInfoException;
import software.amazon.awssdk.services.codedeploy.model.LoadBalancerInfo;

/** How a group may deploy, and what it needs for that (CodeDeploy API Reference, "CreateDeploymentGroup"). */
final class StyleRules {

    private static final int MOST_TARGET_GROUPS = 10;

    /** Two days (API Reference, "BlueInstanceTerminationOption"). */
    private static final int LONGEST_MINUTES = 2880;

    private StyleRules() {}

    static void check(DeploymentGroupInfo group) {
        DeploymentStyle style = group.deploymentStyle();
        boolean isBlueGreen = style.deploymentType() == DeploymentType.BLUE_GREEN;
        boolean hasTrafficControl = style.deploymentOption() == DeploymentOption.WITH_TRAFFIC_CONTROL;
        if (style.deploymentType() == DeploymentType.UNKNOWN_TO_SDK_VERSION
                || style.deploymentOption() == DeploymentOption.UNKNOWN_TO_SDK_VERSION) {
            throw invalidStyle("The deployment style is invalid");
        }
        if (group.computePlatform() == ComputePlatform.LAMBDA && !(isBlueGreen && hasTrafficControl)) {
            throw invalidStyle("For Lambda deployment group, deployment type can be set to BLUE_GREEN only, and"
                    + " deployment option can be set to WITH_TRAFFIC_CONTROL only");
        }
        if (group.computePlatform() == ComputePlatform.ECS) {
            if (!(isBlueGreen && hasTrafficControl)) {
                throw invalidStyle("For ECS deployment group, deployment type can be set to BLUE_GREEN only, and"
                        + " deployment option can be set to WITH_TRAFFIC_CONTROL only");
            }
            ServiceRules.check(group);
            checkTermination(group.blueGreenDeploymentConfiguration().terminateBlueInstancesOnDeploymentSuccess());
            checkReady(group.blueGreenDeploymentConfiguration().deploymentReadyOption());
        } else if (!group.ecsServices().isEmpty()) {
            throw ServiceRules.invalid("An Amazon ECS service can be specified for the ECS compute platform only");
        }
        if (group.computePlatform() == ComputePlatform.SERVER) {
            checkServer(group, isBlueGreen, hasTrafficControl);
        }
    }

    private static void checkServer(DeploymentGroupInfo group, boolean isBlueGreen, boolean hasTrafficControl) {
        if (isBlueGreen && !hasTrafficControl) {
            throw invalidStyle(
                    "For a blue/green deployment, deployment option can be set to WITH_TRAFFIC_CONTROL" + " only");
        }
        if (isBlueGreen && hasOnPremises(group)) {
            throw invalidStyle("Blue/green deployments do not support on-premises instances");
        }
        if (hasTrafficControl) {
            checkBalancers(group.loadBalancerInfo());
        }
        if (isBlueGreen) {
            checkBlueGreen(group.blueGreenDeploymentConfiguration());
        }
    }

    private static boolean hasOnPremises(DeploymentGroupInfo group) {
        return !group.onPremisesInstanceTagFilters().isEmpty()
                || (group.onPremisesTagSet() != null
                        && !group.onPremisesTagSet().onPremisesTagSetList().isEmpty());
    }

    private static void checkBalancers(@Nullable LoadBalancerInfo balancers) {
        if (balancers != null && !balancers.elbInfoList().isEmpty()) {
            throw new UnsupportedOperationException("The embedded cloud has no Classic Load Balancers: name the target"
                    + " groups of an Application Load Balancer in targetGroupInfoList.");
        }
        if (balancers != null && !balancers.targetGroupPairInfoList().isEmpty()) {
            throw invalidBalancer("Target group pairs are for deployments to Amazon ECS only");
        }
        if (balancers == null || balancers.targetGroupInfoList().isEmpty()) {
            throw invalidBalancer("A target group is required for deployments with traffic control");
        }
        if (balancers.targetGroupInfoList().size() > MOST_TARGET_GROUPS) {
            throw invalidBalancer("At most " + MOST_TARGET_GROUPS + " target groups can be specified");
        }
        boolean isNameless = balancers.targetGroupInfoList().stream()
                .anyMatch(each -> each.name() == null || each.name().isEmpty());
        if (isNameless) {
            throw invalidBalancer("The name of a target group is missing");
        }
    }

    private static void checkBlueGreen(@Nullable BlueGreenDeploymentConfiguration configuration) {
        if (configuration == null) {
            throw invalidBlueGreen("A blue/green deployment configuration is required");
        }
        GreenFleetProvisioningOption green = configuration.greenFleetProvisioningOption();
        if (green != null && green.action() == GreenFleetProvisioningAction.COPY_AUTO_SCALING_GROUP) {
            throw new UnsupportedOperationException("The embedded cloud has no Auto Scaling groups to copy: use"
                    + " DISCOVER_EXISTING, and name the replacement instances with each deployment.");
        }
        if (green != null && green.action() != GreenFleetProvisioningAction.DISCOVER_EXISTING) {
            throw invalidBlueGreen("The action of the green fleet provisioning option is invalid");
        }
        checkTermination(configuration.terminateBlueInstancesOnDeploymentSuccess());
        checkReady(configuration.deploymentReadyOption());
    }

    private static void checkTermination(@Nullable BlueInstanceTerminationOption option) {
        if (option == null) {
            return;
        }
        if (option.action() == null || option.action() == InstanceAction.UNKNOWN_TO_SDK_VERSION) {
            throw invalidBlueGreen("The action for the original instances is invalid");
        }
        if (option.action() == InstanceAction.KEEP_ALIVE && option.terminationWaitTimeInMinutes() != null) {
            throw invalidBlueGreen("A termination wait time can be specified with the action TERMINATE only");
        }
        checkMinutes(option.terminationWaitTimeInMinutes());
    }

    private static void checkReady(@Nullable DeploymentReadyOption option) {
        if (option == null) {
            return;
        }
        if (option.actionOnTimeout() == null
                || option.actionOnTimeout() == DeploymentReadyAction.UNKNOWN_TO_SDK_VERSION) {
            throw invalidBlueGreen("The action on timeout is invalid");
        }
        checkMinutes(option.waitTimeInMinutes());
    }

    private static void checkMinutes(@Nullable Integer minutes) {
        if (minutes != null && (minutes < 0 || minutes > LONGEST_MINUTES)) {
            throw invalidBlueGreen("The wait time must be between 0 and " + LONGEST_MINUTES + " minutes");
        }
    }

    private static AwsServiceException invalidStyle(String message) {
        return Errors.of(InvalidDeploymentStyleException.builder(), message);
    }

    static AwsServiceException invalidBalancer(String message) {
        return Errors.of(InvalidLoadBalancerInfoException.builder(), message);
    }

    static AwsServiceException invalidBlueGreen(String message) {
        return Errors.of(InvalidBlueGreenDeploymentConfigurationException.builder(), message);
    }
}
