package io.devopslab.cloud.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SimulatedTimeTest {

    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private final SimulatedTime time = new SimulatedTime(START);

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void stands_still_while_nobody_waits() {
        time.schedule(Duration.ofMinutes(1), () -> {});

        assertThat(time.instant()).isEqualTo(START);
    }

    @Test
    void a_pause_runs_what_falls_due_on_the_way_at_its_own_moment() throws InterruptedException {
        List<Instant> seen = new CopyOnWriteArrayList<>();
        time.schedule(Duration.ofMinutes(2), () -> seen.add(time.instant()));
        time.schedule(Duration.ofMinutes(1), () -> seen.add(time.instant()));
        time.schedule(Duration.ofMinutes(9), () -> seen.add(time.instant()));

        time.pause(Duration.ofMinutes(5));

        assertThat(seen).containsExactly(START.plusSeconds(60), START.plusSeconds(120));
        assertThat(time.instant()).isEqualTo(START.plusSeconds(300));
    }

    @Test
    void does_not_jump_while_real_work_runs() throws InterruptedException {
        Time.Work work = time.work();
        CountDownLatch waiting = new CountDownLatch(1);
        Thread sleeper = new Thread(() -> {
            waiting.countDown();
            time.advance(Duration.ofHours(1));
        });
        sleeper.start();
        waiting.await();

        sleeper.join(50);
        assertThat(time.instant()).isEqualTo(START);

        work.close();
        sleeper.join();
        assertThat(time.instant()).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void a_task_of_the_cloud_may_pause_too() throws InterruptedException {
        List<Instant> seen = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        time.execute(() -> {
            time.advance(Duration.ofMinutes(3));
            seen.add(time.instant());
            done.countDown();
        });

        done.await();

        assertThat(seen).containsExactly(START.plusSeconds(180));
    }

    @Test
    void who_stands_by_does_not_move_the_clock_but_goes_on_when_others_have() throws InterruptedException {
        List<Instant> seen = new CopyOnWriteArrayList<>();
        CountDownLatch began = new CountDownLatch(1);
        time.execute(() -> {
            began.countDown();
            standBy(Duration.ofMinutes(3));
            seen.add(time.instant());
            standBy(Duration.ofMinutes(4));
            seen.add(time.instant());
        });
        began.await();

        time.pause(Duration.ofMinutes(5));
        assertThat(seen).containsExactly(START.plusSeconds(180));
        assertThat(time.instant()).isEqualTo(START.plusSeconds(300));

        time.pause(Duration.ofMinutes(5));
        assertThat(seen).containsExactly(START.plusSeconds(180), START.plusSeconds(420));
    }

    private void standBy(Duration duration) {
        try {
            time.standBy(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_cancelled_task_does_not_run() throws InterruptedException {
        List<String> ran = new CopyOnWriteArrayList<>();
        time.schedule(Duration.ofSeconds(1), () -> ran.add("cancelled")).cancel();
        time.schedule(Duration.ofSeconds(2), () -> ran.add("kept"));

        time.pause(Duration.ofSeconds(3));

        assertThat(ran).containsExactly("kept");
    }
}
