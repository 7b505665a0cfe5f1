package io.devopslab.target;

import io.devopslab.text.Message;
import java.time.Duration;
import java.time.Instant;

/** The time of the cloud that a lab runs in. */
public interface Clock {

    Instant now();

    /** Blocks for {@code duration} of the cloud's time. */
    void pause(Duration duration) throws InterruptedException;

    /**
     * Turns the cloud's time forward; what falls due on the way happens at its own moment.
     *
     * @throws TargetException when the time of this cloud is nobody's to turn
     */
    default void advance(Duration duration) throws InterruptedException {
        throw new TargetException(
                Message.of(Clock.class, "no-turning", duration), Message.of(Clock.class, "no-turning.cure"));
    }
}
