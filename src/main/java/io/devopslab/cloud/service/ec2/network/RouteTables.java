package io.devopslab.cloud.service.ec2.network;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import io.devopslab.cloud.service.ec2.state.Ec2Pages;
import io.devopslab.cloud.service.ec2.state.Ec2Tables;
import io.devopslab.cloud.service.ec2.state.Filters;
import io.devopslab.cloud.service.ec2.state.Kind;
import io.devopslab.cloud.service.ec2.state.TagSets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociationStateCode;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Route tables, their routes and the subnets that follow them. */
public final class RouteTables {

    private static final Filters<RouteTable> FILTERS = new Filters<RouteTable>(RouteTable::tags)
            .by("route-table-id", RouteTable::routeTableId)
            .by("vpc-id", RouteTable::vpcId)
            .by("owner-id", RouteTable::ownerId)
            .byEach("association.main", each(a -> String.valueOf(a.main())))
            .byEach("association.subnet-id", each(a -> String.valueOf(a.subnetId())))
            .byEach("association.route-table-association-id", each(RouteTableAssociation::routeTableAssociationId))
            .byEach("route.gateway-id", table -> table.routes().stream()
                    .map(route -> String.valueOf(route.gatewayId()))
                    .toList())
            .byEach(
                    "route.origin",
                    table -> table.routes().stream().map(Route::originAsString).toList())
            .byEach(
                    "route.state",
                    table -> table.routes().stream().map(Route::stateAsString).toList())
            .byEach("route.destination-cidr-block", table -> table.routes().stream()
                    .map(route -> String.valueOf(route.destinationCidrBlock()))
                    .toList());

    private final ServiceContext context;
    private final Ec2Tables tables;

    public RouteTables(ServiceContext context, Ec2Tables tables) {
        this.context = context;
        this.tables = tables;
    }

    private static Function<RouteTable, List<String>> each(Function<RouteTableAssociation, String> value) {
        return table -> table.associations().stream().map(value).toList();
    }

    static void keepMain(ServiceContext context, Ec2Tables tables, Vpc vpc) {
        RouteTable table = make(context, vpc, List.of());
        RouteTable main = table.toBuilder()
                .associations(association(context, table.routeTableId()).toBuilder()
                        .main(true)
                        .build())
                .build();
        tables.routeTables().put(main.routeTableId(), main);
    }

    private static RouteTable make(ServiceContext context, Vpc vpc, List<Tag> tags) {
        return RouteTable.builder()
                .routeTableId("rtb-0" + context.ids().hex(16))
                .vpcId(vpc.vpcId())
                .ownerId(context.scope().account())
                .routes(Route.builder()
                        .destinationCidrBlock(vpc.cidrBlock())
                        .gatewayId("local")
                        .origin(RouteOrigin.CREATE_ROUTE_TABLE)
                        .state(RouteState.ACTIVE)
                        .build())
                .tags(tags)
                .build();
    }

    private static RouteTableAssociation association(ServiceContext context, String tableId) {
        return RouteTableAssociation.builder()
                .routeTableAssociationId("rtbassoc-0" + context.ids().hex(16))
                .routeTableId(tableId)
                .main(false)
                .associationState(s -> s.state(RouteTableAssociationStateCode.ASSOCIATED))
                .build();
    }

    static void addDefaultRoute(Ec2Tables tables, String vpcId, String gatewayId) {
        RouteTable main = tables.routeTablesOf(vpcId).get(0);
        tables.routeTables().put(main.routeTableId(), with(main, route("0.0.0.0/0", gatewayId)));
    }

    private static Route route(String destination, String gatewayId) {
        return Route.builder()
                .destinationCidrBlock(destination)
                .gatewayId(gatewayId)
                .origin(RouteOrigin.CREATE_ROUTE)
                .state(RouteState.ACTIVE)
                .build();
    }

    private static RouteTable with(RouteTable table, Route route) {
        List<Route> routes = new ArrayList<>(table.routes());
        routes.add(route);
        return table.toBuilder().routes(routes).build();
    }

    static void forgetSubnet(Ec2Tables tables, String subnetId) {
        tables.routeTables().values().stream()
                .filter(table -> table.associations().stream().anyMatch(a -> subnetId.equals(a.subnetId())))
                .forEach(table -> tables.routeTables()
                        .put(
                                table.routeTableId(),
                                without(table, association -> subnetId.equals(association.subnetId()))));
    }

    private static RouteTable without(RouteTable table, java.util.function.Predicate<RouteTableAssociation> condition) {
        return table.toBuilder()
                .associations(
                        table.associations().stream().filter(condition.negate()).toList())
                .build();
    }

    public CreateRouteTableResponse create(CreateRouteTableRequest request) {
        String vpcId = Ec2Errors.required("vpcId", request.vpcId());
        List<Tag> tags = TagSets.of(
                request.tagSpecifications(),
                Kind.ROUTE_TABLE,
                CallSource.of(request).isPresent());
        RouteTable made = tables.store().write(() -> {
            RouteTable table = make(context, tables.vpc(vpcId), tags);
            tables.routeTables().put(table.routeTableId(), table);
            return table;
        });
        return CreateRouteTableResponse.builder().routeTable(made).build();
    }

