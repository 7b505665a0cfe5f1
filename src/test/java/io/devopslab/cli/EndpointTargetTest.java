package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.catalog.Labs;
import io.devopslab.target.embedded.Daemons;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labs on an emulator that runs already. It is another home's embedded cloud: all that a lab needs is there. */
final class EndpointTargetTest {

    @TempDir
    private Path home;

    @TempDir
    private Path elsewhere;

    private Map<String, String> keys() {
        return new Daemons(elsewhere.resolve(".lab"))
                .credentials()
                .map(key ->
                        Map.of("AWS_ACCESS_KEY_ID", key.accessKeyId(), "AWS_SECRET_ACCESS_KEY", key.secretAccessKey()))
                .orElseThrow();
    }

    private String url() {
        return new Daemons(elsewhere.resolve(".lab"))
                .running()
                .orElseThrow()
                .endpoint()
                .toString();
    }

    @Test
    void a_lab_is_started_checked_and_stopped_there() throws Exception {
        try (TestDaemon daemon = TestDaemon.serve(elsewhere, Optional.empty())) {
            assertThat(daemon).isNotNull();
            CommandRun started = CommandRun.lab(
                    home, keys(), "start", "cicd", "--target", "endpoint", "--endpoint-url", url(), "--json");
            assertThat(started).extracting(CommandRun::exitCode).isEqualTo(0);
            assertThat(started.json().path("target").asText()).isEqualTo("endpoint");

            // Where the lab runs need not be said again.
            assertThat(CommandRun.lab(home, keys(), "check", "cicd", "--task", "trunk-based"))
                    .extracting(CommandRun::exitCode)
                    .isEqualTo(3);

            CommandRun stopped = CommandRun.lab(home, keys(), "stop", "cicd");
            assertThat(stopped).extracting(CommandRun::exitCode).isEqualTo(0);
            assertThat(CommandRun.lab(home, keys(), "check", "cicd"))
                    .extracting(CommandRun::exitCode)
                    .isEqualTo(2);
        }
    }

    @Test
    void what_it_could_carry_is_listed_without_a_start() throws Exception {
        try (TestDaemon daemon = TestDaemon.serve(elsewhere, Optional.empty())) {
            assertThat(daemon).isNotNull();
            Map<String, String> environment = new HashMap<>(keys());
            environment.put("AWS_ENDPOINT_URL", url());

            CommandRun run = CommandRun.lab(home, environment, "list", "--target", "endpoint", "--json");

            assertThat(run).extracting(CommandRun::exitCode).isEqualTo(0);
            assertThat(run.json().path("labs"))
                    .allSatisfy(lab -> assertThat(lab.path("lacks").toString()).isEqualTo("[]"));
        }
    }

    @Test
    void a_lab_is_proved_there_and_the_report_says_so(@TempDir Path reports) throws Exception {
        try (TestDaemon daemon = TestDaemon.serve(elsewhere, Optional.empty())) {
            assertThat(daemon).isNotNull();
            Path report = reports.resolve("proof.xml");

            CommandRun run = CommandRun.lab(
                    home,
                    keys(),
                    "validate",
                    "tiny",
                    "--labs",
                    Labs.directory().toString(),
                    "--target",
                    "endpoint",
                    "--endpoint-url",
                    url(),
                    "--junit",
                    report.toString(),
                    "--json");

            assertThat(run).extracting(CommandRun::exitCode).isEqualTo(0);
            assertThat(run.json().at("/labs/0/verdict").asText()).isEqualTo("done");
            assertThat(run.json().at("/labs/0/counts/mutant/proved").asInt()).isEqualTo(2);
            assertThat(report)
                    .content()
                    .contains("tiny.solution", "tiny.mutant")
                    .doesNotContain("<failure", "<skipped");
            assertThat(home.resolve(".lab/sessions"))
                    .as("sessions of the proof are not the learner's")
                    .doesNotExist();
        }
    }

    @Test
    void a_key_that_it_does_not_take_is_told_as_such() throws Exception {
        try (TestDaemon daemon = TestDaemon.serve(elsewhere, Optional.empty())) {
            assertThat(daemon).isNotNull();

            CommandRun run = CommandRun.lab(home, "start", "cicd", "--target", "endpoint", "--endpoint-url", url());

            assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
            assertThat(run.err()).contains("AWS_ACCESS_KEY_ID");
        }
    }

    @Test
    void an_emulator_that_does_not_answer_is_the_environment() {
        CommandRun run =
                CommandRun.lab(home, "start", "cicd", "--target", "endpoint", "--endpoint-url", "http://127.0.0.1:9");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
        assertThat(run.err()).contains("http://127.0.0.1:9", "--endpoint-url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost:4566", "ftp://localhost", "http://", "http://me:secret@localhost", "http://[", " "
            })
    void what_is_no_url_of_an_emulator_is_a_usage_error(String url) {
        CommandRun run = CommandRun.lab(home, "start", "cicd", "--target", "endpoint", "--endpoint-url", url);

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
    }

    @Test
    void the_variable_alone_changes_no_target() {
        Map<String, String> environment = Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:9");

        assertThat(CommandRun.lab(home, environment, "check", "cicd").err()).contains("lab start cicd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start cicd", "check cicd", "stop cicd", "list", "validate cicd"})
    void a_target_that_there_is_not_is_a_usage_error_that_names_those_that_there_are(String command) {
        CommandRun run = CommandRun.lab(home, (command + " --target moon").split(" "));

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(run.err()).contains("moon").contains("localstack", "floci");
    }
}
