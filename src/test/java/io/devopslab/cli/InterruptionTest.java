package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Main;
import io.devopslab.Needs;
import io.devopslab.catalog.Labs;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {

    @TempDir
    Path home;

    /** With SIGTERM: the SIGINT of Ctrl-C does the same, but a JVM that was started in the background ignores it. */
    @Test
    void a_command_that_is_told_to_end_says_so_before_it_does() throws Exception {
        Needs.program("kill");
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "validate",
                "tiny",
                "--labs",
                Labs.directory().toString());
        command.environment().put("LAB_HOME", home.toString());
        command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = command.start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).contains("tiny/");
            new ProcessBuilder("kill", "-TERM", Long.toString(process.pid()))
                    .start()
                    .waitFor();

            String rest = said.lines().collect(Collectors.joining("\n"));

            assertThat(process.waitFor()).isEqualTo(128 + 15);
            assertThat(rest).contains("Interrupted.");
        } finally {
            process.destroyForcibly();
        }
    }
}
