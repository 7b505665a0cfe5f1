package io.devopslab.cloud.service.codeconnections;

import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codestarconnections.CodeStarConnectionsClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConnectionsWireTest extends ConnectionsContract {

    private WireCloud cloud;

    @BeforeAll
    void open(@TempDir Path directory) {
        cloud = WireCloud.open(directory);
    }

    @AfterAll
    void close() {
        cloud.close();
    }

    @Override
    CodeConnectionsClient connections() {
        return cloud.get(CodeConnectionsClient.class);
    }

    @Override
    CodeStarConnectionsClient older() {
        return cloud.get(CodeStarConnectionsClient.class);
    }

    @Override
    CloudFormationClient stacks() {
        return cloud.get(CloudFormationClient.class);
    }

    @Override
    void settle() {
        cloud.time().advance(Duration.ofSeconds(30));
    }
}
