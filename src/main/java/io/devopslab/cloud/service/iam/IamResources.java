package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;

/** What CloudFormation can provision of IAM. */
public final class IamResources {

    private IamResources() {}

    public static List<ResourceHandler> handlers(Supplier<IamClient> client) {
        return List.of(
                new RoleResource(client),
                new PolicyResource(client),
                new ManagedPolicyResource(client),
                new UserResource(client),
                new GroupResource(client),
                new InstanceProfileResource(client),
                new AccessKeyResource(client));
    }
}
