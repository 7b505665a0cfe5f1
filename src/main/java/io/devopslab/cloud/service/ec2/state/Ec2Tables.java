package io.devopslab.cloud.service.ec2.state;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    public Vpc vpc(@Nullable String id) {
        return found(vpcs, Kind.VPC, id);
    }

    public Subnet subnet(@Nullable String id) {
        return found(subnets, Kind.SUBNET, id);
    }

    public SecurityGroup group(@Nullable String id) {
        return found(groups, Kind.SECURITY_GROUP, id);
    }

    public InternetGateway gateway(@Nullable String id) {
        return found(gateways, Kind.INTERNET_GATEWAY, id);
    }

    public RouteTable routeTable(@Nullable String id) {
        return found(routeTables, Kind.ROUTE_TABLE, id);
    }

    /** The row of an identifier; one that a request lacks is a missing parameter. */
    private static <T> T found(Table<T> table, Kind kind, @Nullable String id) {
        String given = Ec2Errors.required(kind.resourceType() + " ID", id);
        return table.get(given).orElseThrow(() -> Ec2Errors.missing(kind, given));
    }

    public InstanceRow instance(@Nullable String given) {
        String id = Ec2Errors.required("InstanceId", given);
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
