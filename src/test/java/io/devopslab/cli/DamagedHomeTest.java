package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.launcher.SmallDisk;
import io.devopslab.session.ledger.SessionLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that find their home held, half written, taken or full. */
final class DamagedHomeTest {

    @TempDir
    private Path home;

    private Optional<TestDaemon> daemon = Optional.empty();

    private void serve() throws InterruptedException {
        daemon = Optional.of(TestDaemon.serve(home, Optional.empty()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (daemon.isPresent()) {
            daemon.get().close();
        }
    }

    private CommandRun lab(String... arguments) {
        return CommandRun.lab(home, arguments);
    }

    private Path session() throws Exception {
        return Files.createDirectories(home.resolve(".lab/sessions/embedded/cicd"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start cicd", "stop cicd"})
    void a_lab_that_another_command_holds_is_left_alone_and_its_holder_named(String command) throws Exception {
        serve();
        try (SessionLock held =
                SessionLock.take(session().resolve("lock"), "lab solve cicd").orElseThrow()) {
            CommandRun run = lab(command.split(" "));

            assertThat(run).extracting(CommandRun::exitCode).isEqualTo(7);
            assertThat(run.err())
                    .contains("lab solve cicd")
                    .contains(String.valueOf(ProcessHandle.current().pid()));
            assertThat(session().resolve("ledger.jsonl")).doesNotExist();
            assertThat(held).isNotNull();
        }
        assertThat(lab("stop", "cicd").exitCode()).as("nobody holds it now").isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"at\":\"2026-11-2", "\u0000\u0000\u0000\u0000", "[1, 2]\n", "{}\n"})
    void a_ledger_that_never_got_a_whole_line_is_of_a_lab_that_never_began(String half) throws Exception {
        serve();
        Files.writeString(session().resolve("ledger.jsonl"), half);

        assertThat(lab("status").exitCode()).isEqualTo(0);
        assertThat(lab("check", "cicd").exitCode()).isEqualTo(2);
        assertThat(lab("stop", "cicd").exitCode()).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"accessKeyId\": \"AKIA", "[]", "{\"accessKeyId\": \"AKIAIOSFODNN7EXAMPLE\"}"})
    void credentials_that_are_half_written_are_named_with_what_to_do(String half) throws Exception {
        serve();
        Path credentials = home.resolve(".lab/cloud/credentials.json");
        String whole = Files.readString(credentials);
        try {
            Files.writeString(credentials, half);

            CommandRun run = lab("check", "cicd");
            assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
            assertThat(run.err()).contains("credentials.json").doesNotContain("Exception");
            assertThat(lab("env").exitCode()).isEqualTo(4);
        } finally {
            Files.writeString(credentials, whole);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{\"instance\": \"x\", \"pid\": 1, \"endpoint\": \"http://[\"}",
                "{\"instance\": \"x\", \"pid\": \"one\", \"endpoint\": \"not a url\", \"account\": 1, \"region\": {},"
                        + " \"speed\": \"fast\", \"verified\": 2, \"started\": \"yesterday\"}",
                "{\"instance\": \"x\", \"pid\": 1, \"endpoint\": \"relative\", \"account\": \"1\", \"region\": \"r\","
                        + " \"speed\": 1, \"verified\": true, \"started\": \"2026-11-27T22:10:12Z\"}"
            })
    void an_address_that_is_no_address_counts_as_no_daemon(String address) throws Exception {
        Files.createDirectories(home.resolve(".lab/cloud"));
        Files.writeString(home.resolve(".lab/cloud/daemon.json"), address);

        CommandRun run = lab("cloud", "status", "--json");
        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(run.json().path("running").asBoolean(true)).isFalse();
    }

    @Test
    void a_file_in_place_of_the_sessions_is_told() throws Exception {
        serve();
        Files.writeString(home.resolve(".lab/sessions"), "");

        CommandRun run = lab("start", "cicd");
        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
        assertThat(run.err()).contains(".lab/sessions").contains("LAB_HOME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloud", "."})
    void a_file_in_place_of_the_daemons_directory_is_told(String place) throws Exception {
        Path labHome = home.resolve("state");
        Path file = labHome.resolve(place).normalize();
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");

        CommandRun run = CommandRun.lab(home, Map.of("LAB_HOME", labHome.toString()), "cloud", "serve");
        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
        assertThat(run.err()).contains(file.toString()).contains("LAB_HOME").doesNotContain("Exception");
    }

    @Test
    void a_full_disk_is_told_by_the_daemon() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("disk"))) {
            disk.fill();

            CommandRun run =
                    CommandRun.lab(home, Map.of("LAB_HOME", disk.path().toString()), "cloud", "serve", "--port=0");
            assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
            assertThat(run.err()).contains(disk.path().toString()).contains("Free some space");
        }
    }

    @Test
    void lab_home_alone_will_do() {
        CommandRun run = CommandRun.lab(
                home, Map.of("HOME", "", "LAB_HOME", home.resolve("state").toString()), "status");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(0);
    }
}
