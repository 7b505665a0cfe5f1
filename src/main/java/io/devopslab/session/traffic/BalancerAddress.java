package io.devopslab.session.traffic;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Where a load balancer answers. It is asked for when it is first needed, and again when nobody answers there. Thread-safe. */
final class BalancerAddress {

    /** The embedded cloud's listeners say in this tag at which port of the machine they answer. */
    private static final String TAG = "lab:address";

    private final ElasticLoadBalancingV2Client elb;
    private final String name;
    private Optional<URI> known = Optional.empty();

    BalancerAddress(ElasticLoadBalancingV2Client elb, String name) {
        this.elb = elb;
        this.name = name;
    }

    /**
     * The address of its first listener.
     *
     * @throws SdkException when there is none yet, or it may not be read
     */
    synchronized URI base() {
        if (known.isEmpty()) {
            LoadBalancer balancer = balancer();
            Listener listener =
                    elb.describeListeners(r -> r.loadBalancerArn(balancer.loadBalancerArn())).listeners().stream()
                            .findFirst()
                            .orElseThrow(() -> ListenerNotFoundException.builder()
                                    .message("The load balancer " + name + " has no listener.")
                                    .build());
            String address = tagged(listener).orElse(balancer.dnsName() + ":" + listener.port());
            known = Optional.of(URI.create("http://" + address + "/"));
        }
        return known.get();
    }

    private LoadBalancer balancer() {
        return elb.describeLoadBalancers(r -> r.names(name)).loadBalancers().get(0);
    }

    private Optional<String> tagged(Listener listener) {
        return elb.describeTags(r -> r.resourceArns(listener.listenerArn())).tagDescriptions().stream()
                .flatMap(of -> of.tags().stream())
                .filter(tag -> tag.key().equals(TAG))
                .map(tag -> tag.value())
                .findFirst();
    }

    synchronized void forget() {
        known = Optional.empty();
    }

    /** Whether a deployment registers its hosts in a target group of the load balancer. */
    boolean isFilledBy(DeploymentInfo deployment) {
        if (deployment.computePlatform() != ComputePlatform.SERVER || deployment.loadBalancerInfo() == null) {
            return false;
        }
        try {
            String arn = balancer().loadBalancerArn();
            Set<String> groups = elb.describeTargetGroups(r -> r.loadBalancerArn(arn)).targetGroups().stream()
                    .map(TargetGroup::targetGroupName)
                    .collect(Collectors.toSet());
            return deployment.loadBalancerInfo().targetGroupInfoList().stream()
                    .anyMatch(group -> groups.contains(group.name()));
        } catch (SdkException e) {
            return false;
        }
    }
}
