package io.devopslab.cloud.service.codedeploy;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.service.ecs.ServingHost;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by the embedded cloud without a wire. */
final class ServiceDeploymentEmbeddedTest extends ServiceDeploymentContract {

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory, ServingHost.opener());
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Override
    Clients clients() {
        return cloud;
    }

    @Override
    void pass(Duration duration) {
        cloud.time().advance(duration);
    }
}
