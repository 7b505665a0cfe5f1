package io.devopslab.target;

import java.time.Duration;

/** Tells that something has happened in a cloud, to those who would otherwise have to ask again and again. */
@FunctionalInterface
public interface ChangeFeed {

    /** What to wait behind when nothing was heard yet: the present number comes at once. */
    long BEFORE_EVERYTHING = -1;

    /**
     * Waits until something has happened behind a number that this method gave.
     *
     * @param after the number that was heard last, or {@link #BEFORE_EVERYTHING}
     * @param patience how long to wait at most, in real time
     * @return another number than {@code after} when something has happened; else {@code after} itself
     * @throws TargetException when the cloud does not answer any more
     */
    long await(long after, Duration patience) throws InterruptedException;

    /** The feed of a cloud that tells nothing: after a few seconds of its time something may always have happened. */
    static ChangeFeed guessing(Clock clock) {
        return (after, patience) -> {
            if (after != BEFORE_EVERYTHING) {
                clock.pause(Duration.ofSeconds(5));
            }
            return after + 1;
        };
    }
}
