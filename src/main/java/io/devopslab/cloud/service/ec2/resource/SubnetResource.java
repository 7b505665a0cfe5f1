package io.devopslab.cloud.service.ec2.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.service.ec2.state.Kind;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** {@code AWS::EC2::Subnet}, known by its identifier. */
final class SubnetResource implements ResourceHandler {

    private static final String PUBLIC = "MapPublicIpOnLaunch";
    private static final Set<String> KNOWN =
            Set.of("VpcId", "CidrBlock", "AvailabilityZone", "AvailabilityZoneId", PUBLIC, "Tags");

    private final Supplier<Ec2Client> client;

    SubnetResource(Supplier<Ec2Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::EC2::Subnet";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("VpcId", "CidrBlock", "AvailabilityZone", "AvailabilityZoneId");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Ec2Templates.checkNames(request, KNOWN);
        ObjectNode properties = request.properties();
        Subnet subnet = client.get().describeSubnets(r -> r.filters(Ec2Templates.madeFor(request))).subnets().stream()
                .findFirst()
                .orElseGet(() -> client.get()
                        .createSubnet(CreateSubnetRequest.builder()
                                .vpcId(Ec2Templates.text(properties, "VpcId"))
                                .cidrBlock(Ec2Templates.text(properties, "CidrBlock"))
                                .availabilityZone(Ec2Templates.text(properties, "AvailabilityZone"))
                                .availabilityZoneId(Ec2Templates.text(properties, "AvailabilityZoneId"))
                                .tagSpecifications(Ec2Templates.tags(request, Kind.SUBNET))
                                .overrideConfiguration(Ec2Templates.source(request))
                                .build())
                        .subnet());
        setPublic(subnet.subnetId(), properties);
        return provisioned(subnet);
    }

    private void setPublic(String id, ObjectNode properties) {
        boolean isPublic = properties.path(PUBLIC).asBoolean(false);
        client.get().modifySubnetAttribute(r -> r.subnetId(id).mapPublicIpOnLaunch(v -> v.value(isPublic)));
    }

    private static Provisioned provisioned(Subnet subnet) {
        return Ec2Templates.provisioned(
                subnet.subnetId(),
                "SubnetId",
                subnet.subnetId(),
                "VpcId",
                subnet.vpcId(),
                "CidrBlock",
                subnet.cidrBlock(),
                "AvailabilityZone",
                subnet.availabilityZone(),
                "AvailabilityZoneId",
                subnet.availabilityZoneId());
    }

    private Subnet get(String id) {
        return client.get().describeSubnets(r -> r.subnetIds(id)).subnets().get(0);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        Ec2Templates.checkNames(request, KNOWN);
        setPublic(request.physicalId(), request.properties());
        Ec2Templates.retag(client.get(), request);
        return provisioned(get(request.physicalId()));
    }

    @Override
    public void delete(ResourceRequest request) {
        Ec2Templates.deleteUnlessGone(() -> client.get().deleteSubnet(r -> r.subnetId(request.physicalId())));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return Ec2Templates.unlessGone(() -> get(physicalId)).map(subnet -> Ec2Templates.object()
                .put("VpcId", subnet.vpcId())
                .put("CidrBlock", subnet.cidrBlock())
                .put("AvailabilityZone", subnet.availabilityZone())
                .put("AvailabilityZoneId", subnet.availabilityZoneId())
                .put(PUBLIC, subnet.mapPublicIpOnLaunch()));
    }
}
