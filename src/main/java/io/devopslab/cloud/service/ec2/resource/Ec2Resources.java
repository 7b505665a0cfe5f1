package io.devopslab.cloud.service.ec2.resource;

import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** What CloudFormation can provision of EC2. */
public final class Ec2Resources {

    private Ec2Resources() {}

    /**
     * @param time by which the handlers wait for instances
     */
    public static List<ResourceHandler> handlers(Time time, Supplier<Ec2Client> client) {
        return List.of(
                new VpcResource(client),
                new SubnetResource(client),
                new SecurityGroupResource(client),
                new InternetGatewayResource(client),
                new GatewayAttachmentResource(client),
                new RouteTableResource(client),
                new RouteResource(client),
                new RouteTableAssociationResource(client),
                new InstanceResource(time, client));
    }
}
