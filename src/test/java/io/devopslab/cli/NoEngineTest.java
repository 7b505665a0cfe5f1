package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LocalStack where there is no engine to run it in. */
final class NoEngineTest {

    @TempDir
    private Path home;

    private CommandRun lab(String... arguments) {
        // Where the usual socket has an engine behind it, that one would be found.
        Assumptions.assumeFalse(Files.exists(Path.of("/var/run/docker.sock")));
        return CommandRun.lab(home, Map.of("DOCKER_HOST", "unix:///nonexistent/docker.sock"), arguments);
    }

    @Test
    void without_an_engine_it_says_what_to_do() {
        CommandRun run = lab("start", "cicd", "--target", "localstack");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
        assertThat(run.err()).contains("Docker");
        assertThat(lab("status").out()).contains("No lab runs");
    }

    @Test
    void nothing_can_be_proved_without_an_engine() {
        CommandRun run = lab("validate", "cicd", "--target", "localstack");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
        assertThat(run.err()).contains("Docker");
    }
}
