package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** The contract, kept by the embedded cloud in memory. */
final class LiveTailEmbeddedTest extends LiveTailContract {

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
        makeGroup();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Override
    CloudWatchLogsClient logs() {
        return cloud.get(CloudWatchLogsClient.class);
    }

    @Override
    CloudWatchLogsAsyncClient streams() {
        return cloud.get(CloudWatchLogsAsyncClient.class);
    }

    @Override
    void pass(Duration duration) {
        cloud.time().advance(duration);
    }

    @Override
    long now() {
        return cloud.time().instant().toEpochMilli();
    }
}
