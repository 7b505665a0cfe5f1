package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.catalog.Labs;
import io.devopslab.target.container.FakeEngine;
import io.devopslab.target.embedded.Daemons;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labs on Floci, without an engine and without Floci: another home's embedded cloud is what is in its container. */
final class FlociTargetTest {

    @TempDir
    private Path home;

    @TempDir
    private Path inside;

    @TempDir
    private Path insideToo;

    /** An engine of its own for each container, and what is in it. */
    private record Contained(TestDaemon daemon, FaultProxy container, FakeEngine engine) implements AutoCloseable {

        static Contained of(Path inside) throws InterruptedException {
            TestDaemon daemon = TestDaemon.unverified(inside);
            FaultProxy container = FaultProxy.before(
                    new Daemons(inside.resolve(".lab")).running().orElseThrow().endpoint());
            return new Contained(
                    daemon,
                    container,
                    new FakeEngine(
                            FakeEngine.RUNNING, "Ready.\n", container.url().getPort()));
        }

        @Override
        public void close() throws InterruptedException {
            engine.close();
            container.close();
            daemon.close();
        }
    }

    private CommandRun lab(Contained in, int exitCode, String line, String... words) {
        CommandRun run =
                CommandRun.of(Labs.directory().getParent(), home, in.engine().environment(), line.split(" "));
        assertThat(run.exitCode()).as("%s", run).isEqualTo(exitCode);
        String said = (run.out() + run.err()).replaceAll("\\s+", " ");
        assertThat(words).as("%s", run).allSatisfy(word -> assertThat(said).contains(word));
        return run;
    }

    @Test
    void a_lab_is_started_checked_and_stopped_and_the_container_goes_with_it() throws Exception {
        try (Contained floci = Contained.of(inside)) {
            lab(
                    floci,
                    0,
                    "start tiny --target floci",
                    "Floci in a container; the first time its image is downloaded.",
                    "Floci 1.5.30",
                    "The lab tiny is ready.");
            lab(floci, 0, "status", "tiny", "floci");
            lab(floci, 3, "check tiny");
            lab(floci, 0, "sweep --target floci", "Nothing");
            assertThat(floci.engine().isAskedToRemove()).isFalse();
            floci.container().die();
            lab(floci, 4, "check tiny", "The Floci of the lab tiny does not answer any more", "`lab stop tiny`");
            floci.container().revive();

            lab(floci, 0, "stop tiny", "The container of Floci is removed.");

            assertThat(floci.engine().isAskedToRemove()).isTrue();
        }
    }

    @Test
    void what_is_started_only_to_be_asked_is_removed_again() throws Exception {
        try (Contained floci = Contained.of(inside)) {
            CommandRun listed = lab(floci, 0, "list --target floci --json");

            assertThat(listed.json().path("target").asText()).isEqualTo("floci");
            assertThat(listed.json().path("software").asText()).isEqualTo("Floci 1.5.30");
            assertThat(floci.engine().isAskedToRemove()).isTrue();
        }
        for (String sweep : new String[] {"sweep --target floci", "sweep --target floci --execute"}) {
            try (Contained floci = Contained.of(Files.createTempDirectory(inside, "again"))) {
                lab(floci, 0, sweep, "Nothing", "The container of Floci is removed.");

                assertThat(floci.engine().isAskedToRemove()).as(sweep).isTrue();
            }
        }
    }

    @Test
    void one_lab_on_both_products_is_two_labs() throws Exception {
        try (Contained floci = Contained.of(inside);
                Contained localStack = Contained.of(insideToo)) {
            lab(floci, 0, "start tiny --target floci");
            lab(localStack, 0, "start tiny --target localstack --dir " + home.resolve("beside"));
            lab(floci, 2, "check tiny", "several targets", "floci", "localstack");

            lab(localStack, 0, "stop tiny --target localstack", "The container of LocalStack is removed.");

            assertThat(floci.engine().isAskedToRemove()).isFalse();
            lab(floci, 3, "check tiny");
            lab(floci, 0, "stop tiny", "The container of Floci is removed.");
        }
    }
}
