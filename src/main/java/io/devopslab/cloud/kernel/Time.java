package io.devopslab.cloud.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The only clock of the embedded cloud, and the only way to wait in it. Thread-safe.
 *
 * <p>{@link LiveTime} follows the wall clock times a factor. {@link SimulatedTime} stands still until somebody
 * {@linkplain #pause pauses}, and then jumps from one due event to the next whenever no real work is running.
 */
public interface Time extends InstantSource, AutoCloseable {

    /** The present moment of the cloud. Never goes backwards. */
    @Override
    Instant instant();

    /** Runs a task on one of the cloud's threads, now. The task counts as {@linkplain #work real work}. */
    void execute(Runnable task);

    /**
     * Runs a task on one of the cloud's threads when {@code delay} of the cloud's time has passed. A scheduled
     * task alone does not make simulated time move: periodic chores would make it run away.
     *
     * @return a handle that takes the task off the schedule, without effect once it has started
     */
    Timer schedule(Duration delay, Runnable task);

    /**
     * Blocks the calling thread for {@code duration} of the cloud's time. In simulated time this is what makes
     * the clock move.
     */
    void pause(Duration duration) throws InterruptedException;

    /**
     * Blocks the calling thread for {@code duration} of the cloud's time, and leaves it to others to make simulated
     * time move: for work of the cloud that waits for other work of the cloud, as a stack does for what it is made of.
     * On one of the cloud's threads it is no {@linkplain #work real work} meanwhile.
     */
    void standBy(Duration duration) throws InterruptedException;

    /**
     * Marks real work outside of the cloud's own threads (a child process, a function's invocation), during
     * which simulated time does not jump. Closing the mark ends it; closing twice is harmless.
     */
    Work work();

    /** Turns the clock forward; all that falls due on the way runs at its own moment, in order. */
    void advance(Duration duration);

    /** Stops running tasks. What was scheduled and is not due is dropped. */
    @Override
    void close();

    /** A task on the schedule. */
    interface Timer {
        void cancel();
    }

    /** Real work in progress. */
    interface Work extends AutoCloseable {
        @Override
        void close();
    }
}
