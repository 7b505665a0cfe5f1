package io.devopslab.cloud.service.ecs.run;

import io.devopslab.cloud.service.ecs.state.TaskRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Brings tasks into the target groups of their services and out of them. Never called inside a write. */
public final class TargetLinks {

    private final Supplier<ElasticLoadBalancingV2Client> elb;

    public TargetLinks(Supplier<ElasticLoadBalancingV2Client> elb) {
        this.elb = elb;
    }

    /** The target group of that ARN; empty when there is none. */
    public Optional<TargetGroup> group(String arn) {
        try {
            return elb.get().describeTargetGroups(r -> r.targetGroupArns(arn)).targetGroups().stream()
                    .findFirst();
        } catch (AwsServiceException e) {
            if (e.statusCode() >= 500) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static TargetDescription target(TaskRow task, LoadBalancer balancer) {
        return TargetDescription.builder()
                .id(task.address())
                .port(task.port(balancer.containerPort()))
                .build();
    }

    /**
     * @throws AwsServiceException when a group does not take the task
     */
    void register(TaskRow task) {
        for (LoadBalancer balancer : task.loadBalancers()) {
            elb.get().registerTargets(r -> r.targetGroupArn(balancer.targetGroupArn())
                    .targets(target(task, balancer)));
        }
    }

    /** A group that has gone has no targets any more. */
    void deregister(TaskRow task) {
        for (LoadBalancer balancer : task.loadBalancers()) {
            try {
                elb.get().deregisterTargets(r -> r.targetGroupArn(balancer.targetGroupArn())
                        .targets(target(task, balancer)));
            } catch (AwsServiceException e) {
                if (e.statusCode() >= 500) {
                    throw e;
                }
            }
        }
    }

    /** How the groups find the task, group by group; nothing of groups that have gone. */
    private List<TargetHealthDescription> health(TaskRow task) {
        return task.loadBalancers().stream()
                .flatMap(balancer -> health(task, balancer).stream())
                .toList();
    }

    private List<TargetHealthDescription> health(TaskRow task, LoadBalancer balancer) {
        try {
            return elb.get()
                    .describeTargetHealth(
                            r -> r.targetGroupArn(balancer.targetGroupArn()).targets(target(task, balancer)))
                    .targetHealthDescriptions();
        } catch (AwsServiceException e) {
            if (e.statusCode() >= 500) {
                throw e;
            }
            return List.of();
        }
    }

    /** Whether connections to the task still have time to end. */
    boolean isDraining(TaskRow task) {
        return health(task).stream()
                .anyMatch(target -> target.targetHealth().state() == TargetHealthStateEnum.DRAINING);
    }

    /** Whether no group has anything against the task; a group that no listener uses looks at nobody. */
    boolean isHealthy(TaskRow task) {
        return health(task).stream().allMatch(target -> List.of(
                        TargetHealthStateEnum.HEALTHY, TargetHealthStateEnum.UNAVAILABLE, TargetHealthStateEnum.UNUSED)
                .contains(target.targetHealth().state()));
    }

    /** The group that finds the task ill. */
    Optional<String> complaint(TaskRow task) {
        return task.loadBalancers().stream()
                .filter(balancer -> health(task, balancer).stream()
                        .anyMatch(target -> target.targetHealth().state() == TargetHealthStateEnum.UNHEALTHY))
                .map(LoadBalancer::targetGroupArn)
                .findFirst();
    }
}
