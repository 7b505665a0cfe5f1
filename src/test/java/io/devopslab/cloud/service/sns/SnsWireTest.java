package io.devopslab.cloud.service.sns;

import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The contract, kept by the embedded cloud over the wire. */
final class SnsWireTest extends SnsContract {

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
