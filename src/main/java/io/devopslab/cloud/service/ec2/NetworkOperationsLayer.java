package io.devopslab.cloud.service.ec2;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.ec2.network.DefaultNetwork;
import io.devopslab.cloud.service.ec2.network.Gateways;
import io.devopslab.cloud.service.ec2.network.RouteTables;
import io.devopslab.cloud.service.ec2.network.SecurityGroups;
import io.devopslab.cloud.service.ec2.network.SecurityRules;
import io.devopslab.cloud.service.ec2.network.Subnets;
import io.devopslab.cloud.service.ec2.network.Vpcs;
import io.devopslab.cloud.service.ec2.network.Zones;
import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import io.devopslab.cloud.service.ec2.state.Ec2Tables;
import io.devopslab.cloud.service.ec2.state.Ec2Tags;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;

/** The operations on networks and tags. */
abstract class NetworkOperationsLayer implements Ec2Client {

    final DefaultNetwork network;
    private final Zones zones;
    private final Vpcs vpcs;
    private final Subnets subnets;
    private final Gateways gateways;
    private final RouteTables routeTables;
    private final SecurityGroups groups;
    private final SecurityRules rules;
    private final Ec2Tags tags;

    NetworkOperationsLayer(ServiceContext context, Ec2Tables tables) {
        this.zones = new Zones(context.scope());
        this.vpcs = new Vpcs(context, tables);
        this.subnets = new Subnets(context, tables, zones);
        this.gateways = new Gateways(context, tables);
        this.routeTables = new RouteTables(context, tables);
        this.groups = new SecurityGroups(context, tables);
        this.rules = new SecurityRules(context, tables, groups);
        this.tags = new Ec2Tags(tables);
        this.network = new DefaultNetwork(context, tables, vpcs, subnets, zones);
    }

    @Override
    public DescribeRegionsResponse describeRegions(DescribeRegionsRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return zones.describe(request);
    }

    @Override
    public DescribeAvailabilityZonesResponse describeAvailabilityZones(DescribeAvailabilityZonesRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return zones.describe(request);
    }

    @Override
    public CreateVpcResponse createVpc(CreateVpcRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return vpcs.create(request);
    }

    @Override
    public DeleteVpcResponse deleteVpc(DeleteVpcRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        vpcs.delete(Ec2Errors.required("vpcId", request.vpcId()));
        return DeleteVpcResponse.builder().build();
    }

    @Override
    public DescribeVpcsResponse describeVpcs(DescribeVpcsRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return vpcs.describe(request);
    }

    @Override
    public ModifyVpcAttributeResponse modifyVpcAttribute(ModifyVpcAttributeRequest request) {
        network.ensure();
        vpcs.modify(request);
        return ModifyVpcAttributeResponse.builder().build();
    }

    @Override
    public DescribeVpcAttributeResponse describeVpcAttribute(DescribeVpcAttributeRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return vpcs.describe(request);
    }

    @Override
    public CreateSubnetResponse createSubnet(CreateSubnetRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return subnets.create(request);
    }

    @Override
    public DeleteSubnetResponse deleteSubnet(DeleteSubnetRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        subnets.delete(Ec2Errors.required("subnetId", request.subnetId()));
        return DeleteSubnetResponse.builder().build();
    }

