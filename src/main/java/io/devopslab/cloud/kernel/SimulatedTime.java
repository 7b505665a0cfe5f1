package io.devopslab.cloud.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Time that stands still until somebody {@linkplain #pause pauses} and then jumps to the next due event as
 * soon as no real work is running: a ten-minute canary takes milliseconds. Thread-safe.
 */
public final class SimulatedTime implements Time {

    private final Schedule schedule = new Schedule();
    private final Workers workers = new Workers();
    private Instant now;
    private int working;

    /** Starts a clock that stands at {@code start}. */
    public SimulatedTime(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        Work work = work();
        workers.run(() -> {
            try {
                task.run();
            } finally {
                work.close();
            }
        });
    }

    @Override
    public synchronized Timer schedule(Duration delay, Runnable task) {
        Schedule.Entry entry = schedule.add(now.plus(delay), false, () -> execute(task));
        jump();
        return () -> cancel(entry);
    }

    private synchronized void cancel(Schedule.Entry entry) {
        schedule.remove(entry);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        block(duration, true);
    }

    @Override
    public void standBy(Duration duration) throws InterruptedException {
        block(duration, false);
    }

    private void block(Duration duration, boolean pulls) throws InterruptedException {
        boolean counted = Workers.isCurrentThread();
        CountDownLatch due = new CountDownLatch(1);
        Schedule.Entry entry;
        synchronized (this) {
            entry = schedule.add(now.plus(duration), pulls, () -> {
                // The woken task works again before anyone can see the clock idle.
                working += counted ? 1 : 0;
                due.countDown();
            });
            working -= counted ? 1 : 0;
            jump();
        }
        try {
            due.await();
        } catch (InterruptedException e) {
            synchronized (this) {
                if (schedule.remove(entry) && counted) {
                    working++;
                }
            }
            throw e;
        }
    }

    @Override
    public synchronized Work work() {
        working++;
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.compareAndSet(true, false)) {
                end();
            }
        };
    }

    private synchronized void end() {
        working--;
        jump();
    }

    /** Lets pass what must pass: everything that is due, and more while somebody waits and nothing works. */
    private synchronized void jump() {
        while (schedule.first().isPresent()) {
            Schedule.Entry first = schedule.first().get();
            boolean isDue = !first.due().isAfter(now);
            if (!isDue && (working > 0 || !schedule.isPulled())) {
                return;
            }
            schedule.remove(first);
            now = isDue ? now : first.due();
            first.action().run();
        }
    }

    @Override
    public void advance(Duration duration) {
        try {
            pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            schedule.clear();
        }
        workers.close();
    }
}
