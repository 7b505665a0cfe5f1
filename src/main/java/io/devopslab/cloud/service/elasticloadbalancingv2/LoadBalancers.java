package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbTables;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.LoadBalancerRow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateLoadBalancerNameException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidSchemeException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.OperationNotPermittedException;

/** Load balancers. They are active at once. */
final class LoadBalancers {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");

    /** The hosted zone of application load balancers in eu-west-1; the embedded cloud has no DNS, so any will do. */
    private static final String HOSTED_ZONE = "Z32O12XQLNTSW2";

    private final ServiceContext context;
    private final ElbTables tables;
    private final Network network;

    LoadBalancers(ServiceContext context, ElbTables tables, Network network) {
        this.context = context;
        this.tables = tables;
        this.network = network;
    }

    CreateLoadBalancerResponse create(CreateLoadBalancerRequest request) {
        check(request);
        Map<String, String> tags =
                TagSet.checked(request.tags(), CallSource.of(request).isPresent());
        Network.Place place = network.place(request.subnets(), request.subnetMappings(), request.securityGroups());
        LoadBalancerRow made = tables.store().write(() -> {
            Optional<LoadBalancerRow> present = byName(request.name());
            if (present.isPresent()) {
                return same(present.get(), request, place);
            }
            LoadBalancerRow row = new LoadBalancerRow(balancer(request, place), Map.of(), tags);
            tables.balancers().put(row.arn(), row);
            return row;
        });
        return CreateLoadBalancerResponse.builder()
                .loadBalancers(made.balancer().toBuilder()
                        .state(s -> s.code(LoadBalancerStateEnum.PROVISIONING))
                        .build())
                .build();
    }

    private static void check(CreateLoadBalancerRequest request) {
        String name = request.name();
        if (name == null) {
            throw ElbErrors.validation("1 validation error detected: Value null at 'name' failed to satisfy constraint:"
                    + " Member must not be null");
        }
        if (name.length() > 32) {
            throw ElbErrors.validation("The load balancer name '" + name + "' cannot be longer than '32' characters");
        }
        if (!NAME.matcher(name).matches()) {
            throw ElbErrors.validation("The load balancer name '" + name
                    + "' can only contain characters that are alphanumeric characters and hyphens(-), and cannot begin"
                    + " or end with a hyphen");
        }
        if (name.startsWith("internal-")) {
            throw ElbErrors.validation("The load balancer name '" + name + "' cannot begin with 'internal-'");
        }
        if (request.type() != null && request.type() != LoadBalancerTypeEnum.APPLICATION) {
            require(LoadBalancerTypeEnum.knownValues().contains(request.type()), "type", request.typeAsString());
            throw new UnsupportedOperationException("The embedded cloud has application load balancers only.");
        }
        if (request.scheme() == LoadBalancerSchemeEnum.UNKNOWN_TO_SDK_VERSION) {
            throw ElbErrors.of(
                    InvalidSchemeException.builder(),
                    "InvalidScheme",
                    "The scheme '" + request.schemeAsString() + "' is not valid");
        }
        if (request.ipAddressType() != null && request.ipAddressType() != IpAddressType.IPV4) {
            require(
                    IpAddressType.knownValues().contains(request.ipAddressType()),
                    "ipAddressType",
                    request.ipAddressTypeAsString());
            throw new UnsupportedOperationException("Load balancers of the embedded cloud have IPv4 addresses only.");
        }
    }

    private static void require(boolean known, String member, String value) {
        if (!known) {
            throw ElbErrors.validation("1 validation error detected: Value '" + value + "' at '" + member
                    + "' failed to satisfy constraint: Member must satisfy enum value set");
        }
    }

    private Optional<LoadBalancerRow> byName(String name) {
        return tables.balancers().values().stream()
                .filter(row -> row.balancer().loadBalancerName().equals(name))
                .findFirst();
    }

    /** A second request with the same settings is answered with what the first one made. */
    private static LoadBalancerRow same(
            LoadBalancerRow present, CreateLoadBalancerRequest request, Network.Place place) {
        LoadBalancer balancer = present.balancer();
        boolean same = balancer.scheme() == scheme(request)
                && new HashSet<>(balancer.availabilityZones()).equals(new HashSet<>(place.zones()))
                && new HashSet<>(balancer.securityGroups()).equals(new HashSet<>(place.securityGroups()));
        if (!same) {
            throw ElbErrors.of(
                    DuplicateLoadBalancerNameException.builder(),
                    "DuplicateLoadBalancerName",
                    "A load balancer with the same name '" + request.name() + "' exists, but with different settings");
        }
        return present;
    }

