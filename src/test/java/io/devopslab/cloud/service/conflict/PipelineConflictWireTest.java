package io.devopslab.cloud.service.conflict;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.Representative;
import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by the embedded cloud over the wire, where sixty-four connections take a while. */
@Representative({"each_start_of_a_pipeline_is_an_execution_and_none_is_left_over"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PipelineConflictWireTest extends PipelineConflictContract {

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
