package io.devopslab.cloud.service.resourcegroupstaggingapi;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TaggingEmbeddedTest extends TaggingContract {

    private TestCloud cloud;

    @Override
    Clients open(Path directory) {
        cloud = TestCloud.open(directory);
        return cloud;
    }

    @Override
    void settle(Duration time) {
        cloud.time().advance(time);
    }

    @AfterAll
    void close() {
        cloud.close();
    }
}
