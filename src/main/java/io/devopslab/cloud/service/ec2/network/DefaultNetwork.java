package io.devopslab.cloud.service.ec2.network;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.ec2.state.Ec2Tables;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * What every account has in a region: a VPC with a subnet in each zone and a way out ("Default VPCs"). It is made when
 * EC2 is first asked for anything; one that was deleted does not come back.
 */
public final class DefaultNetwork {

    private static final String MADE = "made";

    private final ServiceContext context;
    private final Ec2Tables tables;
    private final Vpcs vpcs;
    private final Subnets subnets;
    private final Zones zones;
    private final io.devopslab.cloud.kernel.Table<Boolean> marks;

    public DefaultNetwork(ServiceContext context, Ec2Tables tables, Vpcs vpcs, Subnets subnets, Zones zones) {
        this.context = context;
        this.tables = tables;
        this.vpcs = vpcs;
        this.subnets = subnets;
        this.zones = zones;
        this.marks = context.store().table("default-network", Boolean.class);
    }

    /** Makes it, unless that was done. */
    public void ensure() {
        if (!marks.contains(MADE)) {
            tables.store().write(() -> {
                if (marks.putIfAbsent(MADE, true)) {
                    make();
                }
            });
        }
    }

    private void make() {
        Vpc vpc = vpcs.make(CidrBlock.parse("172.31.0.0/16").orElseThrow(), List.of(), Tenancy.DEFAULT, true);
        int third = 0;
        for (String zone : zones.names()) {
            subnets.make(
                    vpc.vpcId(), CidrBlock.parse("172.31." + third + ".0/20").orElseThrow(), zone, List.of(), true);
            third += 16;
        }
        String gateway = "igw-0" + context.ids().hex(16);
        tables.gateways()
                .put(
                        gateway,
                        InternetGateway.builder()
                                .internetGatewayId(gateway)
                                .ownerId(context.scope().account())
                                .attachments(InternetGatewayAttachment.builder()
                                        .vpcId(vpc.vpcId())
                                        .state(AttachmentStatus.fromValue("available"))
                                        .build())
                                .build());
        RouteTables.addDefaultRoute(tables, vpc.vpcId(), gateway);
    }
}
