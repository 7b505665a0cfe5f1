package io.devopslab.cloud.service.ec2.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.service.ec2.state.Kind;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** {@code AWS::EC2::RouteTable}, known by its identifier. */
final class RouteTableResource implements ResourceHandler {

    private static final Set<String> KNOWN = Set.of("VpcId", "Tags");

    private final Supplier<Ec2Client> client;

    RouteTableResource(Supplier<Ec2Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::EC2::RouteTable";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("VpcId");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Ec2Templates.checkNames(request, KNOWN);
        return provisioned(
                client.get().describeRouteTables(r -> r.filters(Ec2Templates.madeFor(request))).routeTables().stream()
                        .findFirst()
                        .orElseGet(() -> client.get()
                                .createRouteTable(CreateRouteTableRequest.builder()
                                        .vpcId(Ec2Templates.text(request.properties(), "VpcId"))
                                        .tagSpecifications(Ec2Templates.tags(request, Kind.ROUTE_TABLE))
                                        .overrideConfiguration(Ec2Templates.source(request))
                                        .build())
                                .routeTable())
                        .routeTableId());
    }

    private static Provisioned provisioned(String id) {
        return Ec2Templates.provisioned(id, "RouteTableId", id);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        Ec2Templates.checkNames(request, KNOWN);
        Ec2Templates.retag(client.get(), request);
        return provisioned(request.physicalId());
    }

    @Override
    public void delete(ResourceRequest request) {
        Ec2Templates.deleteUnlessGone(() -> client.get().deleteRouteTable(r -> r.routeTableId(request.physicalId())));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return Ec2Templates.unlessGone(() -> client.get()
                        .describeRouteTables(r -> r.routeTableIds(physicalId))
                        .routeTables()
                        .get(0))
                .map(RouteTable::vpcId)
                .map(vpc -> Ec2Templates.object().put("VpcId", vpc));
    }
}