    public void delete(String id) {
        tables.store().write(() -> {
            if (!tables.routeTable(id).associations().isEmpty()) {
                throw Ec2Errors.of(
                        "DependencyViolation", "The routeTable '" + id + "' has dependencies and cannot be deleted.");
            }
            tables.routeTables().remove(id);
        });
    }

    public void create(CreateRouteRequest request) {
        String id = Ec2Errors.required("routeTableId", request.routeTableId());
        String destination = CidrBlock.parse(Ec2Errors.required("destinationCidrBlock", request.destinationCidrBlock()))
                .map(CidrBlock::toString)
                .orElseThrow(() -> Ec2Errors.invalid("Value (" + request.destinationCidrBlock()
                        + ") for parameter destinationCidrBlock is invalid. This is not a valid CIDR block."));
        if (request.gatewayId() == null) {
            boolean elsewhere = request.natGatewayId() != null
                    || request.instanceId() != null
                    || request.networkInterfaceId() != null
                    || request.transitGatewayId() != null
                    || request.vpcPeeringConnectionId() != null;
            throw elsewhere
                    ? new UnsupportedOperationException("Routes of the embedded cloud lead to internet gateways only.")
                    : Ec2Errors.of(
                            "MissingParameter",
                            "The request must contain exactly one of gatewayId, natGatewayId,"
                                    + " networkInterfaceId, vpcPeeringConnectionId or transitGatewayId");
        }
        tables.store().write(() -> {
            RouteTable table = tables.routeTable(id);
            tables.gateway(request.gatewayId());
            if (table.routes().stream().anyMatch(route -> destination.equals(route.destinationCidrBlock()))) {
                throw Ec2Errors.of("RouteAlreadyExists", "The route identified by " + destination + " already exists.");
            }
            tables.routeTables().put(id, with(table, route(destination, request.gatewayId())));
        });
    }

    public void delete(DeleteRouteRequest request) {
        String id = Ec2Errors.required("routeTableId", request.routeTableId());
        String destination = Ec2Errors.required("destinationCidrBlock", request.destinationCidrBlock());
        tables.store().write(() -> {
            RouteTable table = tables.routeTable(id);
            Route found = table.routes().stream()
                    .filter(route -> destination.equals(route.destinationCidrBlock()))
                    .findFirst()
                    .orElseThrow(() -> Ec2Errors.of(
                            "InvalidRoute.NotFound",
                            "no route with destination-cidr-block " + destination + " in route table " + id));
            if ("local".equals(found.gatewayId())) {
                throw Ec2Errors.invalid("cannot remove local route " + destination + " in route table " + id);
            }
            List<Route> left = new ArrayList<>(table.routes());
            left.remove(found);
            tables.routeTables().put(id, table.toBuilder().routes(left).build());
        });
    }

    public AssociateRouteTableResponse associate(AssociateRouteTableRequest request) {
        String id = Ec2Errors.required("routeTableId", request.routeTableId());
        if (request.gatewayId() != null) {
            throw new UnsupportedOperationException("Route tables of the embedded cloud belong to subnets only.");
        }
        String subnetId = Ec2Errors.required("subnetId", request.subnetId());
        RouteTableAssociation made = tables.store().write(() -> {
            RouteTable table = tables.routeTable(id);
            tables.subnet(subnetId);
            boolean associated = tables.routeTables().values().stream()
                    .anyMatch(other -> other.associations().stream().anyMatch(a -> subnetId.equals(a.subnetId())));
            if (associated) {
                throw Ec2Errors.of(
                        "Resource.AlreadyAssociated",
                        "the specified association for route table " + id + " conflicts with an existing association");
            }
            RouteTableAssociation association =
                    association(context, id).toBuilder().subnetId(subnetId).build();
            List<RouteTableAssociation> all = new ArrayList<>(table.associations());
            all.add(association);
            tables.routeTables().put(id, table.toBuilder().associations(all).build());
            return association;
        });
        return AssociateRouteTableResponse.builder()
                .associationId(made.routeTableAssociationId())
                .associationState(made.associationState())
                .build();
    }

    public void disassociate(String associationId) {
        tables.store().write(() -> {
            RouteTable table = tables.routeTables().values().stream()
                    .filter(candidate -> candidate.associations().stream()
                            .anyMatch(a -> associationId.equals(a.routeTableAssociationId())))
                    .findFirst()
                    .orElseThrow(() -> Ec2Errors.missing(Kind.ROUTE_TABLE_ASSOCIATION, associationId));
            boolean isMain = table.associations().stream()
                    .anyMatch(a -> associationId.equals(a.routeTableAssociationId()) && a.main());
            if (isMain) {
                throw Ec2Errors.invalid("cannot disassociate the main route table association " + associationId);
            }
            tables.routeTables()
                    .put(table.routeTableId(), without(table, a -> associationId.equals(a.routeTableAssociationId())));
        });
    }

    public DescribeRouteTablesResponse describe(DescribeRouteTablesRequest request) {
        List<RouteTable> found = request.routeTableIds().isEmpty()
                ? tables.routeTables().values()
                : request.routeTableIds().stream().map(tables::routeTable).toList();
        Page<RouteTable> page = Ec2Pages.of(
                FILTERS.of(found, request.filters()),
                RouteTable::routeTableId,
                request.nextToken(),
                request.maxResults());
        return DescribeRouteTablesResponse.builder()
                .routeTables(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
