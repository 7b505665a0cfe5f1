package io.devopslab.cloud.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The wall clock times a speed, plus what {@link #advance} added. Thread-safe.
 *
 * <p>The timer thread waits in real time; everything that is due runs on the workers.
 */
public final class LiveTime implements Time {

    private final InstantSource wall;
    private final double speed;
    private final Instant wallStart;
    private final Instant start;
    private final Schedule schedule = new Schedule();
    private final Workers workers = new Workers();
    private Duration advanced = Duration.ZERO;
    private int working;
    private boolean closed;

    /** How long {@link #advance} lets the tasks of one moment run before it goes on to the next, in real time. */
    private static final long STEP_MILLIS = 1_000;

    /**
     * @param wall the real clock
     * @param start the cloud's time at this moment
     * @param speed seconds of the cloud per second of the wall clock, above 0
     */
    public LiveTime(InstantSource wall, Instant start, double speed) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("The speed of time must be a number above 0, not " + speed + ".");
        }
        this.wall = wall;
        this.wallStart = wall.instant();
        this.start = start;
        this.speed = speed;
        Thread timer = new Thread(this::runTimer, "cloud-timer");
        timer.setDaemon(true);
        timer.start();
    }

    @Override
    public synchronized Instant instant() {
        return start.plus(scaled(Duration.between(wallStart, wall.instant()), speed))
                .plus(advanced);
    }

    private static Duration scaled(Duration duration, double factor) {
        return factor == 1 ? duration : Duration.ofNanos((long) (duration.toNanos() * factor));
    }

    @Override
    public void execute(Runnable task) {
        begin();
        workers.run(() -> {
            try {
                task.run();
            } finally {
                end();
            }
        });
    }

    private synchronized void begin() {
        working++;
    }

    private synchronized void end() {
        working--;
        notifyAll();
    }

    @Override
    public synchronized Timer schedule(Duration delay, Runnable task) {
        Schedule.Entry entry = schedule.add(instant().plus(delay), false, () -> execute(task));
        notifyAll();
        return () -> cancel(entry);
    }

    private synchronized void cancel(Schedule.Entry entry) {
        schedule.remove(entry);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        CountDownLatch due = new CountDownLatch(1);
        Schedule.Entry entry;
        synchronized (this) {
            entry = schedule.add(instant().plus(duration), true, due::countDown);
            notifyAll();
        }
        try {
            due.await();
        } finally {
            cancel(entry);
        }
    }

    /** The wall clock moves by itself. */
    @Override
    public void standBy(Duration duration) throws InterruptedException {
        pause(duration);
    }

    @Override
    public Work work() {
        // The wall clock does not wait for anybody's work.
        return () -> {};
    }

    /**
     * Steps from one due task to the next, so that each sees its own moment, and lets the tasks of a moment
     * finish first, for a second of real time at most.
     */
    @Override
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time cannot be turned back by " + duration + ".");
        }
        Instant target = instant().plus(duration);
        try {
            awaitIdle();
            while (schedule.first().filter(e -> !e.due().isAfter(target)).isPresent()) {
                Schedule.Entry first = schedule.first().get();
                schedule.remove(first);
                turnTo(first.due());
                first.action().run();
                awaitIdle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        turnTo(target);
        notifyAll();
    }

    private void turnTo(Instant moment) {
        Duration left = Duration.between(instant(), moment);
        advanced = left.isNegative() ? advanced : advanced.plus(left);
    }

    private synchronized void awaitIdle() throws InterruptedException {
        long end = System.nanoTime() + STEP_MILLIS * 1_000_000;
        for (long left = STEP_MILLIS; working > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private synchronized void runTimer() {
        try {
            while (!closed) {
                Optional<Schedule.Entry> first = schedule.first();
                if (first.isEmpty()) {
                    wait();
                    continue;
                }
                Duration left = scaled(Duration.between(instant(), first.get().due()), 1 / speed);
                if (left.isNegative() || left.isZero()) {
                    schedule.remove(first.get());
                    first.get().action().run();
                } else {
                    wait(left.toMillis(), left.toNanosPart() % 1_000_000);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            schedule.clear();
            notifyAll();
        }
        workers.close();
    }
}
