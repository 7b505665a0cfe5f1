package io.devopslab.cloud.service.ec2.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Route;

/** {@code AWS::EC2::Route} to an internet gateway, known by {@code rtb-…|destination}. */
final class RouteResource implements ResourceHandler {

    private static final Set<String> KNOWN = Set.of("RouteTableId", "DestinationCidrBlock", "GatewayId");

    private final Supplier<Ec2Client> client;

    RouteResource(Supplier<Ec2Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::EC2::Route";
    }

    /** The API can exchange a route's gateway, which the embedded EC2 does by another route. */
    @Override
    public Set<String> createOnly() {
        return KNOWN;
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Ec2Templates.checkNames(request, KNOWN);
        String table = Ec2Templates.text(request.properties(), "RouteTableId");
        String destination = Ec2Templates.text(request.properties(), "DestinationCidrBlock");
        String gateway = Ec2Templates.text(request.properties(), "GatewayId");
        String id = table + "|" + destination;
        boolean present = find(id).filter(route -> String.valueOf(gateway).equals(route.gatewayId()))
                .isPresent();
        if (!present) {
            client.get().createRoute(r -> r.routeTableId(table)
                    .destinationCidrBlock(destination)
                    .gatewayId(gateway));
        }
        return Ec2Templates.provisioned(id, "CidrBlock", String.valueOf(destination));
    }

    private Optional<Route> find(String id) {
        String[] parts = id.split("\\|", 2);
        return Ec2Templates.unlessGone(() -> client.get()
                        .describeRouteTables(r -> r.routeTableIds(parts[0]))
                        .routeTables()
                        .get(0))
                .flatMap(table -> table.routes().stream()
                        .filter(route -> parts[1].equals(route.destinationCidrBlock()))
                        .findFirst());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return Ec2Templates.provisioned(
                request.physicalId(), "CidrBlock", request.physicalId().split("\\|", 2)[1]);
    }

    @Override
    public void delete(ResourceRequest request) {
        String[] parts = request.physicalId().split("\\|", 2);
        Ec2Templates.deleteUnlessGone(
                () -> client.get().deleteRoute(r -> r.routeTableId(parts[0]).destinationCidrBlock(parts[1])));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return find(physicalId).map(route -> Ec2Templates.object()
                .put("RouteTableId", physicalId.split("\\|", 2)[0])
                .put("DestinationCidrBlock", route.destinationCidrBlock())
                .put("GatewayId", route.gatewayId()));
    }
}
