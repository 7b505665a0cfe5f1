package io.devopslab.target.localstack;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The time of a real LocalStack, which is the wall's. */
public final class RealTime {

    /** No test waits longer: the suite would take hours. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private RealTime() {}

    /**
     * Lets that much time pass.
     *
     * @throws AssertionError when it is more than a test can wait for
     */
    public static void pass(Duration duration) {
        if (duration.compareTo(LONGEST) > 0) {
            throw new AssertionError(
                    "LocalStack's time is the wall's: nobody can turn it forward by " + duration + ".");
        }
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
