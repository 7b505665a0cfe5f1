package io.devopslab.cloud.service.cloudwatch;

import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by the embedded cloud over the wire. */
final class PublishersWireTest extends PublishersContract {

    private WireCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = WireCloud.open(directory);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Override
    CloudWatchPlace place() {
        return new CloudWatchPlace.Embedded(cloud, cloud.time());
    }
}