    private static LoadBalancerSchemeEnum scheme(CreateLoadBalancerRequest request) {
        return request.scheme() == null ? LoadBalancerSchemeEnum.INTERNET_FACING : request.scheme();
    }

    private LoadBalancer balancer(CreateLoadBalancerRequest request, Network.Place place) {
        String id = context.ids().hex(16);
        boolean internal = scheme(request) == LoadBalancerSchemeEnum.INTERNAL;
        String label = (internal ? "internal-" : "") + request.name() + "-"
                + Math.floorMod(Long.parseUnsignedLong(id, 16), 2_000_000_000L);
        return LoadBalancer.builder()
                .loadBalancerArn(Arns.of(
                        "elasticloadbalancing", context.scope(), "loadbalancer/app/" + request.name() + "/" + id))
                .loadBalancerName(request.name())
                .dnsName(label + "." + context.scope().region() + ".elb.localhost")
                .canonicalHostedZoneId(HOSTED_ZONE)
                .createdTime(context.time().instant())
                .scheme(scheme(request))
                .type(LoadBalancerTypeEnum.APPLICATION)
                .vpcId(place.vpcId())
                .availabilityZones(place.zones())
                .securityGroups(place.securityGroups())
                .ipAddressType(IpAddressType.IPV4)
                .state(s -> s.code(LoadBalancerStateEnum.ACTIVE))
                .build();
    }

    DescribeLoadBalancersResponse describe(DescribeLoadBalancersRequest request) {
        if (!request.loadBalancerArns().isEmpty() && !request.names().isEmpty()) {
            throw ElbErrors.validation("Load balancer ARNs and names cannot be specified at the same time");
        }
        List<LoadBalancer> found;
        if (!request.loadBalancerArns().isEmpty()) {
            found = request.loadBalancerArns().stream()
                    .map(arn -> require(arn).balancer())
                    .toList();
        } else if (!request.names().isEmpty()) {
            found = request.names().stream()
                    .map(name -> byName(name)
                            .orElseThrow(() -> ElbErrors.of(
                                    software.amazon.awssdk.services.elasticloadbalancingv2.model
                                            .LoadBalancerNotFoundException.builder(),
                                    "LoadBalancerNotFound",
                                    "One or more load balancers not found"))
                            .balancer())
                    .toList();
        } else {
            found = tables.balancers().values().stream()
                    .map(LoadBalancerRow::balancer)
                    .toList();
        }
        Page<LoadBalancer> page =
                ElbPages.of(found, LoadBalancer::loadBalancerArn, request.marker(), request.pageSize());
        return DescribeLoadBalancersResponse.builder()
                .loadBalancers(page.items())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }

    LoadBalancerRow require(@Nullable String arn) {
        if (arn == null) {
            throw ElbErrors.validation("1 validation error detected: Value null at 'loadBalancerArn' failed to satisfy"
                    + " constraint: Member must not be null");
        }
        if (!arn.startsWith("arn:") || !arn.contains(":loadbalancer/")) {
            throw ElbErrors.validation("'" + arn + "' is not a valid load balancer ARN");
        }
        return tables.balancers().get(arn).orElseThrow(() -> ElbErrors.noBalancer(arn));
    }

    /** Deletes a load balancer with its listeners; one that is gone already counts as deleted. */
    void delete(@Nullable String arn) {
        tables.store().write(() -> {
            if (arn != null
                    && arn.contains(":loadbalancer/")
                    && !tables.balancers().contains(arn)) {
                return;
            }
            LoadBalancerRow row = require(arn);
            if ("true".equals(row.attributes().get("deletion_protection.enabled"))) {
                throw ElbErrors.of(
                        OperationNotPermittedException.builder(),
                        "OperationNotPermitted",
                        "Load balancer '" + row.arn() + "' cannot be deleted because deletion protection is enabled");
            }
            tables.listenersOf(row.arn()).forEach(listener -> {
                tables.rulesOf(listener.arn()).forEach(rule -> tables.rules().remove(rule.arn()));
                tables.listeners().remove(listener.arn());
            });
            tables.balancers().remove(row.arn());
        });
    }

    LoadBalancer keep(LoadBalancerRow row, LoadBalancer changed) {
        tables.balancers().update(row.arn(), current -> current.with(changed));
        return changed;
    }
}
