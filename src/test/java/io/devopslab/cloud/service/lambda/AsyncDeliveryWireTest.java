package io.devopslab.cloud.service.lambda;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.Representative;
import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Over the wire: a message to a queue, and the settings of a dead-letter queue. The rest is tested in {@link AsyncDeliveryEmbeddedTest}. */
@Representative({"queue_is_told_of_successes_and_failures", "dead_letter_queue_is_set_and_taken_away"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AsyncDeliveryWireTest extends AsyncDeliveryContract {

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
    void pass(Duration duration) {
        cloud.time().advance(duration);
    }
}
