package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.target.localstack.TestLocalStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The labs of this repository on a real LocalStack. */
@Tag("engine")
@Tag("localstack")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class LocalStackTargetTest {

    /** Those that need services which it does not have. */
    private static final List<String> LABS = List.of("cicd", "dora", "testing");

    @TempDir
    private Path home;

    private CommandRun lab(String... arguments) {
        return CommandRun.lab(home, arguments);
    }

    /** What was said is the only way to know why it ended otherwise. */
    private static void ends(CommandRun run, int code) {
        assertThat(run.exitCode()).as("%s", run).isEqualTo(code);
    }

    private List<String> containers() {
        return TestLocalStack.containers(home.resolve(".lab"));
    }

    @AfterEach
    void remove() {
        containers().forEach(container -> TestLocalStack.docker("rm", "--force", container));
    }

    @Test
    void all_labs_share_one_container_which_goes_with_the_last_of_them() {
        TestLocalStack.needed();
        for (String lab : LABS) {
            CommandRun started = lab("start", lab, "--target", "localstack");
            ends(started, 0);
            assertThat(started.err()).contains("LocalStack 4.", "does not have codecommit", "CREATE_COMPLETE");
            assertThat(containers()).hasSize(1);
        }
        // Whoever reaches it reaches the engine.
        assertThat(TestLocalStack.docker("port", containers().get(0))).startsWith("4566/tcp -> 127.0.0.1:");
        for (String lab : LABS) {
            CommandRun checked = lab("check", lab, "--json");
            ends(checked, 4);
            assertThat(checked.out()).contains("does not have code");
        }
        for (String lab : LABS) {
            assertThat(containers()).hasSize(1);
            CommandRun stopped = lab("stop", lab, "--json");
            ends(stopped, 0);
            assertThat(stopped.json().path("survivors")).isEmpty();
        }
        assertThat(containers()).isEmpty();
    }

    @Test
    void a_container_that_dies_in_mid_lab_is_told_and_both_ways_out_work() {
        TestLocalStack.needed();
        ends(lab("start", "testing", "--target", "localstack"), 0);
        TestLocalStack.docker("kill", containers().get(0));

        CommandRun checked = lab("check", "testing");
        ends(checked, 4);
        assertThat(checked.err().replaceAll("\\s+", " ")).contains("lab start testing", "lab stop testing");

        ends(lab("start", "testing"), 0);
        TestLocalStack.docker("kill", containers().get(0));

        CommandRun stopped = lab("stop", "testing");
        ends(stopped, 0);
        assertThat(containers()).as("the killed ones too").isEmpty();
    }

    @Test
    void what_is_started_only_to_be_asked_is_removed_again() {
        TestLocalStack.needed();

        CommandRun run = lab("list", "--target", "localstack", "--json");

        ends(run, 0);
        assertThat(run.json().path("software").asText()).startsWith("LocalStack 4.");
        assertThat(run.json().path("labs")).hasSize(LABS.size() + 1);
        assertThat(run.json().path("labs"))
                .allSatisfy(lab -> assertThat(lab.path("lacks").toString().contains("codepipeline"))
                        .isEqualTo(!lab.path("id").asText().equals("observability")));
        assertThat(containers()).isEmpty();
    }

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

        ends(run, 4);
        assertThat(run.err()).contains("LAB_LOCALSTACK_IMAGE");
        assertThat(containers()).isEmpty();
    }
}
