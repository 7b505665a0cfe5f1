package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets in containers where there is no engine to run it in. */
final class NoEngineTest {

    @TempDir
    private Path home;

    private CommandRun lab(String... arguments) {
        // Where the usual socket has an engine behind it, that one would be found.
        Assumptions.assumeFalse(Files.exists(Path.of("/var/run/docker.sock")));
        return CommandRun.lab(home, Map.of("DOCKER_HOST", "unix:///nonexistent/docker.sock"), arguments);
    }

    @ParameterizedTest
    @CsvSource({"localstack, LocalStack", "floci, Floci"})
    void without_an_engine_it_says_what_to_do(String target, String title) {
        CommandRun run = lab("start", "cicd", "--target", target);

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
        assertThat(run.err()).contains("Docker", title + " runs in a container");
        assertThat(lab("status").out()).contains("No lab runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localstack", "floci"})
    void nothing_can_be_proved_without_an_engine(String target) {
        CommandRun run = lab("validate", "cicd", "--target", target);

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
        assertThat(run.err()).contains("Docker");
    }
}
