package io.devopslab.cloud.service.elasticloadbalancingv2.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.TemplateProperties;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;

/** {@code AWS::ElasticLoadBalancingV2::LoadBalancer}, known by its ARN. */
final class LoadBalancerResource implements ResourceHandler {

    private static final String ATTRIBUTES = "LoadBalancerAttributes";

    private final Supplier<ElasticLoadBalancingV2Client> client;

    LoadBalancerResource(Supplier<ElasticLoadBalancingV2Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::ElasticLoadBalancingV2::LoadBalancer";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("Name", "Scheme", "Type");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String name = ElbTemplates.name(request);
        LoadBalancer made = client.get()
                .createLoadBalancer(
                        TemplateProperties.read(request.properties(), CreateLoadBalancerRequest.class, ATTRIBUTES)
                                .toBuilder()
                                .name(name)
                                .tags(ElbTemplates.tags(request))
                                .overrideConfiguration(CallSource.of(request.stackId()))
                                .build())
                .loadBalancers()
                .get(0);
        if (!ElbTemplates.isMadeFor(client.get(), request, made.loadBalancerArn())) {
            throw new IllegalArgumentException("A load balancer with the name '" + name + "' already exists.");
        }
        setAttributes(
                made.loadBalancerArn(),
                ElbTemplates.attributes(request.properties().path(ATTRIBUTES)));
        return provisioned(made);
    }

    private void setAttributes(String arn, Map<String, String> wanted) {
        if (!wanted.isEmpty()) {
            client.get().modifyLoadBalancerAttributes(r -> r.loadBalancerArn(arn)
                    .attributes(wanted.entrySet().stream()
                            .map(attribute -> LoadBalancerAttribute.builder()
                                    .key(attribute.getKey())
                                    .value(attribute.getValue())
                                    .build())
                            .toList()));
        }
    }

    private static Provisioned provisioned(LoadBalancer balancer) {
        ObjectNode attributes = JsonNodeFactory.instance
                .objectNode()
                .put("LoadBalancerArn", balancer.loadBalancerArn())
                .put("LoadBalancerName", balancer.loadBalancerName())
                .put(
                        "LoadBalancerFullName",
                        Arns.resource(balancer.loadBalancerArn()).replaceFirst("^loadbalancer/", ""))
                .put("DNSName", balancer.dnsName())
                .put("CanonicalHostedZoneID", balancer.canonicalHostedZoneId());
        attributes.set("SecurityGroups", ElbTemplates.strings(balancer.securityGroups()));
        return new Provisioned(balancer.loadBalancerArn(), attributes);
    }

    private LoadBalancer get(String arn) {
        return client.get()
                .describeLoadBalancers(r -> r.loadBalancerArns(arn))
                .loadBalancers()
                .get(0);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        String arn = request.physicalId();
        CreateLoadBalancerRequest wanted =
                TemplateProperties.read(request.properties(), CreateLoadBalancerRequest.class, ATTRIBUTES);
        if (!wanted.subnets().isEmpty() || !wanted.subnetMappings().isEmpty()) {
            client.get()
                    .setSubnets(r ->
                            r.loadBalancerArn(arn).subnets(wanted.subnets()).subnetMappings(wanted.subnetMappings()));
        }
        if (!wanted.securityGroups().isEmpty()) {
            client.get().setSecurityGroups(r -> r.loadBalancerArn(arn).securityGroups(wanted.securityGroups()));
        }
        Map<String, String> attributes =
                new TreeMap<>(ElbTemplates.attributes(request.properties().path(ATTRIBUTES)));
        Map<String, String> defaults = Defaults.OF_BALANCERS;
        ElbTemplates.attributes(request.previous().path(ATTRIBUTES)).keySet().forEach(key -> Optional.ofNullable(
                        defaults.get(key))
                .ifPresent(value -> attributes.putIfAbsent(key, value)));
        setAttributes(arn, attributes);
        ElbTemplates.retag(client.get(), request);
        return provisioned(get(arn));
    }

    @Override
    public void delete(ResourceRequest request) {
        client.get().deleteLoadBalancer(r -> r.loadBalancerArn(request.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        LoadBalancer balancer;
        try {
            balancer = get(physicalId);
        } catch (LoadBalancerNotFoundException e) {
            return Optional.empty();
        }
        ObjectNode properties = JsonNodeFactory.instance
                .objectNode()
                .put("Name", balancer.loadBalancerName())
                .put("Scheme", balancer.schemeAsString())
                .put("Type", balancer.typeAsString())
                .put("IpAddressType", balancer.ipAddressTypeAsString());
        properties.set("SecurityGroups", ElbTemplates.strings(balancer.securityGroups()));
        properties.set(
                "Subnets",
                ElbTemplates.strings(balancer.availabilityZones().stream()
                        .map(AvailabilityZone::subnetId)
                        .toList()));
        return Optional.of(properties);
    }
}
