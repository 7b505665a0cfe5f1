package io.devopslab.session.stack;

import java.time.Duration;

/** Waits for a time of the cloud. */
@FunctionalInterface
public interface Pauser {

    void pause(Duration duration) throws InterruptedException;
}
