package io.devopslab.cloud.service.conflict;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.Representative;
import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by the embedded cloud over the wire, where sixty-four connections take a while. */
@Representative({
    "one_put_over_the_object_that_was_read_wins",
    "an_object_that_is_replaced_all_the_time_is_never_read_half",
    "each_version_of_a_parameter_is_given_once_and_none_is_left_out",
    "a_message_comes_to_one_receiver_while_it_is_invisible"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DataConflictWireTest extends DataConflictContract {

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
    long now() {
        return cloud.time().instant().toEpochMilli();
    }
}
