package io.devopslab.cloud.service.ec2.network;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import io.devopslab.cloud.service.ec2.state.Ec2Pages;
import io.devopslab.cloud.service.ec2.state.Ec2Tables;
import io.devopslab.cloud.service.ec2.state.Ec2Tables.VpcNames;
import io.devopslab.cloud.service.ec2.state.Filters;
import io.devopslab.cloud.service.ec2.state.Kind;
import io.devopslab.cloud.service.ec2.state.TagSets;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcState;

/** VPCs, each with its main route table and its default security group. */
public final class Vpcs {

    private static final Filters<Vpc> FILTERS = new Filters<Vpc>(Vpc::tags)
            .by("vpc-id", Vpc::vpcId)
            .by("cidr", Vpc::cidrBlock)
            .by("cidr-block-association.cidr-block", Vpc::cidrBlock)
            .by("is-default", Vpc::isDefault)
            .by("isDefault", Vpc::isDefault)
            .by("owner-id", Vpc::ownerId)
            .by("dhcp-options-id", Vpc::dhcpOptionsId)
            .by("state", Vpc::stateAsString);

    private final ServiceContext context;
    private final Ec2Tables tables;

    public Vpcs(ServiceContext context, Ec2Tables tables) {
        this.context = context;
        this.tables = tables;
    }

    public CreateVpcResponse create(CreateVpcRequest request) {
        CidrBlock block = CidrBlock.parse(Ec2Errors.required("CidrBlock", request.cidrBlock()))
                .orElseThrow(() -> Ec2Errors.invalid("Value (" + request.cidrBlock()
                        + ") for parameter cidrBlock is invalid. This is not a valid CIDR block."));
        if (block.bits() < 16 || block.bits() > 28) {
            throw Ec2Errors.of("InvalidVpc.Range", "The CIDR '" + request.cidrBlock() + "' is invalid.");
        }
        List<Tag> tags = TagSets.of(
                request.tagSpecifications(), Kind.VPC, CallSource.of(request).isPresent());
        Tenancy tenancy = request.instanceTenancy() == null ? Tenancy.DEFAULT : request.instanceTenancy();
        return CreateVpcResponse.builder()
                .vpc(tables.store().write(() -> make(block, tags, tenancy, false)).toBuilder()
                        .state(VpcState.PENDING)
                        .build())
                .build();
    }

    /** Inside a write. */
    Vpc make(CidrBlock block, List<Tag> tags, Tenancy tenancy, boolean isDefault) {
        Vpc vpc = Vpc.builder()
                .vpcId("vpc-0" + context.ids().hex(16))
                .cidrBlock(block.toString())
                .cidrBlockAssociationSet(VpcCidrBlockAssociation.builder()
                        .associationId("vpc-cidr-assoc-0" + context.ids().hex(16))
                        .cidrBlock(block.toString())
                        .cidrBlockState(s -> s.state(VpcCidrBlockStateCode.ASSOCIATED))
                        .build())
                .dhcpOptionsId("dopt-00000000000000001")
                .instanceTenancy(tenancy)
                .isDefault(isDefault)
                .ownerId(context.scope().account())
                .state(VpcState.AVAILABLE)
                .tags(tags)
                .build();
        tables.vpcs().put(vpc.vpcId(), vpc);
        tables.vpcNames().put(vpc.vpcId(), new VpcNames(true, isDefault));
        RouteTables.keepMain(context, tables, vpc);
        SecurityGroups.keepDefault(context, tables, vpc);
        return vpc;
    }

    public void delete(String id) {
        tables.store().write(() -> {
            Vpc vpc = tables.vpc(id);
            List<SecurityGroup> groups = tables.groupsOf(id);
            List<RouteTable> routeTables = tables.routeTablesOf(id);
            boolean inUse = !tables.subnetsOf(id).isEmpty()
                    || groups.size() > 1
                    || routeTables.size() > 1
                    || tables.gateways().values().stream().anyMatch(gateway -> gateway.attachments().stream()
                            .anyMatch(attachment -> id.equals(attachment.vpcId())));
            if (inUse) {
                throw Ec2Errors.of(
                        "DependencyViolation", "The vpc '" + id + "' has dependencies and cannot be deleted.");
            }
            groups.forEach(group -> tables.groups().remove(group.groupId()));
            routeTables.forEach(table -> tables.routeTables().remove(table.routeTableId()));
            tables.vpcNames().remove(id);
            tables.vpcs().remove(vpc.vpcId());
        });
    }

    public DescribeVpcsResponse describe(DescribeVpcsRequest request) {
        List<Vpc> found = request.vpcIds().isEmpty()
                ? tables.vpcs().values()
                : request.vpcIds().stream().map(tables::vpc).toList();
        Page<Vpc> page = Ec2Pages.of(
                FILTERS.of(found, request.filters()), Vpc::vpcId, request.nextToken(), request.maxResults());
        return DescribeVpcsResponse.builder()
                .vpcs(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    public void modify(ModifyVpcAttributeRequest request) {
        String id = Ec2Errors.required("vpcId", request.vpcId());
        tables.store().write(() -> {
            tables.vpc(id);
            tables.vpcNames()
                    .update(
                            id,
                            names -> new VpcNames(
                                    request.enableDnsSupport() == null
                                            ? names.support()
                                            : Boolean.TRUE.equals(
                                                    request.enableDnsSupport().value()),
                                    request.enableDnsHostnames() == null
                                            ? names.hostnames()
                                            : Boolean.TRUE.equals(
                                                    request.enableDnsHostnames().value())));
        });
    }

    public DescribeVpcAttributeResponse describe(DescribeVpcAttributeRequest request) {
        String id = Ec2Errors.required("vpcId", request.vpcId());
        VpcAttributeName attribute = Ec2Errors.required("attribute", request.attribute());
        tables.vpc(id);
        VpcNames names = tables.vpcNames().get(id).orElse(new VpcNames(true, false));
        DescribeVpcAttributeResponse.Builder response =
                DescribeVpcAttributeResponse.builder().vpcId(id);
        return switch (attribute) {
            case ENABLE_DNS_SUPPORT ->
                response.enableDnsSupport(a -> a.value(names.support())).build();
            case ENABLE_DNS_HOSTNAMES ->
                response.enableDnsHostnames(a -> a.value(names.hostnames())).build();
            case ENABLE_NETWORK_ADDRESS_USAGE_METRICS ->
                response.enableNetworkAddressUsageMetrics(a -> a.value(false)).build();
            default ->
                throw Ec2Errors.invalid("Value (" + request.attributeAsString() + ") for parameter attribute is"
                        + " invalid. Unknown attribute.");
        };
    }
}
