package io.devopslab.cloud.service.ecs.resource;

import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.EcsClient;

/** What CloudFormation can provision of ECS. */
public final class EcsResources {

    private EcsResources() {}

    /**
     * @param time by which the handlers wait for services
     */
    public static List<ResourceHandler> handlers(Time time, Supplier<EcsClient> client) {
        return List.of(
                new ClusterResource(client), new TaskDefinitionResource(client), new ServiceResource(time, client));
    }
}
