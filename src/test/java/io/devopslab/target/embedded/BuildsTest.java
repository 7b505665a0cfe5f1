package io.devopslab.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.BuildPlace;
import io.devopslab.text.Language;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the place of builds goes from the command line to the cloud, and to the next daemon. */
final class BuildsTest {

    private static DaemonAddress address(Builds builds) {
        return new DaemonAddress(
                "i",
                1,
                URI.create("http://127.0.0.1:1"),
                "123456789012",
                "eu-west-1",
                1,
                true,
                builds,
                Fallback.NONE,
                Instant.EPOCH,
                Optional.empty());
    }

    private static DaemonOptions options(Optional<Builds> builds) {
        return new DaemonOptions(
                0, "123456789012", "eu-west-1", 1, true, Duration.ofHours(1), builds, Optional.empty());
    }

    @Test
    void what_is_asked_for_is_handed_to_the_daemon_and_nothing_else() {
        assertThat(options(Optional.of(Builds.DOCKER)).arguments()).contains("--builds=docker");
        assertThat(options(Optional.empty()).arguments()).noneMatch(argument -> argument.startsWith("--builds"));
    }

    @Test
    void a_daemon_tells_the_next_where_builds_run_and_an_old_one_means_processes() {
        ObjectNode told = address(Builds.DOCKER).toJson();
        assertThat(DaemonAddress.fromJson(told)).map(DaemonAddress::builds).contains(Builds.DOCKER);
        told.remove("builds");
        assertThat(DaemonAddress.fromJson(told)).map(DaemonAddress::builds).contains(Builds.PROCESS);
    }

    @Test
    void docker_gets_the_environment_by_which_it_finds_its_engine() {
        assertThat(Builds.DOCKER.place()).isEqualTo(new BuildPlace.InDocker(System.getenv()));
        assertThat(Builds.PROCESS.place()).isEqualTo(BuildPlace.MACHINE);
    }

    @Test
    void who_asks_a_running_daemon_for_another_place_is_told() {
        Optional<String> told = Daemons.otherBuilds(address(Builds.PROCESS), options(Optional.of(Builds.DOCKER)))
                .map(message -> message.in(Language.EN));
        assertThat(told).hasValueSatisfying(text -> assertThat(text)
                .contains("--builds process, not docker", "lab cloud stop"));
        assertThat(Daemons.otherBuilds(address(Builds.DOCKER), options(Optional.of(Builds.DOCKER))))
                .isEmpty();
        assertThat(Daemons.otherBuilds(address(Builds.DOCKER), options(Optional.empty())))
                .isEmpty();
    }
}
