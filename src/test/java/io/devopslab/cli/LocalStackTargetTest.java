package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.target.localstack.TestLocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The labs of this repository on a real LocalStack. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class LocalStackTargetTest {

    private static final List<String> LABS = List.of("cicd", "dora", "testing");

    @TempDir
    private Path home;

    private CommandRun lab(String... arguments) {
        return CommandRun.lab(home, arguments);
    }

    private List<String> containers() {
        return TestLocalStack.containers(home.resolve(".lab"));
    }

    @AfterEach
    void remove() {
        containers().forEach(container -> TestLocalStack.docker("rm", "--force", container));
    }

    @Tag("engine")
    @Tag("localstack")
    @Test
    void all_labs_share_one_container_which_goes_with_the_last_of_them() {
        TestLocalStack.needed();
        for (String lab : LABS) {
            CommandRun started = lab("start", lab, "--target", "localstack");
            assertThat(started).extracting(CommandRun::exitCode).isEqualTo(0);
            assertThat(started.err()).contains("LocalStack 4.", "does not have codecommit", "CREATE_COMPLETE");
            assertThat(containers()).hasSize(1);
        }
        // Whoever reaches it reaches the engine.
        assertThat(TestLocalStack.docker("port", containers().get(0))).startsWith("4566/tcp -> 127.0.0.1:");
        for (String lab : LABS) {
            CommandRun checked = lab("check", lab, "--json");
            assertThat(checked).extracting(CommandRun::exitCode).isEqualTo(4);
            assertThat(checked.out()).contains("does not have code");
        }
        for (String lab : LABS) {
            assertThat(containers()).hasSize(1);
            CommandRun stopped = lab("stop", lab, "--json");
            assertThat(stopped).extracting(CommandRun::exitCode).isEqualTo(0);
            assertThat(stopped.json().path("survivors")).isEmpty();
        }
        assertThat(containers()).isEmpty();
    }

    @Tag("engine")
    @Tag("localstack")
    @Test
    void a_container_that_dies_in_mid_lab_is_told_and_both_ways_out_work() {
        TestLocalStack.needed();
        lab("start", "testing", "--target", "localstack");
        TestLocalStack.docker("kill", containers().get(0));

        CommandRun checked = lab("check", "testing");
        assertThat(checked).extracting(CommandRun::exitCode).isEqualTo(4);
        assertThat(checked.err().replaceAll("\\s+", " ")).contains("lab start testing", "lab stop testing");

        assertThat(lab("start", "testing")).extracting(CommandRun::exitCode).isEqualTo(0);
        TestLocalStack.docker("kill", containers().get(0));

        CommandRun stopped = lab("stop", "testing");
        assertThat(stopped).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(containers()).as("the killed ones too").isEmpty();
    }

    @Tag("engine")
    @Tag("localstack")
    @Test
    void what_is_started_only_to_be_asked_is_removed_again() {
        TestLocalStack.needed();

        CommandRun run = lab("list", "--target", "localstack", "--json");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(run.json().path("software").asText()).startsWith("LocalStack 4.");
        assertThat(run.json().path("labs")).hasSize(LABS.size());
        assertThat(run.json().path("labs").path(0).path("lacks").toString()).contains("codepipeline");
        assertThat(containers()).isEmpty();
    }

    @Tag("engine")
    @Tag("localstack")
    @Test
    void an_image_that_cannot_be_had_is_told_with_the_cure() {
        TestLocalStack.needed();

        CommandRun run = CommandRun.lab(
                home,
                // Nobody serves images at that port.
                Map.of(
                        "LAB_LOCALSTACK_IMAGE",
                        "127.0.0.1:9/localstack/localstack:none",
                        "TESTCONTAINERS_PULL_TIMEOUT",
                        "1"),
                "start",
                "cicd",
                "--target",
                "localstack");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
        assertThat(run.err()).contains("LAB_LOCALSTACK_IMAGE");
        assertThat(containers()).isEmpty();
    }

    @Test
    void without_an_engine_it_says_what_to_do() {
        // Where the usual socket has an engine behind it, that one would be found.
        Assumptions.assumeFalse(Files.exists(Path.of("/var/run/docker.sock")));

        CommandRun run = CommandRun.lab(
                home,
                Map.of("DOCKER_HOST", "unix:///nonexistent/docker.sock"),
                "start",
                "cicd",
                "--target",
                "localstack");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
        assertThat(run.err()).contains("Docker");
        assertThat(lab("status").out()).contains("No lab runs");
    }
}
