package io.devopslab.cloud.service.ec2.state;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** The tables of a scope, each by its resources' identifiers. Thread-safe. */
public record Ec2Tables(
        Store store,
        Table<Vpc> vpcs,
        Table<VpcNames> vpcNames,
        Table<Subnet> subnets,
        Table<SecurityGroup> groups,
        Table<InternetGateway> gateways,
        Table<RouteTable> routeTables,
        Table<InstanceRow> instances) {

    /** Which DNS a VPC has. */
    public record VpcNames(boolean support, boolean hostnames) {}

    public static Ec2Tables in(Store store) {
        return new Ec2Tables(
                store,
                store.table("vpcs", Vpc.class),
                store.table("vpc-names", VpcNames.class),
                store.table("subnets", Subnet.class),
                store.table("security-groups", SecurityGroup.class),
                store.table("internet-gateways", InternetGateway.class),
                store.table("route-tables", RouteTable.class),
                store.table("instances", InstanceRow.class));
    }

    public Vpc vpc(String id) {
        return vpcs.get(id).orElseThrow(() -> Ec2Errors.missing(Kind.VPC, id));
    }

    public Subnet subnet(String id) {
        return subnets.get(id).orElseThrow(() -> Ec2Errors.missing(Kind.SUBNET, id));
    }

    public SecurityGroup group(String id) {
        return groups.get(id).orElseThrow(() -> Ec2Errors.missing(Kind.SECURITY_GROUP, id));
    }

    public InternetGateway gateway(String id) {
        return gateways.get(id).orElseThrow(() -> Ec2Errors.missing(Kind.INTERNET_GATEWAY, id));
    }

    public RouteTable routeTable(String id) {
        return routeTables.get(id).orElseThrow(() -> Ec2Errors.missing(Kind.ROUTE_TABLE, id));
    }

    public InstanceRow instance(String id) {
        Ec2Errors.checkId(Kind.INSTANCE, id);
        return instances.get(id).orElseThrow(() -> Ec2Errors.missing(Kind.INSTANCE, id));
    }

    public List<Subnet> subnetsOf(String vpcId) {
        return subnets.values().stream()
                .filter(subnet -> vpcId.equals(subnet.vpcId()))
                .toList();
    }

    public List<SecurityGroup> groupsOf(String vpcId) {
        return groups.values().stream()
                .filter(group -> vpcId.equals(group.vpcId()))
                .toList();
    }

    public List<RouteTable> routeTablesOf(String vpcId) {
        return routeTables.values().stream()
                .filter(table -> vpcId.equals(table.vpcId()))
                .toList();
    }
}
