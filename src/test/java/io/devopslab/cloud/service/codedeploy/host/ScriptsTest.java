package io.devopslab.cloud.service.codedeploy.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.cloud.kernel.LiveTime;
import io.devopslab.cloud.runtime.process.ProcessTree;
import io.devopslab.cloud.runtime.process.Processes;
import io.devopslab.cloud.service.codedeploy.appspec.ServerSpec.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts on a cloud whose clock is fast: a minute of it is over before a script has begun. */
final class ScriptsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private final LiveTime time = new LiveTime(InstantSource.system(), Instant.parse("2026-01-05T09:00:00Z"), 100_000);
    private Processes processes;

    @BeforeEach
    void open() {
        processes = new Processes(time, directory.toString());
    }

    @AfterEach
    void close() {
        processes.close();
        time.close();
    }

    private void run(String script, Duration timeout) throws Exception {
        Files.writeString(directory.resolve("script"), "#!/bin/sh\n" + script + "\n");
        new Scripts(new Machine())
                .run("ApplicationStart", List.of(new Script("script", timeout, Optional.empty())), directory, Map.of());
    }

    @Test
    void a_script_has_its_time_in_real_time_for_it_does_not_know_the_clouds() throws Exception {
        run("sleep 0.2; touch done", MINUTE);

        assertThat(directory.resolve("done")).exists();
    }

    @Test
    void a_script_that_hangs_is_ended() {
        assertThatThrownBy(() -> run("sleep 60", Duration.ofSeconds(1)))
                .isInstanceOf(HookFailure.class)
                .hasMessageContaining("failed to complete in 1 seconds");
    }

    private final class Machine implements Host {

        @Override
        public String id() {
            return "machine";
        }

        @Override
        public String arn() {
            return "arn:aws:codedeploy:eu-west-1:123456789012:instance/machine";
        }

        @Override
        public Path root() {
            return directory;
        }

        @Override
        public Map<String, String> environment() {
            return Map.of("PATH", "/usr/bin:/bin");
        }

        @Override
        public Optional<Integer> ownPort() {
            return Optional.empty();
        }

        @Override
        public boolean isReachable() {
            return true;
        }

        @Override
        public ProcessTree tree() {
            return processes.tree();
        }
    }
}
