package io.devopslab.cloud.service.sqs;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

final class SqsEmbeddedTest extends SqsContract {

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
    SqsClient sqs() {
        return cloud.get(SqsClient.class);
    }

    @Override
    void pass(Duration duration) {
        cloud.time().advance(duration);
    }
}
