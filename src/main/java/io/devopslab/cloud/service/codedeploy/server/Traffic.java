package io.devopslab.cloud.service.codedeploy.server;

import io.devopslab.cloud.service.codedeploy.deployment.DeploymentFailure;
import io.devopslab.cloud.service.codedeploy.host.Host;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LoadBalancerInfo;
import software.amazon.awssdk.services.codedeploy.model.TargetGroupInfo;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * Takes hosts out of the target groups of a deployment and into them (CodeDeploy User Guide, "Integrating CodeDeploy
 * with Elastic Load Balancing"). Each call does what is left to do and tells whether all is done, so that it may be
 * asked again, also by another process.
 */
final class Traffic {

    private final Supplier<ElasticLoadBalancingV2Client> elb;

    Traffic(Supplier<ElasticLoadBalancingV2Client> elb) {
        this.elb = elb;
    }

    /**
     * Whether the deployment's target groups are there and take instances.
     *
     * @throws DeploymentFailure when one is not
     */
    void check(LoadBalancerInfo balancers) throws DeploymentFailure {
        for (TargetGroupInfo named : balancers.targetGroupInfoList()) {
            Optional<TargetGroup> group = find(named.name());
            if (group.isEmpty()) {
                throw invalid("The target group " + named.name() + " cannot be found.");
            }
            if (group.get().targetType() != TargetTypeEnum.INSTANCE) {
                throw invalid("The target group " + named.name() + " has the target type "
                        + group.get().targetTypeAsString() + ": it must be instance.");
            }
        }
    }

    private static DeploymentFailure invalid(String message) {
        return new DeploymentFailure(
                ErrorCode.ELASTIC_LOAD_BALANCING_INVALID,
                message + " Check the load balancer settings of the deployment group.");
    }

    private Optional<TargetGroup> find(String name) {
        try {
            return elb.get().describeTargetGroups(r -> r.names(name)).targetGroups().stream()
                    .findFirst();
        } catch (AwsServiceException e) {
            if (e.statusCode() >= 500) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private List<TargetGroup> groups(LoadBalancerInfo balancers) {
        return balancers.targetGroupInfoList().stream()
                .flatMap(named -> find(named.name()).stream())
                .toList();
    }

    private List<TargetHealthDescription> registered(TargetGroup group, String host) {
        return elb
                .get()
                .describeTargetHealth(r -> r.targetGroupArn(group.targetGroupArn()))
                .targetHealthDescriptions()
                .stream()
                .filter(target -> target.target().id().equals(host))
                .toList();
    }

    private static boolean isDraining(TargetHealthDescription target) {
        return target.targetHealth().state() == TargetHealthStateEnum.DRAINING;
    }

    /** Deregisters the host, and tells whether its connections have had the time of the deregistration delay. */
    boolean block(LoadBalancerInfo balancers, String host) {
        boolean gone = true;
        for (TargetGroup group : groups(balancers)) {
            if (!registered(group, host).stream().allMatch(Traffic::isDraining)) {
                elb.get().deregisterTargets(r -> r.targetGroupArn(group.targetGroupArn())
                        .targets(TargetDescription.builder().id(host).build()));
            }
            gone &= registered(group, host).isEmpty();
        }
        return gone;
    }

    /** Registers the host, and tells whether each group finds it healthy. */
    boolean allow(LoadBalancerInfo balancers, Host host) {
        boolean healthy = true;
        for (TargetGroup group : groups(balancers)) {
            List<TargetHealthDescription> targets = registered(group, host.id()).stream()
                    .filter(target -> !isDraining(target))
                    .toList();
            if (targets.isEmpty()) {
                elb.get().registerTargets(r -> r.targetGroupArn(group.targetGroupArn())
                        .targets(target(host)));
            }
            healthy &= !targets.isEmpty() && targets.stream().allMatch(Traffic::isHealthy);
        }
        return healthy;
    }

    private static TargetDescription target(Host host) {
        return TargetDescription.builder()
                .id(host.id())
                .port(host.ownPort().orElse(null))
                .build();
    }

    private static boolean isHealthy(TargetHealthDescription target) {
        TargetHealthStateEnum state = target.targetHealth().state();
        return state == TargetHealthStateEnum.HEALTHY || state == TargetHealthStateEnum.UNAVAILABLE;
    }

    /** What the groups say of a host that does not become healthy. */
    String health(LoadBalancerInfo balancers, String host) {
        return groups(balancers).stream()
                .flatMap(group -> registered(group, host).stream()
                        .map(target -> group.targetGroupName() + ": "
                                + target.targetHealth().stateAsString() + " ("
                                + target.targetHealth().description() + ")"))
                .toList()
                .toString();
    }
}
