package io.devopslab.cloud.service.codedeploy;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.service.ecs.ServingHost;
import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by the embedded cloud over the wire. */
final class ServiceDeploymentWireTest extends ServiceDeploymentContract {

    private WireCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = WireCloud.open(directory, ServingHost.opener());
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
