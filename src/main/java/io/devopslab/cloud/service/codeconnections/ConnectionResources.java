package io.devopslab.cloud.service.codeconnections;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;

/** What CloudFormation can provision of CodeConnections. */
public final class ConnectionResources {

    private ConnectionResources() {}

    public static List<ResourceHandler> handlers(Supplier<CodeConnectionsClient> client) {
        return List.of(new ConnectionResource(client));
    }
}
