package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.devopslab.catalog.Labs;
import io.devopslab.target.container.FakeEngine;
import io.devopslab.target.embedded.Daemons;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container of LocalStack that dies in mid-lab, without an engine: another home's embedded cloud is what is in it. */
final class DyingContainerTest {

    @TempDir
    private Path home;

    @TempDir
    private Path inside;

    private TestDaemon daemon;
    private FaultProxy container;
    private FakeEngine engine;

    @BeforeEach
    void open() throws Exception {
        daemon = TestDaemon.unverified(inside);
        container = FaultProxy.before(
                new Daemons(inside.resolve(".lab")).running().orElseThrow().endpoint());
        engine = new FakeEngine(FakeEngine.RUNNING, "Ready.\n", container.url().getPort());
    }

    @AfterEach
    void close() throws Exception {
        engine.close();
        container.close();
        daemon.close();
    }

    private void lab(int exitCode, String line, String... words) {
        CommandRun run = CommandRun.of(Labs.directory().getParent(), home, engine.environment(), line.split(" "));
        assertThat(run.exitCode()).as("%s", run).isEqualTo(exitCode);
        String said = (run.out() + run.err()).replaceAll("\\s+", " ");
        assertThat(words).as("%s", run).allSatisfy(word -> assertThat(said).contains(word));
    }

    @Test
    void it_is_told_and_a_start_makes_another() {
        lab(0, "start tiny --target localstack", "LocalStack 4.14.0", "The lab tiny is ready.");
        container.die();

        lab(4, "check tiny", "does not answer any more", "`lab start tiny`", "`lab stop tiny`");
        container.revive();
        lab(0, "start tiny", "The lab tiny runs.");
        lab(3, "check tiny");
        lab(0, "stop tiny", "The container of LocalStack is removed");
    }

    @Test
    void it_is_told_and_the_second_stop_removes_what_is_left_of_it() {
        lab(0, "start tiny --target localstack");
        container.die();

        lab(4, "check tiny", "`lab stop tiny`");
        lab(4, "stop tiny", "does not answer", "The end of its log: Ready.", "Run the same command again");
        container.revive();
        lab(0, "stop tiny", "The container of LocalStack is removed");
        lab(2, "check tiny", "lab start tiny");
        lab(0, "stop tiny", "nothing to stop");
    }

    @Test
    void one_that_dies_in_the_middle_of_a_start_is_told_and_the_second_stop_finishes() {
        container.meet(call -> {
            if (call.is("cloudformation:ExecuteChangeSet")) {
                container.meet(later -> Optional.of(new Trouble.Broken(Fault.CONNECTION_RESET_BY_PEER)));
            }
            return Optional.empty();
        });
        lab(4, "start tiny --target localstack", "got no answer", "try again");
        lab(4, "stop tiny", "does not answer");

        container.calm();
        lab(0, "stop tiny", "The container of LocalStack is removed");
        assertThat(engine.isAskedToRemove()).isTrue();
    }
}
