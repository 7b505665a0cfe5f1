package io.devopslab.cloud.service.ec2.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.service.ec2.state.Kind;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.InternetGateway;

/** {@code AWS::EC2::InternetGateway}, known by its identifier. */
final class InternetGatewayResource implements ResourceHandler {

    private final Supplier<Ec2Client> client;

    InternetGatewayResource(Supplier<Ec2Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::EC2::InternetGateway";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Ec2Templates.checkNames(request, Set.of("Tags"));
        return provisioned(
                client
                        .get()
                        .describeInternetGateways(r -> r.filters(Ec2Templates.madeFor(request)))
                        .internetGateways()
                        .stream()
                        .findFirst()
                        .map(InternetGateway::internetGatewayId)
                        .orElseGet(() -> client.get()
                                .createInternetGateway(CreateInternetGatewayRequest.builder()
                                        .tagSpecifications(Ec2Templates.tags(request, Kind.INTERNET_GATEWAY))
                                        .overrideConfiguration(Ec2Templates.source(request))
                                        .build())
                                .internetGateway()
                                .internetGatewayId()));
    }

    private static Provisioned provisioned(String id) {
        return Ec2Templates.provisioned(id, "InternetGatewayId", id);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        Ec2Templates.checkNames(request, Set.of("Tags"));
        Ec2Templates.retag(client.get(), request);
        return provisioned(request.physicalId());
    }

    @Override
    public void delete(ResourceRequest request) {
        Ec2Templates.deleteUnlessGone(
                () -> client.get().deleteInternetGateway(r -> r.internetGatewayId(request.physicalId())));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return Ec2Templates.unlessGone(
                        () -> client.get().describeInternetGateways(r -> r.internetGatewayIds(physicalId)))
                .map(found -> Ec2Templates.object());
    }
}
