package io.devopslab.cloud.service.ec2.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/** {@code AWS::EC2::SubnetRouteTableAssociation}, known by its identifier. */
final class RouteTableAssociationResource implements ResourceHandler {

    private static final Set<String> KNOWN = Set.of("RouteTableId", "SubnetId");

    private final Supplier<Ec2Client> client;

    RouteTableAssociationResource(Supplier<Ec2Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::EC2::SubnetRouteTableAssociation";
    }

    @Override
    public Set<String> createOnly() {
        return KNOWN;
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Ec2Templates.checkNames(request, KNOWN);
        String table = String.valueOf(Ec2Templates.text(request.properties(), "RouteTableId"));
        String subnet = String.valueOf(Ec2Templates.text(request.properties(), "SubnetId"));
        return provisioned(find(a -> table.equals(a.routeTableId()) && subnet.equals(a.subnetId()))
                .map(RouteTableAssociation::routeTableAssociationId)
                .orElseGet(() -> client.get()
                        .associateRouteTable(r -> r.routeTableId(table).subnetId(subnet))
                        .associationId()));
    }

    private Optional<RouteTableAssociation> find(Predicate<RouteTableAssociation> wanted) {
        return client.get().describeRouteTables().routeTables().stream()
                .flatMap(table -> table.associations().stream())
                .filter(wanted)
                .findFirst();
    }

    private static Provisioned provisioned(String id) {
        return Ec2Templates.provisioned(id, "Id", id);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return provisioned(request.physicalId());
    }

    @Override
    public void delete(ResourceRequest request) {
        Ec2Templates.deleteUnlessGone(
                () -> client.get().disassociateRouteTable(r -> r.associationId(request.physicalId())));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return find(a -> physicalId.equals(a.routeTableAssociationId())).map(a -> Ec2Templates.object()
                .put("RouteTableId", a.routeTableId())
                .put("SubnetId", a.subnetId()));
    }
}
