package io.devopslab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Needs;
import io.devopslab.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {

    @TempDir
    private Path directory;

    /** What the doctor finds of docker, where {@code docker} is this script. */
    private Finding docker(String script) throws IOException {
        Needs.program("sh");
        Path docker = Files.writeString(directory.resolve("docker"), "#!/bin/sh\n" + script);
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        return finding("docker");
    }

    private static String found(Finding finding) {
        return finding.found().in(Language.EN);
    }

    private static String cure(Finding finding) {
        return finding.cure().orElseThrow().in(Language.EN);
    }

    private Finding finding(String name) {
        return new Doctor(Map.of("PATH", directory.toString()), directory.resolve("home"))
                .examine().stream()
                        .filter(finding -> finding.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void a_docker_client_without_an_engine_is_not_called_good() throws Exception {
        Finding docker = docker("[ \"$1\" = --version ] && echo Docker version 28.2.2, build e6534b4 && exit\n"
                + "echo Cannot connect to the Docker daemon at unix:///var/run/docker.sock. >&2; exit 1\n");

        assertThat(docker.state()).isEqualTo(Finding.State.OPTIONAL);
        assertThat(found(docker)).contains("no engine answers").contains("28.2.2");
    }

    @Test
    void an_old_client_that_fails_with_exit_code_nought_is_seen_through() throws Exception {
        Finding docker = docker("[ \"$1\" = --version ] && echo Docker version 18.09.1 && exit\n"
                + "echo 'Cannot connect to the Docker daemon' >&2; echo\n");

        assertThat(docker.state()).isEqualTo(Finding.State.OPTIONAL);
    }

    @Test
    void an_engine_that_answers_is_named() throws Exception {
        Finding docker = docker("[ \"$1\" = --version ] && echo Docker version 28.2.2, build e6534b4 && exit\n"
                + "[ \"$1\" = info ] && echo 27.5.1\n");

        assertThat(docker.state()).isEqualTo(Finding.State.GOOD);
        assertThat(found(docker)).contains("engine 27.5.1");
    }

    @Test
    void without_docker_nothing_is_missing() {
        assertThat(finding("docker").state()).isEqualTo(Finding.State.OPTIONAL);
        assertThat(found(finding("docker"))).isEqualTo("not found");
    }

    @Test
    void without_git_no_lab_runs() {
        assertThat(finding("git").state()).isEqualTo(Finding.State.BAD);
        assertThat(cure(finding("git"))).contains("Install git");
    }

    @Test
    void a_home_that_is_a_file_is_told_with_what_to_do() throws Exception {
        Files.writeString(directory.resolve("home"), "not a directory");

        assertThat(finding("LAB_HOME").state()).isEqualTo(Finding.State.BAD);
        assertThat(cure(finding("LAB_HOME"))).contains("LAB_HOME");
    }
}
