package io.devopslab.cloud.runtime.function;

import io.devopslab.cloud.kernel.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Environments that wait for their next call, and the count of all that exist. Thread-safe. */
final class WarmPool implements AutoCloseable {

    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final int MOST_ENVIRONMENTS = 64;
    private static final long PATIENCE_SECONDS = 60;

    private final Time time;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
    private final Semaphore places = new Semaphore(MOST_ENVIRONMENTS);

    private record Idle(String key, Environment environment, Time.Timer timer) {}

    WarmPool(Time time) {
        this.time = time;
    }

    /** A warm environment, which now is the caller's. */
    Optional<Environment> take(String key) {
        for (Idle candidate : List.copyOf(idle)) {
            if (candidate.key().equals(key) && idle.remove(candidate)) {
                candidate.timer().cancel();
                if (candidate.environment().isUsable()) {
                    return Optional.of(candidate.environment());
                }
                end(candidate.environment());
            }
        }
        return Optional.empty();
    }

    /** Takes a place for a new environment; ends the one that has been idle longest when all are taken. */
    void reserve() throws NoCapacityException, InterruptedException {
        if (places.tryAcquire()) {
            return;
        }
        Optional.ofNullable(idle.pollLast()).ifPresent(this::end);
        if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new NoCapacityException(MOST_ENVIRONMENTS
                    + " functions are at work on this machine, which is as many as the embedded cloud allows.");
        }
    }

    /** Gives back the place of an environment that is closed. */
    void release() {
        places.release();
    }

    /** Keeps an environment warm until it has been idle for long. */
    void giveBack(String key, Environment environment) {
        Time.Timer timer = time.schedule(IDLE, () -> endIdle(environment));
        idle.addFirst(new Idle(key, environment, timer));
    }

    private void endIdle(Environment environment) {
        for (Idle candidate : List.copyOf(idle)) {
            if (candidate.environment().equals(environment) && idle.remove(candidate)) {
                end(environment);
            }
        }
    }

    private void end(Idle gone) {
        gone.timer().cancel();
        end(gone.environment());
    }

    private void end(Environment environment) {
        environment.close();
        places.release();
    }

    /** Ends the idle environments whose keys begin with {@code prefix}. */
    void retire(String prefix) {
        List<Idle> retired = new ArrayList<>();
        for (Idle candidate : List.copyOf(idle)) {
            if (candidate.key().startsWith(prefix) && idle.remove(candidate)) {
                retired.add(candidate);
            }
        }
        retired.forEach(this::end);
    }

    @Override
    public void close() {
        retire("");
    }
}
