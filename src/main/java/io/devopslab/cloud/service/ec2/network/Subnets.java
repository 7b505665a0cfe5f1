package io.devopslab.cloud.service.ec2.network;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import io.devopslab.cloud.service.ec2.state.Ec2Pages;
import io.devopslab.cloud.service.ec2.state.Ec2Tables;
import io.devopslab.cloud.service.ec2.state.Filters;
import io.devopslab.cloud.service.ec2.state.Kind;
import io.devopslab.cloud.service.ec2.state.TagSets;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Subnets. */
public final class Subnets {

    private static final Filters<Subnet> FILTERS = new Filters<Subnet>(Subnet::tags)
            .by("subnet-id", Subnet::subnetId)
            .by("vpc-id", Subnet::vpcId)
            .by("availability-zone", Subnet::availabilityZone)
            .by("availabilityZone", Subnet::availabilityZone)
            .by("availability-zone-id", Subnet::availabilityZoneId)
            .by("cidr-block", Subnet::cidrBlock)
            .by("cidr", Subnet::cidrBlock)
            .by("default-for-az", Subnet::defaultForAz)
            .by("defaultForAz", Subnet::defaultForAz)
            .by("map-public-ip-on-launch", Subnet::mapPublicIpOnLaunch)
            .by("owner-id", Subnet::ownerId)
            .by("available-ip-address-count", Subnet::availableIpAddressCount)
            .by("subnet-arn", Subnet::subnetArn)
            .by("state", Subnet::stateAsString);

    private final ServiceContext context;
    private final Ec2Tables tables;
    private final Zones zones;

    public Subnets(ServiceContext context, Ec2Tables tables, Zones zones) {
        this.context = context;
        this.tables = tables;
        this.zones = zones;
    }

    public CreateSubnetResponse create(CreateSubnetRequest request) {
        String vpcId = Ec2Errors.required("vpcId", request.vpcId());
        CidrBlock block = CidrBlock.parse(Ec2Errors.required("cidrBlock", request.cidrBlock()))
                .orElseThrow(() -> Ec2Errors.invalid("Value (" + request.cidrBlock()
                        + ") for parameter cidrBlock is invalid. This is not a valid CIDR block."));
        String zone = zone(request);
        List<Tag> tags = TagSets.of(
                request.tagSpecifications(), Kind.SUBNET, CallSource.of(request).isPresent());
        Subnet made = tables.store().write(() -> {
            Vpc vpc = tables.vpc(vpcId);
            CidrBlock whole = CidrBlock.parse(vpc.cidrBlock()).orElseThrow();
            if (!whole.contains(block) || block.bits() > 28) {
                throw Ec2Errors.of("InvalidSubnet.Range", "The CIDR '" + request.cidrBlock() + "' is invalid.");
            }
            boolean conflicts = tables.subnetsOf(vpcId).stream()
                    .flatMap(subnet -> CidrBlock.parse(subnet.cidrBlock()).stream())
                    .anyMatch(block::overlaps);
            if (conflicts) {
                throw Ec2Errors.of(
                        "InvalidSubnet.Conflict",
                        "The CIDR '" + request.cidrBlock() + "' conflicts with another subnet");
            }
            return make(vpcId, block, zone, tags, false);
        });
        return CreateSubnetResponse.builder().subnet(made).build();
    }

    private String zone(CreateSubnetRequest request) {
        if (request.availabilityZoneId() != null) {
            return zones.names().stream()
                    .filter(name -> zones.id(name).equals(request.availabilityZoneId()))
                    .findFirst()
                    .orElseThrow(() -> Ec2Errors.invalid("Value (" + request.availabilityZoneId()
                            + ") for parameter availabilityZoneId is invalid."));
        }
        String zone = request.availabilityZone() == null ? zones.names().get(0) : request.availabilityZone();
        if (!zones.names().contains(zone)) {
            throw Ec2Errors.invalid(
                    "Value (" + zone + ") for parameter availabilityZone is invalid. Subnets can currently"
                            + " only be created in the following availability zones: "
                            + String.join(", ", zones.names()) + ".");
        }
        return zone;
    }

    /** Inside a write. */
    Subnet make(String vpcId, CidrBlock block, String zone, List<Tag> tags, boolean isDefault) {
        String id = "subnet-0" + context.ids().hex(16);
        Subnet subnet = Subnet.builder()
                .subnetId(id)
                .subnetArn(Arns.of("ec2", context.scope(), "subnet/" + id))
                .vpcId(vpcId)
                .cidrBlock(block.toString())
                .availabilityZone(zone)
                .availabilityZoneId(zones.id(zone))
                .availableIpAddressCount(block.available())
                .assignIpv6AddressOnCreation(false)
                .defaultForAz(isDefault)
                .mapPublicIpOnLaunch(isDefault)
                .ownerId(context.scope().account())
                .state(SubnetState.AVAILABLE)
                .tags(tags)
                .build();
        tables.subnets().put(id, subnet);
        return subnet;
    }

    public void delete(String id) {
        tables.store().write(() -> {
            tables.subnet(id);
            boolean inUse = tables.instances().values().stream()
                    .anyMatch(row -> id.equals(row.instance().subnetId()) && !row.isIn(InstanceStateName.TERMINATED));
            if (inUse) {
                throw Ec2Errors.of(
                        "DependencyViolation", "The subnet '" + id + "' has dependencies and cannot be deleted.");
            }
            RouteTables.forgetSubnet(tables, id);
            tables.subnets().remove(id);
        });
    }

    public void modify(ModifySubnetAttributeRequest request) {
        String id = Ec2Errors.required("subnetId", request.subnetId());
        tables.store().write(() -> {
            Subnet subnet = tables.subnet(id);
            if (request.mapPublicIpOnLaunch() != null) {
                tables.subnets()
                        .put(
                                id,
                                subnet.toBuilder()
                                        .mapPublicIpOnLaunch(
                                                request.mapPublicIpOnLaunch().value())
                                        .build());
            }
        });
    }

    public DescribeSubnetsResponse describe(DescribeSubnetsRequest request) {
        List<Subnet> found = request.subnetIds().isEmpty()
                ? tables.subnets().values()
                : request.subnetIds().stream().map(tables::subnet).toList();
        Page<Subnet> page = Ec2Pages.of(
                FILTERS.of(found, request.filters()), Subnet::subnetId, request.nextToken(), request.maxResults());
        return DescribeSubnetsResponse.builder()
                .subnets(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
