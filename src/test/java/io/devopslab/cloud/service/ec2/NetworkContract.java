package io.devopslab.cloud.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/** Networks are kept as EC2 keeps them. */
abstract class NetworkContract {

    abstract Clients clients();

    abstract void pass(Duration duration);

    private Ec2Client ec2() {
        return clients().get(Ec2Client.class);
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Ec2Exception.class, e -> assertThat(
                        e.awsErrorDetails().errorCode())
                .isEqualTo(code));
    }

    @Test
    void an_account_has_a_default_network() {
        List<Vpc> vpcs = ec2().describeVpcs(
                        r -> r.filters(f -> f.name("is-default").values("true")))
                .vpcs();
        assertThat(vpcs).hasSize(1);
        assertThat(vpcs.get(0).cidrBlock()).isEqualTo("172.31.0.0/16");
        assertThat(ec2().describeSubnets().subnets())
                .extracting(Subnet::availabilityZone)
                .containsExactlyInAnyOrder("eu-west-1a", "eu-west-1b", "eu-west-1c");
        assertThat(ec2().describeSecurityGroups().securityGroups())
                .extracting(SecurityGroup::groupName)
                .containsExactly("default");
        assertThat(ec2().describeAvailabilityZones().availabilityZones())
                .extracting(AvailabilityZone::zoneId)
                .containsExactly("euw1-az1", "euw1-az2", "euw1-az3");
        assertThat(ec2().describeRegions(r -> r.regionNames("eu-west-1")).regions())
                .hasSize(1);
        assertThat(ec2().describeImages(r -> r.owners("amazon")).images()).hasSize(2);
    }

    @Test
    void a_network_is_made_and_goes_in_order() {
        String vpc = ec2().createVpc(
                        r -> r.cidrBlock("10.0.0.0/16").tagSpecifications(t -> t.resourceType(ResourceType.VPC)
                                .tags(tag -> tag.key("Name").value("lab"))))
                .vpc()
                .vpcId();
        ec2().modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(v -> v.value(true)));
        assertThat(ec2().describeVpcAttribute(r -> r.vpcId(vpc).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
                        .enableDnsHostnames()
                        .value())
                .isTrue();
        String subnet = ec2().createSubnet(
                        r -> r.vpcId(vpc).cidrBlock("10.0.1.0/24").availabilityZone("eu-west-1b"))
                .subnet()
                .subnetId();
        assertThat(ec2().describeSubnets(r -> r.subnetIds(subnet))
                        .subnets()
                        .get(0)
                        .availableIpAddressCount())
                .isEqualTo(251);
        refused("InvalidSubnet.Conflict", () -> ec2().createSubnet(
                        r -> r.vpcId(vpc).cidrBlock("10.0.1.128/25")));
        refused("InvalidSubnet.Range", () -> ec2().createSubnet(
                        r -> r.vpcId(vpc).cidrBlock("10.1.0.0/24")));
        String gateway = ec2().createInternetGateway().internetGateway().internetGatewayId();
        ec2().attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
        String table = ec2().createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
        ec2().createRoute(r ->
                r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
        String association = ec2().associateRouteTable(
                        r -> r.routeTableId(table).subnetId(subnet))
                .associationId();
        assertThat(ec2().describeTags(r -> r.filters(f -> f.name("resource-id").values(vpc)))
                        .tags())
                .hasSize(1);

        refused("DependencyViolation", () -> ec2().deleteVpc(r -> r.vpcId(vpc)));
        refused("DependencyViolation", () -> ec2().deleteRouteTable(r -> r.routeTableId(table)));
        ec2().disassociateRouteTable(r -> r.associationId(association));
        ec2().deleteRouteTable(r -> r.routeTableId(table));
        ec2().detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
        ec2().deleteInternetGateway(r -> r.internetGatewayId(gateway));
        ec2().deleteSubnet(r -> r.subnetId(subnet));
        ec2().deleteVpc(r -> r.vpcId(vpc));
        refused("InvalidVpcID.NotFound", () -> ec2().describeVpcs(r -> r.vpcIds(vpc)));
    }

    @Test
    void a_security_group_keeps_its_rules() {
        String id = ec2().createSecurityGroup(r -> r.groupName("web").description("web"))
                .groupId();
        refused("InvalidGroup.Duplicate", () -> ec2().createSecurityGroup(
                        r -> r.groupName("web").description("web")));
        refused("InvalidParameterValue", () -> ec2().createSecurityGroup(
                        r -> r.groupName("other").description("caf\u00e9")));
        ec2().authorizeSecurityGroupIngress(r -> r.groupId(id)
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(80)
                        .toPort(80)
                        .ipRanges(range -> range.cidrIp("0.0.0.0/0"), range -> range.cidrIp("10.0.0.0/8"))
                        .build()));
        refused("InvalidPermission.Duplicate", () -> ec2().authorizeSecurityGroupIngress(r ->
                r.groupId(id).ipProtocol("tcp").fromPort(80).toPort(80).cidrIp("0.0.0.0/0")));
        ec2().revokeSecurityGroupIngress(r ->
                r.groupId(id).ipProtocol("tcp").fromPort(80).toPort(80).cidrIp("10.0.0.0/8"));
        SecurityGroup group = ec2().describeSecurityGroups(r -> r.groupIds(id))
                .securityGroups()
                .get(0);
        assertThat(group.ipPermissions()).hasSize(1);
        assertThat(group.ipPermissions().get(0).ipRanges()).hasSize(1);
        assertThat(group.ipPermissionsEgress()).hasSize(1);
        assertThat(ec2().describeSecurityGroupRules(
                                r -> r.filters(f -> f.name("group-id").values(id)))
                        .securityGroupRules())
                .hasSize(2);
        ec2().deleteSecurityGroup(r -> r.groupId(id));
        refused("InvalidGroup.NotFound", () -> ec2().deleteSecurityGroup(r -> r.groupId(id)));
        refused("DryRunOperation", () -> ec2().createVpc(
                        r -> r.cidrBlock("10.0.0.0/16").dryRun(true)));
        refused("InvalidParameterValue", () -> ec2().describeVpcs(
                        r -> r.filters(f -> f.name("x").values("y"))));
    }
}
