package io.devopslab.cloud.service.cloudwatch;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkClient;

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
    <C extends SdkClient> C client(Class<C> type) {
        return cloud.get(type);
    }

    @Override
    void pass(Duration duration) {
        cloud.time().advance(duration);
    }

    @Override
    Instant now() {
        return cloud.time().instant();
    }
}
