package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Errors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codedeploy.model.BlueGreenDeploymentConfiguration;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.ECSService;
import software.amazon.awssdk.services.codedeploy.model.InvalidEcsServiceException;
import software.amazon.awssdk.services.codedeploy.model.LoadBalancerInfo;
import software.amazon.awssdk.services.codedeploy.model.TargetGroupPairInfo;
import software.amazon.awssdk.services.codedeploy.model.TrafficRoute;

/** What a group that deploys to Amazon ECS needs (CodeDeploy API Reference, "CreateDeploymentGroup"). */
final class ServiceRules {

    private ServiceRules() {}

    static void check(DeploymentGroupInfo group) {
        if (group.ecsServices().size() != 1) {
            throw invalid("A deployment group of the ECS compute platform needs one Amazon ECS service");
        }
        ECSService service = group.ecsServices().get(0);
        if (isEmpty(service.serviceName()) || isEmpty(service.clusterName())) {
            throw invalid("The Amazon ECS service needs a service name and a cluster name");
        }
        check(group.loadBalancerInfo());
        BlueGreenDeploymentConfiguration configuration = group.blueGreenDeploymentConfiguration();
        if (configuration == null) {
            throw StyleRules.invalidBlueGreen("A blue/green deployment configuration is required");
        }
        if (configuration.greenFleetProvisioningOption() != null) {
            throw StyleRules.invalidBlueGreen(
                    "A green fleet provisioning option cannot be specified for the ECS compute platform");
        }
    }

    private static void check(@Nullable LoadBalancerInfo balancers) {
        if (balancers == null || balancers.targetGroupPairInfoList().size() != 1) {
            throw StyleRules.invalidBalancer("One target group pair is required for the ECS compute platform");
        }
        TargetGroupPairInfo pair = balancers.targetGroupPairInfoList().get(0);
        boolean hasNames = pair.targetGroups().size() == 2
                && pair.targetGroups().stream().noneMatch(group -> isEmpty(group.name()))
                && !pair.targetGroups().get(0).equals(pair.targetGroups().get(1));
        if (!hasNames) {
            throw StyleRules.invalidBalancer("A target group pair consists of the names of two target groups");
        }
        if (!isRoute(pair.prodTrafficRoute())) {
            throw StyleRules.invalidBalancer("The production traffic route must have one listener");
        }
        if (pair.testTrafficRoute() != null
                && !pair.testTrafficRoute().listenerArns().isEmpty()
                && !isRoute(pair.testTrafficRoute())) {
            throw StyleRules.invalidBalancer("The test traffic route can have one listener");
        }
    }

    private static boolean isRoute(@Nullable TrafficRoute route) {
        return route != null
                && route.listenerArns().size() == 1
                && !isEmpty(route.listenerArns().get(0));
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    static AwsServiceException invalid(String message) {
        return Errors.of(InvalidEcsServiceException.builder(), "InvalidECSServiceException", 400, message);
    }
}
