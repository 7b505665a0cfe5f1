package io.devopslab.cloud.service.ec2.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.service.ec2.state.Kind;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/** {@code AWS::EC2::VPC}, known by its identifier. */
final class VpcResource implements ResourceHandler {

    private static final String SUPPORT = "EnableDnsSupport";
    private static final String HOSTNAMES = "EnableDnsHostnames";
    private static final Set<String> KNOWN = Set.of("CidrBlock", SUPPORT, HOSTNAMES, "InstanceTenancy", "Tags");

    private final Supplier<Ec2Client> client;

    VpcResource(Supplier<Ec2Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::EC2::VPC";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("CidrBlock", "InstanceTenancy");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Ec2Templates.checkNames(request, KNOWN);
        Vpc vpc = client.get().describeVpcs(r -> r.filters(Ec2Templates.madeFor(request))).vpcs().stream()
                .findFirst()
                .orElseGet(() -> client.get()
                        .createVpc(CreateVpcRequest.builder()
                                .cidrBlock(Ec2Templates.text(request.properties(), "CidrBlock"))
                                .instanceTenancy(Ec2Templates.text(request.properties(), "InstanceTenancy"))
                                .tagSpecifications(Ec2Templates.tags(request, Kind.VPC))
                                .overrideConfiguration(Ec2Templates.source(request))
                                .build())
                        .vpc());
        setNames(vpc.vpcId(), request.properties());
        return provisioned(vpc);
    }

    private void setNames(String id, ObjectNode properties) {
        boolean support = properties.path(SUPPORT).asBoolean(true);
        boolean hostnames = properties.path(HOSTNAMES).asBoolean(false);
        client.get().modifyVpcAttribute(r -> r.vpcId(id).enableDnsSupport(v -> v.value(support)));
        client.get().modifyVpcAttribute(r -> r.vpcId(id).enableDnsHostnames(v -> v.value(hostnames)));
    }

    private Provisioned provisioned(Vpc vpc) {
        String group = client.get()
                .describeSecurityGroups(r -> r.filters(
                        Filter.builder().name("vpc-id").values(vpc.vpcId()).build(),
                        Filter.builder().name("group-name").values("default").build()))
                .securityGroups()
                .get(0)
                .groupId();
        return Ec2Templates.provisioned(
                vpc.vpcId(), "VpcId", vpc.vpcId(), "CidrBlock", vpc.cidrBlock(), "DefaultSecurityGroup", group);
    }

    private Vpc get(String id) {
        return client.get().describeVpcs(r -> r.vpcIds(id)).vpcs().get(0);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        Ec2Templates.checkNames(request, KNOWN);
        setNames(request.physicalId(), request.properties());
        Ec2Templates.retag(client.get(), request);
        return provisioned(get(request.physicalId()));
    }

    @Override
    public void delete(ResourceRequest request) {
        Ec2Templates.deleteUnlessGone(() -> client.get().deleteVpc(r -> r.vpcId(request.physicalId())));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return Ec2Templates.unlessGone(() -> get(physicalId)).map(vpc -> Ec2Templates.object()
                .put("CidrBlock", vpc.cidrBlock())
                .put("InstanceTenancy", vpc.instanceTenancyAsString())
                .put(
                        SUPPORT,
                        client.get()
                                .describeVpcAttribute(
                                        r -> r.vpcId(physicalId).attribute(VpcAttributeName.ENABLE_DNS_SUPPORT))
                                .enableDnsSupport()
                                .value())
                .put(
                        HOSTNAMES,
                        client.get()
                                .describeVpcAttribute(
                                        r -> r.vpcId(physicalId).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
                                .enableDnsHostnames()
                                .value()));
    }
}
