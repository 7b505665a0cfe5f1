package io.devopslab.cloud.service.eventbridge;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by the embedded cloud over the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchiveWireTest extends ArchiveContract {

    private WireCloud cloud;

    @BeforeAll
    void open(@TempDir Path directory) {
        cloud = WireCloud.open(directory);
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
    Time time() {
        return cloud.time();
    }
}
