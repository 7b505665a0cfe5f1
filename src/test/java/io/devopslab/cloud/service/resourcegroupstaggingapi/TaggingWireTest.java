package io.devopslab.cloud.service.resourcegroupstaggingapi;

import io.devopslab.aws.Clients;
import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TaggingWireTest extends TaggingContract {

    private WireCloud cloud;

    @Override
    Clients open(Path directory) {
        cloud = WireCloud.open(directory);
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
