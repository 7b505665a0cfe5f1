package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.catalog.Scaffold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateCommandTest {

    @TempDir
    Path directory;

    private Path manifest;

    @BeforeEach
    void lab() throws Exception {
        Path labs = Files.createDirectories(directory.resolve("work/labs"));
        new Scaffold(labs).create("flags");
        manifest = labs.resolve("flags/lab.yaml");
    }

    /** As a job of GitHub Actions that has checked out {@code work}. */
    private CommandRun job(String... options) {
        String[] arguments = new String[options.length + 6];
        System.arraycopy(
                new String[] {"validate", "--all", "--labs", "work/labs", "--kills", "none"}, 0, arguments, 0, 6);
        System.arraycopy(options, 0, arguments, 6, options.length);
        return CommandRun.lab(
                directory,
                Map.of(
                        "GITHUB_ACTIONS", "true",
                        "GITHUB_WORKSPACE", directory.resolve("work").toString(),
                        "GITHUB_STEP_SUMMARY", directory.resolve("summary.md").toString()),
                arguments);
    }

    @Test
    void a_job_gets_a_summary_of_what_is_proved_and_no_note() throws Exception {
        CommandRun run = job("--junit", "out.xml");

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.err()).doesNotContain("::error", "::warning");
        assertThat(directory.resolve("summary.md")).content().contains("| flags | done |", "1 of 1");
        assertThat(directory.resolve("out.xml")).content().contains("testsuite name=\"flags\"");
    }

    @Test
    void a_mutant_that_equals_the_solution_is_noted_at_its_line() throws Exception {
        String whole = Files.readString(manifest);
        Files.writeString(manifest, whole.replaceAll("mutants/[a-z-]+", "solution/" + solution(whole)));

        CommandRun run = job("--json");

        assertThat(run.exitCode()).as("%s", run).isEqualTo(6);
        String note = run.err()
                .lines()
                .filter(line -> line.startsWith("::error "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(run));
        assertThat(note).startsWith("::error file=labs/flags/lab.yaml,line=");
        int line = Integer.parseInt(note.replaceAll(".*,line=([0-9]+),.*", "$1"));
        assertThat(Files.readAllLines(manifest).get(line - 1)).contains("id:");
        assertThat(run.json().path("labs").get(0).path("verdict").textValue()).isEqualTo("invalid_lab");
    }

    private static String solution(String manifest) {
        return manifest.replaceAll("(?s).*solution/([a-z-]+).*", "$1");
    }

    @Test
    void a_manifest_that_cannot_be_read_is_noted_where_it_is_wrong() throws Exception {
        Files.writeString(manifest, Files.readString(manifest).replace("duration:", "durration:"));

        CommandRun run = job();

        assertThat(run.exitCode()).as("%s", run).isEqualTo(6);
        assertThat(run.err()).contains("::error file=labs/flags/lab.yaml,line=", "durration");
    }

    @Test
    void outside_of_a_job_nothing_is_noted_and_a_part_is_proved() {
        CommandRun run = CommandRun.lab(
                directory, "validate", "flags", "--labs", "work/labs", "--kills", "none", "--shard", "2/2");

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.err()).doesNotContain("::");
        assertThat(directory.resolve("summary.md")).doesNotExist();
    }

    @Test
    void nothing_is_proved_where_somebody_pays() {
        CommandRun run = CommandRun.lab(directory, "validate", "flags", "--labs", "work/labs", "--target", "aws");

        assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
        assertThat(run.err()).contains("pays", "--target aws");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--kills none", "--kills some", "--jobs 1", "--seed 1"})
    void what_no_target_heeds_is_refused_also_where_it_is_the_default(String option) {
        String line = "validate flags --labs work/labs --target endpoint --endpoint-url http://127.0.0.1:9 " + option;

        CommandRun run = CommandRun.lab(directory, line.split(" "));
        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err()).contains(option.split(" ")[0], "endpoint", "Leave out");

        CommandRun other = CommandRun.lab(directory, Map.of("LANG", "vi_VN.UTF-8"), line.split(" "));
        assertThat(other).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(other.err()).contains(option.split(" ")[0], "endpoint", "Hãy bỏ");
    }

    /** What runs containers is got only for a command that is not refused: the launcher understands 75. */
    @Test
    void a_refused_line_is_refused_before_what_runs_containers_is_asked_for() {
        Map<String, String> launched = Map.of("LAB_CONTAINERS", "later");
        String line = "validate flags --labs work/labs --target localstack";

        assertThat(CommandRun.lab(directory, launched, (line + " --jobs 3").split(" ")))
                .extracting(CommandRun::exitCode)
                .isEqualTo(2);
        assertThat(CommandRun.lab(directory, launched, "start", "flagz", "--target", "localstack"))
                .extracting(CommandRun::exitCode)
                .isEqualTo(2);
        for (String accepted : new String[] {line, "list --target localstack", "stop cicd --target localstack"}) {
            CommandRun run = CommandRun.lab(directory, launched, accepted.split(" "));
            assertThat(run).extracting(CommandRun::exitCode).isEqualTo(75);
            assertThat(run.out() + run.err()).isEmpty();
        }
    }

    @Test
    void all_that_no_target_heeds_is_told_at_once_and_the_url_alone_is_a_target_too() {
        CommandRun run = CommandRun.lab(
                directory,
                "validate",
                "flags",
                "--labs",
                "work/labs",
                "--endpoint-url",
                "http://127.0.0.1:9",
                "--seed=7",
                "--jobs=2");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err()).contains("--jobs, --seed").doesNotContain("--kills");
    }

    @Test
    void on_the_embedded_cloud_they_count_also_where_it_is_named() {
        CommandRun run = CommandRun.lab(
                directory,
                "validate",
                "flags",
                "--labs",
                "work/labs",
                "--target",
                "embedded",
                "--kills",
                "none",
                "--seed",
                "2",
                "--shard",
                "2/2");

        assertThat(run.exitCode()).as("%s", run).isZero();
    }

    @Test
    void what_is_no_part_is_a_mistake_of_the_command() {
        CommandRun run = CommandRun.lab(directory, "validate", "--all", "--labs", "work/labs", "--shard", "5/4");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("5/4", "1/4");
    }
}
