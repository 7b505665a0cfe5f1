package io.devopslab.target.embedded;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Counts what happens in the cloud, in memory, and lets some wait for the next. What a check asks publishes no event,
 * so that looking does not wake those who look. Thread-safe.
 */
final class Changes implements AutoCloseable {

    /** Each holds a thread of the server. */
    static final int MOST_WAITERS = 32;

    /** How long one may wait, in real time. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private long sequence;
    private int waiting;
    private boolean closed;

    synchronized void happened() {
        sequence++;
        notifyAll();
    }

    /**
     * Waits until the number is another than {@code after}.
     *
     * @return the present number; empty when the cloud ends, or when too many wait already
     */
    synchronized OptionalLong await(long after, Duration patience) throws InterruptedException {
        if (closed || waiting >= MOST_WAITERS) {
            return OptionalLong.empty();
        }
        waiting++;
        try {
            long end = System.nanoTime() + patience.toNanos();
            for (long left = patience.toNanos(); sequence == after && !closed && left > 0; ) {
                wait(left / 1_000_000 + 1);
                left = end - System.nanoTime();
            }
        } finally {
            waiting--;
        }
        return closed ? OptionalLong.empty() : OptionalLong.of(sequence);
    }

    /** How many wait now. */
    synchronized int waiting() {
        return waiting;
    }

    /** Lets go of all who wait. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
