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
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;

/** Internet gateways. */
public final class Gateways {

    private static final Filters<InternetGateway> FILTERS = new Filters<InternetGateway>(InternetGateway::tags)
            .by("internet-gateway-id", InternetGateway::internetGatewayId)
            .by("owner-id", InternetGateway::ownerId)
            .byEach("attachment.vpc-id", gateway -> gateway.attachments().stream()
                    .map(InternetGatewayAttachment::vpcId)
                    .toList())
            .byEach("attachment.state", gateway -> gateway.attachments().stream()
                    .map(InternetGatewayAttachment::stateAsString)
                    .toList());

    private final ServiceContext context;
    private final Ec2Tables tables;

    public Gateways(ServiceContext context, Ec2Tables tables) {
        this.context = context;
        this.tables = tables;
    }

    public CreateInternetGatewayResponse create(CreateInternetGatewayRequest request) {
        InternetGateway gateway = InternetGateway.builder()
                .internetGatewayId("igw-0" + context.ids().hex(16))
                .ownerId(context.scope().account())
                .tags(TagSets.of(
                        request.tagSpecifications(),
                        Kind.INTERNET_GATEWAY,
                        CallSource.of(request).isPresent()))
                .build();
        tables.gateways().put(gateway.internetGatewayId(), gateway);
        return CreateInternetGatewayResponse.builder().internetGateway(gateway).build();
    }

    public void attach(String gatewayId, String vpcId) {
        tables.store().write(() -> {
            InternetGateway gateway = tables.gateway(gatewayId);
            tables.vpc(vpcId);
            if (!gateway.attachments().isEmpty()) {
                throw Ec2Errors.of(
                        "Resource.AlreadyAssociated",
                        "resource " + gatewayId + " is already attached to network "
                                + gateway.attachments().get(0).vpcId());
            }
            boolean taken = tables.gateways().values().stream()
                    .anyMatch(other -> other.attachments().stream().anyMatch(a -> vpcId.equals(a.vpcId())));
            if (taken) {
                throw Ec2Errors.invalid("Network " + vpcId + " already has an internet gateway attached");
            }
            tables.gateways()
                    .put(
                            gatewayId,
                            gateway.toBuilder()
                                    .attachments(InternetGatewayAttachment.builder()
                                            .vpcId(vpcId)
                                            .state(AttachmentStatus.fromValue("available"))
                                            .build())
                                    .build());
        });
    }

    public void detach(String gatewayId, String vpcId) {
        tables.store().write(() -> {
            InternetGateway gateway = tables.gateway(gatewayId);
            tables.vpc(vpcId);
            if (gateway.attachments().stream().noneMatch(a -> vpcId.equals(a.vpcId()))) {
                throw Ec2Errors.of(
                        "Gateway.NotAttached", "resource " + gatewayId + " is not attached to network " + vpcId);
            }
            tables.gateways()
                    .put(gatewayId, gateway.toBuilder().attachments(List.of()).build());
        });
    }

    public void delete(String id) {
        tables.store().write(() -> {
            if (!tables.gateway(id).attachments().isEmpty()) {
                throw Ec2Errors.of(
                        "DependencyViolation",
                        "The internetGateway '" + id + "' has dependencies and cannot be deleted.");
            }
            tables.gateways().remove(id);
        });
    }

    public DescribeInternetGatewaysResponse describe(DescribeInternetGatewaysRequest request) {
        List<InternetGateway> found = request.internetGatewayIds().isEmpty()
                ? tables.gateways().values()
                : request.internetGatewayIds().stream().map(tables::gateway).toList();
        Page<InternetGateway> page = Ec2Pages.of(
                FILTERS.of(found, request.filters()),
                InternetGateway::internetGatewayId,
                request.nextToken(),
                request.maxResults());
        return DescribeInternetGatewaysResponse.builder()
                .internetGateways(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
