package io.devopslab.cloud.service.elasticloadbalancingv2.resource;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** What CloudFormation can provision of Elastic Load Balancing. */
public final class ElbResources {

    private ElbResources() {}

    public static List<ResourceHandler> handlers(Supplier<ElasticLoadBalancingV2Client> client) {
        return List.of(
                new LoadBalancerResource(client),
                new TargetGroupResource(client),
                new ListenerResource(client),
                new ListenerRuleResource(client));
    }
}
