package io.devopslab.cloud.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.devopslab.cloud.kernel.SimulatedTime;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.process.ProcessExit.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class ProcessesTest {

    private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));

    @TempDir
    Path directory;

    private final Time time = new SimulatedTime(Instant.parse("2026-01-05T09:00:00Z"));
    private final Processes processes = new Processes(time, UUID.randomUUID().toString());
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Output output = Output.merged(lines::add);

    @AfterEach
    void close() {
        processes.close();
        time.close();
    }

    private Command shell(String script) {
        return Command.of(directory, List.of("sh", "-c", script)).withEnvironment(PATH);
    }

    @Test
    void delivers_output_exit_code_and_input() throws Exception {
        ProcessExit exit = processes.run(
                shell("cat; printf 'a\\r\\nb\\n\\nlast' ; echo wrong >&2; exit 7")
                        .withInput("given\n"),
                output);

        assertThat(exit).isEqualTo(new ProcessExit(7, Cause.EXITED));
        assertThat(lines).containsExactlyInAnyOrder("given", "a", "b", "", "last", "wrong");
    }

    @Test
    void the_environment_holds_only_what_was_given_and_the_mark() throws Exception {
        processes.run(
                Command.of(directory, List.of("/usr/bin/env")).withEnvironment(Map.of("COLOUR", "blue ü")), output);

        assertThat(lines).hasSize(2).contains("COLOUR=blue ü").anyMatch(line -> line.startsWith("LAB_PROCESS_TREE="));
    }

    @Test
    void runs_in_the_directory() throws Exception {
        processes.run(shell("pwd -P"), output);

        assertThat(lines).containsExactly(directory.toRealPath().toString());
    }

    @Test
    void a_script_that_was_just_written_runs_while_others_start_theirs() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        List<Future<?>> all = new ArrayList<>();
        Queue<ProcessExit> exits = new ConcurrentLinkedQueue<>();
        for (int number = 0; number < 400; number++) {
            Path script = directory.resolve("script-" + number);
            all.add(writers.submit(() -> {
                Files.writeString(script, "#!/bin/sh\nexit 0\n");
                assertThat(script.toFile().setExecutable(true)).isTrue();
                return exits.add(processes.run(Command.of(directory, List.of(script.toString())), Output.ignored()));
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        writers.shutdown();

        assertThat(exits).hasSize(400).allMatch(ProcessExit::isSuccess);
    }

    @Test
    void who_closes_a_tree_ends_also_what_has_just_been_started_and_says_so() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        for (int number = 0; number < 60; number++) {
            Path begun = directory.resolve("begun-" + number);
            ProcessTree tree = processes.tree();
            Future<ProcessExit> exit =
                    one.submit(() -> tree.run(shell("touch " + begun + "; exec sleep 100"), Output.ignored()));
            while (!Files.exists(begun)) {
                Thread.onSpinWait();
            }
            tree.close();
            assertThat(exit.get().cause()).as("run %d", number).isEqualTo(Cause.STOPPED);
        }
        one.shutdown();
    }

    @Test
    void a_missing_program_or_directory_is_named() {
        assertThatThrownBy(() -> processes.run(
                        Command.of(directory, List.of("no-such-program")).withEnvironment(PATH), output))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'no-such-program' was not found; install it");
        assertThatThrownBy(() -> processes.run(Command.of(directory.resolve("gone"), List.of("sh")), output))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gone does not exist");
    }

    @Test
    void a_stuck_process_ends_at_its_wall_time_while_simulated_time_stands_still() throws Exception {
        Instant before = time.instant();

        ProcessExit exit = processes.run(
                shell("echo $$; sleep 1000").withTimeout(Duration.ofHours(1)).withWallTimeout(Duration.ofMillis(300)),
                output);

        assertThat(exit.cause()).isEqualTo(Cause.TIMED_OUT);
        assertThat(exit.isSuccess()).isFalse();
        assertThat(time.instant()).isEqualTo(before);
        assertIsGone(lines.get(0));
    }

    @Test
    void a_process_ends_when_its_time_in_the_cloud_is_up() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        ProcessTree tree = processes.tree();
        RunningProcess process =
                tree.start(shell("echo $$; sleep 1000").withTimeout(Duration.ofMinutes(5)), Output.merged(line -> {
                    lines.add(line);
                    running.countDown();
                }));
        running.await();

        time.pause(Duration.ofMinutes(5));

        assertThat(process.await().cause()).isEqualTo(Cause.TIMED_OUT);
        assertIsGone(lines.get(0));
    }

    @Test
    void closing_the_tree_stops_what_runs() throws Exception {
        ProcessTree tree = processes.tree();
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<ProcessExit> exit = CompletableFuture.supplyAsync(() -> {
            try {
                return tree.run(shell("echo up; sleep 1000"), Output.merged(line -> running.countDown()));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        running.await();

        tree.close();

        assertThat(exit.get().cause()).isEqualTo(Cause.STOPPED);
        assertThatThrownBy(() -> tree.start(shell("true"), output)).hasMessageContaining("is closed");
    }

    @Test
    void a_background_process_stays_for_the_next_command_and_is_gone_with_the_tree() throws Exception {
        try (ProcessTree tree = processes.tree()) {
            tree.run(shell("sleep 1000 & echo $!"), output);
            tree.run(shell("kill -0 " + lines.get(0) + " && echo alive"), output);
        }

        assertThat(lines.get(1)).isEqualTo("alive");
        assertIsGone(lines.get(0));
    }

    @Test
    void a_daemon_in_a_session_of_its_own_is_gone_afterwards() throws Exception {
        assumeThat(Path.of("/usr/bin/setsid")).exists();

        processes.run(
                shell("setsid sh -c 'echo $$ > daemon; sleep 1000' </dev/null >/dev/null 2>&1 &"
                        + " while [ ! -s daemon ]; do sleep 0.01; done"),
                output);

        assertIsGone(Files.readString(directory.resolve("daemon")).trim());
    }

    @Test
    void an_orphan_with_a_cleaned_environment_is_gone_afterwards() throws Exception {
        processes.run(
                shell("(env -i /bin/sh -c 'echo $$ > daemon; exec sleep 1000' </dev/null >/dev/null 2>&1 &);"
                        + " while [ ! -s daemon ]; do sleep 0.01; done"),
                output);

        assertIsGone(Files.readString(directory.resolve("daemon")).trim());
    }

    @Test
    void a_process_that_forks_for_ever_is_contained() throws Exception {
        ProcessExit exit = processes.run(
                shell("while :; do sleep 1000 & echo x; sleep 0.01; done").withLimits(Limits.of(20, 1 << 20)), output);

        assertThat(exit.cause()).isEqualTo(Cause.TOO_MANY_PROCESSES);
        assertThat(lines.size()).isLessThan(1000);
    }

    @Test
    void a_file_that_grows_for_ever_is_cut_off() throws Exception {
        ProcessExit exit = processes.run(
                shell("exec head -c 10000000 /dev/zero > big").withLimits(Limits.of(20, 1 << 20)), output);

        assertThat(exit.isSuccess()).isFalse();
        assertThat(directory.resolve("big")).hasSize(1 << 20);
    }

    @Test
    void all_output_is_delivered_however_much_it_is() throws Exception {
        processes.run(shell("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done"), output);

        assertThat(lines).hasSize(20000).endsWith("line 19999");
    }

    @Test
    void what_a_killed_cloud_left_running_is_ended_by_the_next_one() throws Exception {
        assumeThat(Path.of("/proc/self/environ")).exists();
        String owner = directory.toString();
        Processes killed = new Processes(time, owner);
        CountDownLatch running = new CountDownLatch(1);
        RunningProcess orphan =
                killed.tree().start(shell("echo up; sleep 1000"), Output.merged(x -> running.countDown()));
        running.await();

        new Processes(time, owner).killLeftovers();

        assertIsGone(Long.toString(orphan.pid()));
    }

    private static void assertIsGone(String pid) {
        assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(p -> !ProcessTable.isZombie(p)))
                .isEmpty();
    }
}
