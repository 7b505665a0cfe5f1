package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;

/** What CloudFormation can provision here. */
public final class CodeBuildResources {

    private CodeBuildResources() {}

    public static List<ResourceHandler> handlers(Supplier<CodeBuildClient> client) {
        return List.of(new ProjectResource(client), new ReportGroupResource(client));
    }
}
