package io.devopslab.cloud.service.logs;

import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** The contract, kept by the embedded cloud over the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InsightsWireTest extends InsightsContract {

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
    CloudWatchLogsClient logs() {
        return cloud.get(CloudWatchLogsClient.class);
    }

    @Override
    Instant now() {
        return cloud.time().instant();
    }

    @Override
    void pause() {
        try {
            cloud.time().pause(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
