package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

final class EventBridgeEmbeddedTest extends EventBridgeContract {

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
    EventBridgeClient events() {
        return cloud.get(EventBridgeClient.class);
    }
}
