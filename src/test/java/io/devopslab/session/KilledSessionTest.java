package io.devopslab.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Input;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import io.devopslab.check.Standing;
import io.devopslab.session.SessionState.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that end in the middle, at each line of the ledger, and what the next command makes of it. */
class KilledSessionTest {

    private final Lab lab = Labs.tiny();

    @TempDir
    Path directory;

    /** What a process that is killed throws, as far as a test can tell. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void a_start_killed_anywhere_goes_on_and_a_stop_after_it_leaves_nothing() {
        for (int line : linesOf(Command.START)) {
            try (TestSite site = new TestSite(directory.resolve("start" + line))) {
                kill(site, Command.START, line);
                assertThat(site.session(lab).start(Optional.empty()).session().phase())
                        .isEqualTo(Phase.READY);
                site.session(lab).solve(List.of());
                assertThat(site.session(lab).check(List.of()).standing()).isEqualTo(Standing.PASSED);
                assertThatNothingIsLeftAfterStop(site);
            }
        }
    }

    @Test
    void a_start_killed_anywhere_can_be_stopped_at_once() {
        for (int line : linesOf(Command.START)) {
            try (TestSite site = new TestSite(directory.resolve("half" + line))) {
                kill(site, Command.START, line);
                assertThatNothingIsLeftAfterStop(site);
            }
        }
    }

    @Test
    void a_stop_killed_anywhere_is_finished_by_the_next() {
        for (int line : linesOf(Command.STOP)) {
            try (TestSite site = new TestSite(directory.resolve("stop" + line))) {
                site.session(lab).start(Optional.empty());
                kill(site, Command.STOP, line);
                assertThatNothingIsLeftAfterStop(site);
            }
        }
    }

    @Test
    void a_half_written_last_line_is_cut_away() throws Exception {
        try (TestSite site = new TestSite(directory.resolve("cut"))) {
            site.session(lab).start(Optional.empty());
            Path ledger = site.home().session("embedded", "tiny").resolve("ledger.jsonl");
            Files.writeString(ledger, "{\"v\":1,\"at\":\"2026-0", StandardOpenOption.APPEND);
            Files.writeString(ledger.resolveSibling("session.json"), "{\"id\":");
            assertThat(site.session(lab).state().orElseThrow().phase()).isEqualTo(Phase.READY);
            site.session(lab).hint("greeting");
            assertThat(Files.readAllLines(ledger)).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
            assertThatNothingIsLeftAfterStop(site);
        }
    }

    @Test
    void a_cloud_that_was_emptied_meanwhile_gets_its_lab_again() throws IOException {
        Path place = directory.resolve("emptied");
        try (TestSite site = new TestSite(place)) {
            Path clone =
                    site.session(lab).start(Optional.empty()).session().clones().get("app");
            assertThat(clone).exists();
        }
        FileUtils.delete(place.resolve("cloud").toFile(), FileUtils.RECURSIVE);
        try (TestSite site = new TestSite(place)) {
            assertThat(site.session(lab).start(Optional.empty()).resumed()).isTrue();
            assertThat(site.session(lab).check(List.of()).standing()).isEqualTo(Standing.FAILED);
            site.session(lab).solve(List.of());
            assertThat(site.session(lab).check(List.of()).standing()).isEqualTo(Standing.PASSED);
            assertThatNothingIsLeftAfterStop(site);
        }
    }

    private enum Command {
        START,
        STOP;

        void run(Session session) {
            if (this == START) {
                session.start(Optional.empty());
            } else {
                session.stop(StopOptions.ordinary());
            }
        }
    }

    /** The numbers of the ledger's lines that the command writes. */
    private List<Integer> linesOf(Command command) {
        try (TestSite site = new TestSite(directory.resolve("whole-" + command))) {
            if (command == Command.STOP) {
                site.session(lab).start(Optional.empty());
            }
            int before = lines(site);
            command.run(site.session(lab));
            return IntStream.range(0, lines(site) - before).boxed().toList();
        }
    }

    private static int lines(TestSite site) {
        return new SessionFiles(site.home(), "embedded", "tiny")
                .ledger()
                .entries()
                .size();
    }

    /** Runs the command and ends it just before it writes that line. */
    private void kill(TestSite site, Command command, int line) {
        int last = lines(site) + line;
        site.beforeEachLine(() -> {
            if (lines(site) == last) {
                throw new Killed();
            }
        });
        assertThatThrownBy(() -> command.run(site.session(lab))).isInstanceOf(Killed.class);
        site.beforeEachLine(() -> {});
    }

    private void assertThatNothingIsLeftAfterStop(TestSite site) {
        assertThat(site.session(lab).stop(StopOptions.withWorkspace()).survivors())
                .isEmpty();
        Operations operations = new Operations(site);
        assertThat(operations.get("codecommit", "ListRepositories", Input.of()).path("repositories"))
                .isEmpty();
        assertThat(operations.get("s3", "ListBuckets", Input.of()).path("Buckets"))
                .isEmpty();
        assertThat(operations.get("iam", "ListUsers", Input.of()).path("Users")).isEmpty();
        assertThat(operations
                        .get("cloudformation", "DescribeStacks", Input.of())
                        .path("Stacks"))
                .isEmpty();
    }
}
