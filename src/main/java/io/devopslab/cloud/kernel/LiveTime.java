package io.devopslab.cloud.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Set<RealWork> inHand = new HashSet<>();
    private final Map<Thread, RealWork> tasks = new HashMap<>();
    private Duration advanced = Duration.ZERO;
    private boolean closed;

    /**
     * How long, in real time since its beginning, work holds a clock that is being turned. A process of a slow machine
     * ends in it, and no time-out overtakes it; one that hangs is left behind, so that its time-out can be seen.
     */
    static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

    /** Work outside of the cloud's time. An object of its own each: equal beginnings are not the same work. */
    private static final class RealWork {

        private Instant begun;

        private RealWork(Instant begun) {
            this.begun = begun;
        }
    }

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
        RealWork work = begin();
        workers.run(() -> {
            occupy(work);
            try {
                task.run();
            } finally {
                leave();
                end(work);
            }
        });
    }

    private synchronized void occupy(RealWork work) {
        tasks.put(Thread.currentThread(), work);
    }

    private synchronized void leave() {
        tasks.remove(Thread.currentThread());
    }

    private synchronized RealWork begin() {
        RealWork work = new RealWork(wall.instant());
        inHand.add(work);
        return work;
    }

    private synchronized void end(RealWork work) {
        inHand.remove(work);
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
        Optional<RealWork> own;
        Schedule.Entry entry;
        synchronized (this) {
            own = Optional.ofNullable(tasks.get(Thread.currentThread()));
            entry = schedule.add(instant().plus(duration), true, () -> {
                // The woken task works again before the clock is turned further.
                own.ifPresent(this::resume);
                due.countDown();
            });
            own.ifPresent(inHand::remove);
            notifyAll();
        }
        try {
            due.await();
        } catch (InterruptedException e) {
            cancel(entry);
            own.ifPresent(this::resume);
            throw e;
        }
    }

    private synchronized void resume(RealWork work) {
        work.begun = wall.instant();
        inHand.add(work);
    }

    /** The wall clock moves by itself. */
    @Override
    public void standBy(Duration duration) throws InterruptedException {
        pause(duration);
    }

    /** The wall clock does not wait for anybody's work; whoever turns the clock does. */
    @Override
    public Work work() {
        RealWork work = begin();
        return () -> end(work);
    }

    /**
     * Steps from one due task to the next, so that each sees its own moment, and lets the real work of a moment
     * end first, for {@link #LONGEST_HOLD} at most.
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
        Optional<Duration> left = longestHold();
        while (left.isPresent() && !closed) {
            wait(left.get().toMillis() + 1);
            left = longestHold();
        }
    }

    private Optional<Duration> longestHold() {
        Instant now = wall.instant();
        return inHand.stream()
                .map(work -> LONGEST_HOLD.minus(Duration.between(work.begun, now)))
                .filter(left -> !left.isNegative() && !left.isZero())
                .max(Comparator.naturalOrder());
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
