package io.devopslab.cloud.service.ecs;

import io.devopslab.cloud.service.ecs.run.TargetLinks;
import io.devopslab.cloud.service.ecs.state.EcsErrors;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Where tasks may be, and behind which load balancers. Never called inside a write. */
final class Placement {

    private static final int MOST_BALANCERS = 5;

    private final Supplier<Ec2Client> ec2;
    private final TargetLinks links;

    Placement(Supplier<Ec2Client> ec2, TargetLinks links) {
        this.ec2 = ec2;
        this.links = links;
    }

    /** The launch type that was asked for; without a word EC2, as in AWS. */
    static LaunchType launchType(@Nullable LaunchType asked) {
        LaunchType type = asked == null ? LaunchType.EC2 : asked;
        return switch (type) {
            case EC2, FARGATE -> type;
            case UNKNOWN_TO_SDK_VERSION -> throw EcsErrors.invalid("Invalid launch type.");
            default -> throw EcsErrors.unsupported("the launch type " + type);
        };
    }

    static void checkPlatformVersion(@Nullable String version) {
        if (version != null && !Set.of("", "LATEST", "1.4.0").contains(version)) {
            throw EcsErrors.unsupported("the platform version " + version);
        }
    }

    /** Whether tasks of the definition can be of that type, in that network. */
    void check(TaskDefinition definition, LaunchType type, @Nullable NetworkConfiguration network) {
        if (type == LaunchType.FARGATE && !definition.compatibilities().contains(Compatibility.FARGATE)) {
            throw EcsErrors.invalid("Task definition does not support launch_type FARGATE.");
        }
        boolean isVpc = definition.networkMode() == NetworkMode.AWSVPC;
        if (isVpc && (network == null || network.awsvpcConfiguration() == null)) {
            throw EcsErrors.invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        if (!isVpc && network != null) {
            throw EcsErrors.invalid(
                    "Network Configuration is not valid for the given networkMode of this task definition.");
        }
        if (network != null) {
            check(network.awsvpcConfiguration());
        }
    }

    private void check(AwsVpcConfiguration network) {
        if (network.subnets().isEmpty()) {
            throw EcsErrors.invalid("subnets can not be empty.");
        }
        try {
            ec2.get().describeSubnets(r -> r.subnetIds(network.subnets()));
            if (!network.securityGroups().isEmpty()) {
                ec2.get().describeSecurityGroups(r -> r.groupIds(network.securityGroups()));
            }
        } catch (AwsServiceException e) {
            if (e.statusCode() >= 500) {
                throw e;
            }
            throw EcsErrors.invalid(
                    "Error retrieving subnet or security group information for " + network.subnets() + ": "
                            + e.awsErrorDetails().errorMessage() + " (ErrorCode: "
                            + e.awsErrorDetails().errorCode() + ")");
        }
    }

    void check(List<LoadBalancer> balancers, TaskDefinition definition) {
        if (balancers.size() > MOST_BALANCERS) {
            throw EcsErrors.invalid("load balancers can have at most " + MOST_BALANCERS + " items.");
        }
        for (LoadBalancer balancer : balancers) {
            check(balancer, definition);
        }
    }

    private void check(LoadBalancer balancer, TaskDefinition definition) {
        Outside.refuse(balancer, Set.of("targetGroupArn", "containerName", "containerPort"), "a load balancer");
        if (balancer.targetGroupArn() == null || balancer.containerName() == null || balancer.containerPort() == null) {
            throw EcsErrors.invalid("load balancers need targetGroupArn, containerName and containerPort.");
        }
        ContainerDefinition container = definition.containerDefinitions().stream()
                .filter(each -> balancer.containerName().equals(each.name()))
                .findFirst()
                .orElseThrow(() -> EcsErrors.invalid(
                        "The container " + balancer.containerName() + " does not exist in the task definition."));
        if (container.portMappings().stream()
                .noneMatch(port -> balancer.containerPort().equals(port.containerPort()))) {
            throw EcsErrors.invalid("The container " + container.name() + " did not have a container port "
                    + balancer.containerPort() + " defined.");
        }
        TargetGroup group = links.group(balancer.targetGroupArn())
                .orElseThrow(
                        () -> EcsErrors.invalid("The target group " + balancer.targetGroupArn() + " does not exist."));
        if (definition.networkMode() == NetworkMode.AWSVPC && group.targetType() != TargetTypeEnum.IP) {
            throw EcsErrors.invalid("The provided target group " + balancer.targetGroupArn() + " has target type "
                    + group.targetTypeAsString()
                    + ", which is incompatible with the awsvpc network mode specified in the task definition.");
        }
    }
}
