package io.devopslab.cloud.service.ec2.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.TestContext;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.service.ec2.state.InstanceRow;
import java.lang.Thread.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** How long simulated time stands still for an instance that starts. */
@Timeout(60)
final class InstanceProcessesTest {

    private static final Duration NO_TIME = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    private Store store;
    private ServiceContext context;

    @BeforeEach
    void open() {
        store = Store.inMemory();
        context = TestContext.over(store, directory);
    }

    @AfterEach
    void close() {
        context.time().close();
        store.close();
    }

    /** A slow machine once took a server that was still being started for one that is not there. */
    @Test
    void time_stands_still_while_the_script_of_the_user_data_goes_on() throws Exception {
        try (InstanceProcesses processes = new InstanceProcesses(context, LONG, NO_TIME)) {
            Path root = processes.directory("i-1");
            List<Boolean> wasDone = new CopyOnWriteArrayList<>();
            context.time().schedule(Duration.ofMinutes(1), () -> wasDone.add(Files.exists(root.resolve("done"))));
            Thread starting =
                    start(processes.start(row("until [ -e go ]; do :; done; echo done > done")), State.TIMED_WAITING);
            Thread pausing = start(() -> context.time().advance(Duration.ofHours(1)), State.WAITING);

            assertThat(context.time().instant()).isEqualTo(TestCloud.START);
            assertThat(wasDone).isEmpty();

            Files.createFile(root.resolve("go"));
            starting.join();
            pausing.join();
            assertThat(wasDone).containsExactly(true);
            assertThat(context.time().instant()).isEqualTo(TestCloud.START.plus(Duration.ofHours(1)));
        }
    }

    /** Starts a thread, and returns when it waits in that way, or has ended. */
    private static Thread start(Runnable task, State waiting) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        while (thread.isAlive() && thread.getState() != waiting) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The thread never waited.");
            }
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void a_script_that_never_ends_and_never_listens_does_not_hold_time_for_ever() throws Exception {
        try (InstanceProcesses processes = new InstanceProcesses(context, NO_TIME, LONG)) {
            processes.start(row("sleep 1000")).run();
        }
    }

    @Test
    void what_a_script_left_in_the_background_has_less_time_to_come_to_listen() throws Exception {
        try (InstanceProcesses processes = new InstanceProcesses(context, LONG, NO_TIME)) {
            processes.start(row("sleep 1000 &")).run();
        }
    }

    private static InstanceRow row(String script) {
        Instance instance = Instance.builder()
                .instanceId("i-1")
                .privateIpAddress("127.0.0.1")
                .state(state -> state.name(InstanceStateName.RUNNING))
                .tags(List.of())
                .launchTime(Instant.EPOCH)
                .build();
        String userData = Base64.getEncoder().encodeToString(("#!/bin/sh\n" + script).getBytes(StandardCharsets.UTF_8));
        return new InstanceRow(instance, "r-1", userData, 1, false, Optional.empty());
    }
}
