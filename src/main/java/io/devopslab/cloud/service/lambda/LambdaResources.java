package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** What CloudFormation can provision of Lambda. */
public final class LambdaResources {

    private LambdaResources() {}

    public static List<ResourceHandler> handlers(Supplier<LambdaClient> client) {
        return List.of(
                new FunctionResource(client),
                new VersionResource(client),
                new AliasResource(client),
                new PermissionResource(client),
                new EventInvokeConfigResource(client));
    }
}
