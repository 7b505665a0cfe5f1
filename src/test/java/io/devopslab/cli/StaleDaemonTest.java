package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.target.embedded.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A daemon goes on serving what it was started from, whatever has been built since. */
final class StaleDaemonTest {

    @TempDir
    private Path home;

    private Optional<Path> old = Optional.empty();
    private Optional<Path> rebuilt = Optional.empty();
    private Optional<TestDaemon> daemon = Optional.empty();

    @BeforeEach
    void serve() throws Exception {
        old = Optional.of(Files.writeString(home.resolve("old.jar"), "what was built before"));
        rebuilt = Optional.of(Files.writeString(home.resolve("new.jar"), "what was built since"));
        daemon = Optional.of(TestDaemon.serve(home, Program.of(old)));
    }

    @AfterEach
    void stop() throws InterruptedException {
        daemon.orElseThrow().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloud start", "cloud status", "cloud advance 1m", "env", "check cicd"})
    void a_command_of_a_newer_build_says_so_once_and_what_to_do(String command) {
        CommandRun run = CommandRun.lab(home, Map.of(), rebuilt, command.split(" "));

        assertThat(run.err()).containsOnlyOnce("lab cloud stop");
        assertThat(run.out()).doesNotContain("another build");
        assertThat(run.err().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void a_command_of_the_same_build_says_nothing() {
        assertThat(CommandRun.lab(home, Map.of(), old, "cloud", "status").err()).isEmpty();
    }

    @Test
    void the_answer_for_programs_stays_one_document() {
        CommandRun run = CommandRun.lab(home, Map.of(), rebuilt, "cloud", "status", "--json");

        assertThat(run.json().path("program").asText())
                .isEqualTo(Program.of(old).orElseThrow().id());
        assertThat(run.err()).contains("lab cloud stop");
    }
}
