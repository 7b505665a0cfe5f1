package io.devopslab.validate;

import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that run cases, of all labs together: what others wait for before what nobody waits for, and long ones
 * before short ones, so that no thread is left alone with a long one at the end. Thread-safe.
 */
final class Crew implements AutoCloseable {

    /** What is taken first; within one the longest, and of those the one that came first. */
    enum Turn {
        /** The next task's cases cannot begin before. */
        SOLUTION,
        /** Long, one step after the other. */
        CHAIN,
        /** One among many. */
        CASE
    }

    private final AtomicLong arrivals = new AtomicLong();
    private final ThreadPoolExecutor threads;

    Crew(int jobs) {
        this.threads = new ThreadPoolExecutor(
                jobs,
                jobs,
                0,
                TimeUnit.SECONDS,
                new PriorityBlockingQueue<>(),
                task -> new Thread(task, "lab-validate"));
    }

    <T> Future<T> submit(Turn turn, Callable<T> work) {
        return submit(turn, 0, work);
    }

    /**
     * @param length how long it is about to take, in any unit that is the same for all of a turn
     */
    <T> Future<T> submit(Turn turn, int length, Callable<T> work) {
        Job<T> job = new Job<>(turn, length, arrivals.getAndIncrement(), work);
        threads.execute(job);
        return job;
    }

    /** Interrupts what runs; what has not begun never does. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static final class Job<T> extends FutureTask<T> implements Comparable<Job<?>> {

        private static final Comparator<Job<?>> ORDER = Comparator.<Job<?>, Turn>comparing(job -> job.turn)
                .thenComparing(job -> job.length, Comparator.reverseOrder())
                .thenComparing(job -> job.arrival);

        private final Turn turn;
        private final int length;
        private final long arrival;

        Job(Turn turn, int length, long arrival, Callable<T> work) {
            super(work);
            this.turn = turn;
            this.length = length;
            this.arrival = arrival;
        }

        @Override
        public int compareTo(Job<?> other) {
            return ORDER.compare(this, other);
        }
    }
}
