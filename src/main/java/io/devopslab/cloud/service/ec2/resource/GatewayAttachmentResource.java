package io.devopslab.cloud.service.ec2.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/** {@code AWS::EC2::VPCGatewayAttachment} of an internet gateway, known by {@code IGW|vpc-…}. */
final class GatewayAttachmentResource implements ResourceHandler {

    private static final String PREFIX = "IGW|";

    private final Supplier<Ec2Client> client;

    GatewayAttachmentResource(Supplier<Ec2Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::EC2::VPCGatewayAttachment";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("VpcId", "InternetGatewayId");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Ec2Templates.checkNames(request, Set.of("VpcId", "InternetGatewayId"));
        String vpc = String.valueOf(Ec2Templates.text(request.properties(), "VpcId"));
        String gateway = Ec2Templates.text(request.properties(), "InternetGatewayId");
        if (attached(vpc).filter(id -> id.equals(gateway)).isEmpty()) {
            client.get().attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
        }
        return Ec2Templates.provisioned(PREFIX + vpc, "AttachmentType", "IGW");
    }

    /** The gateway that a VPC has. */
    private Optional<String> attached(String vpc) {
        return client
                .get()
                .describeInternetGateways(r -> r.filters(
                        Filter.builder().name("attachment.vpc-id").values(vpc).build()))
                .internetGateways()
                .stream()
                .findFirst()
                .map(gateway -> gateway.internetGatewayId());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return Ec2Templates.provisioned(request.physicalId(), "AttachmentType", "IGW");
    }

    @Override
    public void delete(ResourceRequest request) {
        String vpc = request.physicalId().substring(PREFIX.length());
        attached(vpc)
                .ifPresent(gateway -> Ec2Templates.deleteUnlessGone(() ->
                        client.get().detachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway))));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        String vpc = physicalId.substring(PREFIX.length());
        return attached(vpc)
                .map(gateway -> Ec2Templates.object().put("VpcId", vpc).put("InternetGatewayId", gateway));
    }
}
