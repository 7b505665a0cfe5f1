package io.devopslab.cloud.service.sns;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** One cloud for all tests, because each cloud makes a key to sign with, which takes a second. */
@TestInstance(Lifecycle.PER_CLASS)
final class SnsEmbeddedTest extends SnsContract {

    private TestCloud cloud;

    @BeforeAll
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
    }

    @AfterAll
    void close() {
        cloud.close();
    }

    @Override
    SnsClient sns() {
        return cloud.get(SnsClient.class);
    }

    @Override
    SqsClient sqs() {
        return cloud.get(SqsClient.class);
    }

    @Override
    void pass(Duration duration) {
        cloud.time().advance(duration);
    }
}
