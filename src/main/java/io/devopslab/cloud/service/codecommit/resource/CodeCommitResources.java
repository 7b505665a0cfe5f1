package io.devopslab.cloud.service.codecommit.resource;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What CloudFormation can provision of CodeCommit. */
public final class CodeCommitResources {

    private CodeCommitResources() {}

    /**
     * @param s3 where the first content of a repository comes from
     */
    public static List<ResourceHandler> handlers(Supplier<CodeCommitClient> client, Supplier<S3Client> s3) {
        return List.of(new RepositoryResource(client, new RepositorySeed(client, s3)));
    }
}
