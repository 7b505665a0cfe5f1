package io.devopslab.cloud.service.ssm;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What CloudFormation can provision of Systems Manager. */
public final class SsmResources {

    private SsmResources() {}

    public static List<ResourceHandler> handlers(Supplier<SsmClient> client) {
        return List.of(new ParameterResource(client));
    }
}
