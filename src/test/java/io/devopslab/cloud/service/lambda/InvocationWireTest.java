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

/**
 * The contract, kept by the embedded cloud over the wire. Its tests start the processes of functions for twelve
 * seconds; here run those in which the wire carries something of its own: payloads, the headers of a function's error
 * and log, requests that are refused, and each type of invocation. The rest is tested in
 * {@link InvocationEmbeddedTest}.
 */
@Representative({
    "dry_run_runs_nothing",
    "asynchronous_call_that_succeeds_is_made_once",
    "failing_function_is_an_unhandled_error_with_its_log",
    "no_call_runs_when_none_is_reserved",
    "requests_that_make_no_sense_are_refused"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InvocationWireTest extends InvocationContract {

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
