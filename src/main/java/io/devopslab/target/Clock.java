package io.devopslab.target;

import java.time.Duration;
import java.time.Instant;

/** The time of the cloud that a lab runs in. */
public interface Clock {

    Instant now();

    /** Blocks for {@code duration} of the cloud's time. */
    void pause(Duration duration) throws InterruptedException;
}
