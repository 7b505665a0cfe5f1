package io.devopslab.cloud.service.lambda;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AsyncDeliveryEmbeddedTest extends AsyncDeliveryContract {

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
    Clients clients() {
        return cloud;
    }

    @Override
    void pass(Duration duration) {
        cloud.time().advance(duration);
    }
}
