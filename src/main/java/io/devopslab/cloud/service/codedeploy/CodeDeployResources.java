package io.devopslab.cloud.service.codedeploy;

import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.UpdatePolicy;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;

/** What CloudFormation can provision of CodeDeploy, and what it has CodeDeploy do. */
public final class CodeDeployResources {

    private CodeDeployResources() {}

    public static List<ResourceHandler> handlers(Supplier<CodeDeployClient> client) {
        return List.of(
                new ApplicationResource(client),
                new DeploymentGroupResource(client),
                new DeploymentConfigResource(client));
    }

    public static List<UpdatePolicy> policies(Time time, Supplier<CodeDeployClient> client) {
        return List.of(new AliasUpdatePolicy(time, client));
    }
}
