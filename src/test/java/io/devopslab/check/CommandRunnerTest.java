package io.devopslab.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.catalog.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandRunnerTest {

    @TempDir
    Path workspace;

    private CommandRunner.Result sh(String script, Duration timeout) throws IOException, InterruptedException {
        Command command = new Command(List.of("sh", "-c", script), ".", Map.of("WORD", "chào"), timeout);
        return new CommandRunner(workspace).run(command);
    }

    private CommandRunner.Result sh(String script) throws IOException, InterruptedException {
        return sh(script, Duration.ofSeconds(60));
    }

    @RepeatedTest(20)
    void all_that_a_command_wrote_is_kept() throws Exception {
        CommandRunner.Result result = sh("echo $WORD; echo problem >&2; exit 3");
        assertThat(result).isEqualTo(new CommandRunner.Result(3, "chào\n", "problem\n", false));
    }

    @Test
    void of_a_flood_the_first_mebibyte_is_kept() throws Exception {
        CommandRunner.Result result = sh("head -c 3000000 /dev/zero | tr '\\0' x; echo end >&2");
        assertThat(result.stdout()).hasSize(1024 * 1024);
        assertThat(result.stderr()).isEqualTo("end\n");
    }

    @Test
    void a_command_over_its_time_is_ended_and_what_it_wrote_is_kept() throws Exception {
        CommandRunner.Result result = sh("echo before; sleep 600", Duration.ofSeconds(2));
        assertThat(result.timedOut()).isTrue();
        assertThat(result.stdout()).isEqualTo("before\n");
    }

    @Test
    void what_a_command_leaves_in_the_background_is_ended_with_it() throws Exception {
        CommandRunner.Result result = sh("sleep 600 >/dev/null 2>&1 & echo $!; sleep 0.5");
        long orphan = Long.parseLong(result.stdout().trim());
        ProcessHandle.of(orphan).ifPresent(process -> process.onExit().join());
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void a_missing_program_or_directory_is_an_error_that_names_it() throws Exception {
        Command missing = new Command(List.of("no-such-program-here"), ".", Map.of(), Duration.ofSeconds(5));
        assertThatThrownBy(() -> new CommandRunner(workspace).run(missing))
                .hasMessageContaining("no-such-program-here");
        Files.writeString(workspace.resolve("file"), "");
        Command elsewhere = new Command(List.of("sh"), "file", Map.of(), Duration.ofSeconds(5));
        assertThatThrownBy(() -> new CommandRunner(workspace).run(elsewhere)).hasMessageContaining("file");
    }
}
