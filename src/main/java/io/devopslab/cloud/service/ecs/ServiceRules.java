package io.devopslab.cloud.service.ecs;

import io.devopslab.cloud.service.ecs.state.EcsErrors;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** What a service may be like, and what of it the embedded ECS has. */
final class ServiceRules {

    private static final Set<String> OF_CREATION = Set.of(
            "cluster",
            "serviceName",
            "taskDefinition",
            "loadBalancers",
            "desiredCount",
            "clientToken",
            "launchType",
            "platformVersion",
            "deploymentConfiguration",
            "networkConfiguration",
            "healthCheckGracePeriodSeconds",
            "schedulingStrategy",
            "deploymentController",
            "availabilityZoneRebalancing",
            "tags",
            "propagateTags");

    private static final Set<String> OF_UPDATES = Set.of(
            "cluster",
            "service",
            "desiredCount",
            "taskDefinition",
            "deploymentConfiguration",
            "networkConfiguration",
            "platformVersion",
            "forceNewDeployment",
            "healthCheckGracePeriodSeconds",
            "availabilityZoneRebalancing",
            "loadBalancers",
            "propagateTags");

    private ServiceRules() {}

    static void check(CreateServiceRequest request) {
        if (request.serviceName() == null || !request.serviceName().matches("[a-zA-Z0-9_-]{1,255}")) {
            throw EcsErrors.invalid("Service name should match the regular expression: ^[a-zA-Z0-9_-]{1,255}$");
        }
        Outside.refuse(request, OF_CREATION, "CreateService");
        if (request.schedulingStrategy() == SchedulingStrategy.DAEMON) {
            throw EcsErrors.unsupported("the scheduling strategy DAEMON");
        }
        if (request.schedulingStrategy() == SchedulingStrategy.UNKNOWN_TO_SDK_VERSION
                || request.propagateTags() == PropagateTags.UNKNOWN_TO_SDK_VERSION) {
            throw EcsErrors.invalid("Invalid scheduling strategy or propagation of tags.");
        }
        checkCounts(request.desiredCount(), request.healthCheckGracePeriodSeconds());
        if (request.desiredCount() == null) {
            throw EcsErrors.invalid("desiredCount is required for the scheduling strategy REPLICA.");
        }
        check(request.deploymentConfiguration());
        checkRebalancing(request.availabilityZoneRebalancing());
        Placement.checkPlatformVersion(request.platformVersion());
        boolean isExternal = controller(request.deploymentController()) == DeploymentControllerType.EXTERNAL;
        boolean saysMore = request.taskDefinition() != null
                || !request.loadBalancers().isEmpty()
                || request.networkConfiguration() != null
                || request.platformVersion() != null;
        if (isExternal && saysMore) {
            throw EcsErrors.invalid("A service with the EXTERNAL deployment controller has no task definition, load"
                    + " balancers, network configuration or platform version: its task sets have.");
        }
    }

    private static void checkRebalancing(@Nullable AvailabilityZoneRebalancing rebalancing) {
        if (rebalancing != null && rebalancing != AvailabilityZoneRebalancing.DISABLED) {
            throw EcsErrors.unsupported("the rebalancing of Availability Zones");
        }
    }

    private static void checkCounts(@Nullable Integer desired, @Nullable Integer grace) {
        if (desired != null && (desired < 0 || desired > 5_000)) {
            throw EcsErrors.invalid("desiredCount must be between 0 and 5000.");
        }
        if (grace != null && grace < 0) {
            throw EcsErrors.invalid("healthCheckGracePeriodSeconds must not be negative.");
        }
    }

    static DeploymentControllerType controller(@Nullable DeploymentController controller) {
        DeploymentControllerType type =
                controller == null || controller.type() == null ? DeploymentControllerType.ECS : controller.type();
        if (type == DeploymentControllerType.UNKNOWN_TO_SDK_VERSION) {
            throw EcsErrors.invalid("Invalid deployment controller type.");
        }
        return type;
    }

    private static void check(@Nullable DeploymentConfiguration configuration) {
        if (configuration == null) {
            return;
        }
        if (configuration.strategy() != null && configuration.strategy() != DeploymentStrategy.ROLLING) {
            throw EcsErrors.unsupported("the deployment strategy " + configuration.strategyAsString());
        }
        Outside.refuse(
                configuration,
                Set.of("maximumPercent", "minimumHealthyPercent", "strategy", "deploymentCircuitBreaker", "alarms"),
                "a deployment configuration");
        if (configuration.deploymentCircuitBreaker() != null
                && Boolean.TRUE.equals(configuration.deploymentCircuitBreaker().enable())) {
            throw EcsErrors.unsupported("the deployment circuit breaker");
        }
        if (configuration.alarms() != null
                && Boolean.TRUE.equals(configuration.alarms().enable())) {
            throw EcsErrors.unsupported("alarms of a deployment");
        }
        Integer most = configuration.maximumPercent();
        Integer least = configuration.minimumHealthyPercent();
        if ((most != null && (most < 100 || most > 1_000)) || (least != null && (least < 0 || least > 100))) {
            throw EcsErrors.invalid(
                    "maximumPercent must be at least 100, and minimumHealthyPercent between 0 and 100.");
        }
        if (most != null && most == 100 && (least == null || least == 100)) {
            throw EcsErrors.invalid("maximumPercent and minimumHealthyPercent of 100 leave no room for a deployment.");
        }
    }

    static void check(UpdateServiceRequest request, DeploymentControllerType controller) {
        Outside.refuse(request, OF_UPDATES, "UpdateService");
        checkCounts(request.desiredCount(), request.healthCheckGracePeriodSeconds());
        check(request.deploymentConfiguration());
        checkRebalancing(request.availabilityZoneRebalancing());
        Placement.checkPlatformVersion(request.platformVersion());
        if (request.propagateTags() == PropagateTags.UNKNOWN_TO_SDK_VERSION) {
            throw EcsErrors.invalid("Invalid propagation of tags.");
        }
        if (controller == DeploymentControllerType.ECS) {
            return;
        }
        refuseIf(request.taskDefinition() != null, "task definition", controller);
        refuseIf(request.networkConfiguration() != null, "network parameters", controller);
        refuseIf(request.platformVersion() != null, "platform version", controller);
        refuseIf(request.hasLoadBalancers(), "load balancers", controller);
        if (Boolean.TRUE.equals(request.forceNewDeployment())) {
            throw EcsErrors.invalid(
                    "Cannot force a new deployment on services with a " + controller + " deployment controller.");
        }
    }

    private static void refuseIf(boolean isGiven, String what, DeploymentControllerType controller) {
        if (isGiven) {
            throw EcsErrors.invalid("Unable to update " + what + " on services with a " + controller
                    + " deployment controller."
                    + (controller == DeploymentControllerType.CODE_DEPLOY
                            ? " Use AWS CodeDeploy to trigger a new deployment."
                            : " Use task sets."));
        }
    }
}
