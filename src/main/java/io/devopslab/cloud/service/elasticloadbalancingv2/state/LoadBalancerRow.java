package io.devopslab.cloud.service.elasticloadbalancingv2.state;

import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/**
 * A load balancer.
 *
 * @param balancer as it is shown
 * @param attributes those that differ from the defaults
 */
public record LoadBalancerRow(LoadBalancer balancer, Map<String, String> attributes, Map<String, String> tags) {

    public String arn() {
        return balancer.loadBalancerArn();
    }

    public LoadBalancerRow with(LoadBalancer changed) {
        return new LoadBalancerRow(changed, attributes, tags);
    }

    public LoadBalancerRow withAttributes(Map<String, String> changed) {
        return new LoadBalancerRow(balancer, Map.copyOf(changed), tags);
    }

    public LoadBalancerRow withTags(Map<String, String> changed) {
        return new LoadBalancerRow(balancer, attributes, Map.copyOf(changed));
    }
}
