package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbTables;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.LoadBalancerRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetGroupRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** What can be set of load balancers and target groups after they were made: attributes, and the place of the former. */
final class Settings {

    private final ElbTables tables;
    private final LoadBalancers balancers;
    private final TargetGroups groups;
    private final Network network;

    Settings(ElbTables tables, LoadBalancers balancers, TargetGroups groups, Network network) {
        this.tables = tables;
        this.balancers = balancers;
        this.groups = groups;
        this.network = network;
    }

    DescribeLoadBalancerAttributesResponse describe(DescribeLoadBalancerAttributesRequest request) {
        return DescribeLoadBalancerAttributesResponse.builder()
                .attributes(shown(balancers.require(request.loadBalancerArn())))
                .build();
    }

    private static List<LoadBalancerAttribute> shown(LoadBalancerRow row) {
        return Attributes.OF_BALANCERS.shown(row.attributes()).entrySet().stream()
                .map(attribute -> LoadBalancerAttribute.builder()
                        .key(attribute.getKey())
                        .value(attribute.getValue())
                        .build())
                .toList();
    }

    ModifyLoadBalancerAttributesResponse modify(ModifyLoadBalancerAttributesRequest request) {
        Map<String, String> wanted = new HashMap<>();
        request.attributes().forEach(attribute -> put(wanted, attribute.key(), attribute.value()));
        LoadBalancerRow changed = tables.store().write(() -> {
            LoadBalancerRow row = balancers.require(request.loadBalancerArn());
            LoadBalancerRow next = row.withAttributes(Attributes.OF_BALANCERS.changed(row.attributes(), wanted));
            tables.balancers().put(row.arn(), next);
            return next;
        });
        return ModifyLoadBalancerAttributesResponse.builder()
                .attributes(shown(changed))
                .build();
    }

    static void put(Map<String, String> wanted, @Nullable String key, @Nullable String value) {
        if (key == null || value == null) {
            throw ElbErrors.validation("An attribute needs a key and a value");
        }
        wanted.put(key, value);
    }

    DescribeTargetGroupAttributesResponse describe(DescribeTargetGroupAttributesRequest request) {
        return DescribeTargetGroupAttributesResponse.builder()
                .attributes(shown(groups.require(request.targetGroupArn())))
                .build();
    }

    private static Attributes of(TargetGroupRow row) {
        return row.isLambda() ? Attributes.OF_FUNCTION_GROUPS : Attributes.OF_GROUPS;
    }

    private static List<TargetGroupAttribute> shown(TargetGroupRow row) {
        return of(row).shown(row.attributes()).entrySet().stream()
                .map(attribute -> TargetGroupAttribute.builder()
                        .key(attribute.getKey())
                        .value(attribute.getValue())
                        .build())
                .toList();
    }

    ModifyTargetGroupAttributesResponse modify(ModifyTargetGroupAttributesRequest request) {
        Map<String, String> wanted = new HashMap<>();
        request.attributes().forEach(attribute -> put(wanted, attribute.key(), attribute.value()));
        TargetGroupRow changed = tables.store().write(() -> {
            TargetGroupRow row = groups.require(request.targetGroupArn());
            TargetGroupRow next = row.withAttributes(of(row).changed(row.attributes(), wanted));
            tables.groups().put(row.arn(), next);
            return next;
        });
        return ModifyTargetGroupAttributesResponse.builder()
                .attributes(shown(changed))
                .build();
    }

    SetSecurityGroupsResponse setSecurityGroups(SetSecurityGroupsRequest request) {
        LoadBalancerRow row = balancers.require(request.loadBalancerArn());
        if (request.securityGroups().isEmpty()) {
            throw ElbErrors.validation("At least one security group must be specified");
        }
        List<String> found = network.securityGroups(row.balancer().vpcId(), request.securityGroups());
        LoadBalancer changed = balancers.keep(
                row, row.balancer().toBuilder().securityGroups(found).build());
        return SetSecurityGroupsResponse.builder()
                .securityGroupIds(changed.securityGroups())
                .build();
    }

    SetSubnetsResponse setSubnets(SetSubnetsRequest request) {
        LoadBalancerRow row = balancers.require(request.loadBalancerArn());
        if (request.ipAddressType() != null && request.ipAddressType() != IpAddressType.IPV4) {
            throw new UnsupportedOperationException("Load balancers of the embedded cloud have IPv4 addresses only.");
        }
        Network.Place place = network.place(
                request.subnets(), request.subnetMappings(), row.balancer().securityGroups());
        if (!place.vpcId().equals(row.balancer().vpcId())) {
            throw ElbErrors.configuration("The subnets must be in the load balancer's VPC, "
                    + row.balancer().vpcId());
        }
        LoadBalancer changed = balancers.keep(
                row, row.balancer().toBuilder().availabilityZones(place.zones()).build());
        return SetSubnetsResponse.builder()
                .availabilityZones(changed.availabilityZones())
                .ipAddressType(changed.ipAddressType())
                .build();
    }
}
