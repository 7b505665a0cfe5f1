package io.devopslab.cloud.service.cloudwatch;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by the embedded cloud. */
final class CompositeAlarmsEmbeddedTest extends CompositeAlarmsContract {

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
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
