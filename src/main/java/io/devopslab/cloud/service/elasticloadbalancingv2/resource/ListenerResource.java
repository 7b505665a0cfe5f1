package io.devopslab.cloud.service.elasticloadbalancingv2.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.TemplateProperties;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateListenerException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;

/** {@code AWS::ElasticLoadBalancingV2::Listener}, known by its ARN. */
final class ListenerResource implements ResourceHandler {

    private final Supplier<ElasticLoadBalancingV2Client> client;

    ListenerResource(Supplier<ElasticLoadBalancingV2Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::ElasticLoadBalancingV2::Listener";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("LoadBalancerArn");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        CreateListenerRequest wanted =
                TemplateProperties.read(request.properties(), CreateListenerRequest.class).toBuilder()
                        .tags(ElbTemplates.tags(request))
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build();
        try {
            return provisioned(
                    client.get().createListener(wanted).listeners().get(0).listenerArn());
        } catch (DuplicateListenerException e) {
            return client.get().describeListeners(r -> r.loadBalancerArn(wanted.loadBalancerArn())).listeners().stream()
                    .filter(listener -> listener.port().equals(wanted.port()))
                    .map(Listener::listenerArn)
                    .filter(arn -> ElbTemplates.isMadeFor(client.get(), request, arn))
                    .findFirst()
                    .map(ListenerResource::provisioned)
                    .orElseThrow(() -> e);
        }
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(arn, JsonNodeFactory.instance.objectNode().put("ListenerArn", arn));
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        client.get()
                .modifyListener(
                        TemplateProperties.read(request.properties(), ModifyListenerRequest.class, "LoadBalancerArn")
                                .toBuilder()
                                .listenerArn(request.physicalId())
                                .build());
        ElbTemplates.retag(client.get(), request);
        return provisioned(request.physicalId());
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get().deleteListener(r -> r.listenerArn(request.physicalId()));
        } catch (ListenerNotFoundException e) {
            // It went with its load balancer.
            return;
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            ObjectNode properties = Shapes.write(client.get()
                    .describeListeners(r -> r.listenerArns(physicalId))
                    .listeners()
                    .get(0));
            properties.remove("ListenerArn");
            return Optional.of(properties);
        } catch (ListenerNotFoundException e) {
            return Optional.empty();
        }
    }
}
