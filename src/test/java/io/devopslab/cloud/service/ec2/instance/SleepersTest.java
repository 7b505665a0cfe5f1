package io.devopslab.cloud.service.ec2.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.cloud.kernel.HostStart;
import io.devopslab.cloud.kernel.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SleepersTest {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final SimulatedTime time = new SimulatedTime(Instant.EPOCH);
    private final List<String> started = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        time.close();
    }

    private Sleepers sleepers(HostStart start, String... ids) {
        Sleepers sleepers = new Sleepers(time, start);
        for (String id : ids) {
            sleepers.add(id, () -> started.add(id + " at " + time.instant().getEpochSecond()));
        }
        return sleepers;
    }

    @Test
    void all_start_with_a_cloud_that_others_wait_for() throws Exception {
        sleepers(HostStart.AT_ONCE, "i-1", "i-2");
        time.pause(MOMENT);

        assertThat(started).containsExactlyInAnyOrder("i-1 at 0", "i-2 at 0");
    }

    @Test
    void one_that_nobody_needs_sleeps_for_half_a_minute() throws Exception {
        sleepers(HostStart.WHEN_NEEDED, "i-1");
        time.pause(Sleepers.UNASKED.minus(MOMENT));
        assertThat(started).isEmpty();

        time.pause(Duration.ofMinutes(5));
        assertThat(started).containsExactly("i-1 at 30");
    }

    @Test
    void one_that_is_needed_starts_at_once_and_only_once_and_alone() throws Exception {
        Sleepers sleepers = sleepers(HostStart.WHEN_NEEDED, "i-1", "i-2");
        sleepers.awaken("i-1");
        sleepers.awaken("i-1");
        assertThat(started).containsExactly("i-1 at 0");

        time.pause(Duration.ofMinutes(5));
        assertThat(started).containsExactly("i-1 at 0", "i-2 at 30");
    }

    @Test
    void whoever_needs_one_that_is_starting_waits_until_it_has() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ready = new CountDownLatch(1);
        Sleepers sleepers = new Sleepers(time, HostStart.WHEN_NEEDED);
        sleepers.add("i-1", () -> {
            begun.countDown();
            try {
                ready.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            started.add("i-1");
        });
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Future<?> first = two.submit(() -> sleepers.awaken("i-1"));
            begun.await();
            Future<Boolean> second = two.submit(() -> {
                sleepers.awaken("i-1");
                return started.contains("i-1");
            });
            ready.countDown();
            first.get();

            assertThat(second.get()).isTrue();
            assertThat(started).hasSize(1);
        } finally {
            two.shutdownNow();
        }
    }

    @Test
    void one_that_is_stopped_in_its_sleep_never_starts() throws Exception {
        Sleepers sleepers = sleepers(HostStart.WHEN_NEEDED, "i-1");
        sleepers.forget("i-1");
        sleepers.awaken("i-1");
        time.pause(Duration.ofMinutes(5));

        assertThat(started).isEmpty();
    }

    @Test
    void one_that_cannot_start_says_so_to_who_needs_it_and_is_not_tried_again() {
        Sleepers sleepers = new Sleepers(time, HostStart.WHEN_NEEDED);
        sleepers.add("i-1", () -> {
            throw new IllegalArgumentException("no directory");
        });

        assertThatThrownBy(() -> sleepers.awaken("i-1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("i-1")
                .hasRootCauseMessage("no directory");
        sleepers.awaken("i-1");
    }
}
