package io.devopslab.cloud.service.codepipeline;

import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

final class GitTriggersWireTest extends GitTriggersContract {

    @TempDir
    private Path directory;

    private WireCloud cloud;

    @Override
    @BeforeEach
    void prepare() {
        cloud = WireCloud.open(directory);
        super.prepare();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Override
    CodePipelineClient pipelines() {
        return cloud.get(CodePipelineClient.class);
    }

    @Override
    S3Client s3() {
        return cloud.get(S3Client.class);
    }

    @Override
    IamClient iam() {
        return cloud.get(IamClient.class);
    }

    @Override
    CodeCommitClient repositories() {
        return cloud.get(CodeCommitClient.class);
    }

    @Override
    CodeConnectionsClient connections() {
        return cloud.get(CodeConnectionsClient.class);
    }

    @Override
    void pass(Duration duration) {
        cloud.time().advance(duration);
    }
}
