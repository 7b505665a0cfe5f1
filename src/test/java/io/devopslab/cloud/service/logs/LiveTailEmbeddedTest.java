package io.devopslab.cloud.service.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    @Test
    void a_session_ends_well_with_its_cloud(@TempDir Path directory) {
        try (TestCloud other = TestCloud.open(directory)) {
            other.get(CloudWatchLogsClient.class).createLogGroup(r -> r.logGroupName("g"));
            LiveTailViewer viewer = LiveTailViewer.open(
                    other.get(CloudWatchLogsAsyncClient.class),
                    r -> r.logGroupIdentifiers("arn:aws:logs:eu-west-1:123456789012:log-group:g"));
            other.get(CloudWatchLogsClient.class).close();

            assertThat(viewer.awaitEnd()).isTrue();
        }
    }
}
