package io.devopslab.cloud.service.eventbridge;

import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** The contract, kept by the embedded cloud over the wire. Its tests use the same names, so each has its own cloud. */
final class EventBridgeWireTest extends EventBridgeContract {

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
    EventBridgeClient events() {
        return cloud.get(EventBridgeClient.class);
    }
}