    @Override
    public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return subnets.describe(request);
    }

    @Override
    public ModifySubnetAttributeResponse modifySubnetAttribute(ModifySubnetAttributeRequest request) {
        network.ensure();
        subnets.modify(request);
        return ModifySubnetAttributeResponse.builder().build();
    }

    @Override
    public CreateInternetGatewayResponse createInternetGateway(CreateInternetGatewayRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return gateways.create(request);
    }

    @Override
    public DeleteInternetGatewayResponse deleteInternetGateway(DeleteInternetGatewayRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        gateways.delete(Ec2Errors.required("internetGatewayId", request.internetGatewayId()));
        return DeleteInternetGatewayResponse.builder().build();
    }

    @Override
    public AttachInternetGatewayResponse attachInternetGateway(AttachInternetGatewayRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        gateways.attach(
                Ec2Errors.required("internetGatewayId", request.internetGatewayId()),
                Ec2Errors.required("vpcId", request.vpcId()));
        return AttachInternetGatewayResponse.builder().build();
    }

    @Override
    public DetachInternetGatewayResponse detachInternetGateway(DetachInternetGatewayRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        gateways.detach(
                Ec2Errors.required("internetGatewayId", request.internetGatewayId()),
                Ec2Errors.required("vpcId", request.vpcId()));
        return DetachInternetGatewayResponse.builder().build();
    }

    @Override
    public DescribeInternetGatewaysResponse describeInternetGateways(DescribeInternetGatewaysRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return gateways.describe(request);
    }

    @Override
    public CreateRouteTableResponse createRouteTable(CreateRouteTableRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return routeTables.create(request);
    }

    @Override
    public DeleteRouteTableResponse deleteRouteTable(DeleteRouteTableRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        routeTables.delete(Ec2Errors.required("routeTableId", request.routeTableId()));
        return DeleteRouteTableResponse.builder().build();
    }

    @Override
    public DescribeRouteTablesResponse describeRouteTables(DescribeRouteTablesRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return routeTables.describe(request);
    }

    @Override
    public CreateRouteResponse createRoute(CreateRouteRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        routeTables.create(request);
        return CreateRouteResponse.builder().returnValue(true).build();
    }

    @Override
    public DeleteRouteResponse deleteRoute(DeleteRouteRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        routeTables.delete(request);
        return DeleteRouteResponse.builder().build();
    }

    @Override
    public AssociateRouteTableResponse associateRouteTable(AssociateRouteTableRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return routeTables.associate(request);
    }

    @Override
    public DisassociateRouteTableResponse disassociateRouteTable(DisassociateRouteTableRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        routeTables.disassociate(Ec2Errors.required("associationId", request.associationId()));
        return DisassociateRouteTableResponse.builder().build();
    }

    @Override
    public CreateSecurityGroupResponse createSecurityGroup(CreateSecurityGroupRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return groups.create(request);
    }

    @Override
    public DeleteSecurityGroupResponse deleteSecurityGroup(DeleteSecurityGroupRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        groups.delete(request);
        return DeleteSecurityGroupResponse.builder().returnValue(true).build();
    }

    @Override
    public DescribeSecurityGroupsResponse describeSecurityGroups(DescribeSecurityGroupsRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return groups.describe(request);
    }

    @Override
    public AuthorizeSecurityGroupIngressResponse authorizeSecurityGroupIngress(
            AuthorizeSecurityGroupIngressRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return rules.authorize(request);
    }

    @Override
    public AuthorizeSecurityGroupEgressResponse authorizeSecurityGroupEgress(
            AuthorizeSecurityGroupEgressRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return rules.authorize(request);
    }

    @Override
    public RevokeSecurityGroupIngressResponse revokeSecurityGroupIngress(RevokeSecurityGroupIngressRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return rules.revoke(request);
    }

    @Override
    public RevokeSecurityGroupEgressResponse revokeSecurityGroupEgress(RevokeSecurityGroupEgressRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return rules.revoke(request);
    }

    @Override
    public DescribeSecurityGroupRulesResponse describeSecurityGroupRules(DescribeSecurityGroupRulesRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return rules.describe(request);
    }

    @Override
    public CreateTagsResponse createTags(CreateTagsRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        tags.create(request);
        return CreateTagsResponse.builder().build();
    }

    @Override
    public DeleteTagsResponse deleteTags(DeleteTagsRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        tags.delete(request);
        return DeleteTagsResponse.builder().build();
    }

    @Override
    public DescribeTagsResponse describeTags(DescribeTagsRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return tags.describe(request);
    }
}
