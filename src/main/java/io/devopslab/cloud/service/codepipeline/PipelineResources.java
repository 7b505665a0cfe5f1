package io.devopslab.cloud.service.codepipeline;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;

/** What CloudFormation can provision of CodePipeline. */
public final class PipelineResources {

    private PipelineResources() {}

    public static List<ResourceHandler> handlers(Supplier<CodePipelineClient> client) {
        return List.of(new PipelineResource(client), new CustomActionTypeResource(client));
    }
}
