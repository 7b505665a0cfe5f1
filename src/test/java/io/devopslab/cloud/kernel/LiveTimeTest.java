package io.devopslab.cloud.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The clock of a daemon while it is turned; the wall clock of these tests stands still unless they turn it. */
final class LiveTimeTest {

    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicReference<Instant> wall = new AtomicReference<>(START);
    private final LiveTime time = new LiveTime(wall::get, START, 1);

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void what_falls_due_while_the_clock_is_turned_happens_at_its_own_moment() {
        List<Instant> seen = new CopyOnWriteArrayList<>();
        time.schedule(Duration.ofMinutes(2), () -> seen.add(time.instant()));
        time.schedule(Duration.ofMinutes(1), () -> seen.add(time.instant()));
        time.schedule(Duration.ofHours(2), () -> seen.add(time.instant()));

        time.advance(HOUR);

        assertThat(seen).containsExactly(START.plusSeconds(60), START.plusSeconds(120));
        assertThat(time.instant()).isEqualTo(START.plus(HOUR));
    }

    @Test
    void a_clock_that_is_turned_waits_for_real_work_so_that_no_time_out_overtakes_it() throws InterruptedException {
        CountDownLatch timedOut = new CountDownLatch(1);
        time.schedule(Duration.ofMinutes(30), timedOut::countDown);
        Time.Work process = time.work();

        Thread turning = turn();
        wall.set(START.plusSeconds(20));
        turning.join(50);
        assertThat(time.instant()).isEqualTo(START.plusSeconds(20));
        assertThat(timedOut.getCount()).isOne();

        process.close();
        process.close();
        turning.join();
        assertThat(time.instant()).isEqualTo(START.plus(HOUR));
        timedOut.await();
    }

    @Test
    void it_waits_for_the_tasks_of_the_cloud_and_for_what_these_begin() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        List<Instant> seen = new CopyOnWriteArrayList<>();
        time.execute(() -> {
            await(first);
            time.execute(() -> {
                await(second);
                seen.add(time.instant());
            });
        });

        Thread turning = turn();
        first.countDown();
        turning.join(50);
        second.countDown();
        turning.join();

        assertThat(seen).containsExactly(START);
        assertThat(time.instant()).isEqualTo(START.plus(HOUR));
    }

    @Test
    void it_does_not_wait_for_what_itself_waits_for_the_clock_but_for_what_that_does_then() {
        List<Instant> seen = new CopyOnWriteArrayList<>();
        CountDownLatch pausing = new CountDownLatch(1);
        time.execute(() -> {
            time.schedule(Duration.ofMinutes(1), pausing::countDown);
            pause(Duration.ofMinutes(10));
            seen.add(time.instant());
            standBy(Duration.ofMinutes(20));
            seen.add(time.instant());
        });

        time.advance(HOUR);

        assertThat(pausing.getCount()).isZero();
        assertThat(seen).containsExactly(START.plusSeconds(600), START.plusSeconds(1_800));
        assertThat(time.instant()).isEqualTo(START.plus(HOUR));
    }

    @Test
    void work_that_goes_on_for_too_long_is_waited_for_no_more() {
        Time.Work hanging = time.work();
        wall.set(START.plus(LiveTime.LONGEST_HOLD).plusSeconds(1));
        CountDownLatch due = new CountDownLatch(1);
        time.schedule(Duration.ofMinutes(30), due::countDown);

        time.advance(HOUR);

        assertThat(due.getCount()).isZero();
        hanging.close();
    }

    private Thread turn() throws InterruptedException {
        Thread turning = new Thread(() -> time.advance(HOUR));
        turning.start();
        turning.join(50);
        assertThat(turning.isAlive()).isTrue();
        return turning;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(Duration duration) {
        try {
            time.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void standBy(Duration duration) {
        try {
            time.standBy(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
