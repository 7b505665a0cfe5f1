package io.devopslab.session.watch;

import java.time.Duration;

/** Tells that something may have changed. */
interface Changes {

    /**
     * Waits for the next change; those that came since the last call count.
     *
     * @param patience how long, in real time
     * @return false when nothing has changed
     */
    boolean await(Duration patience) throws InterruptedException;
}
