package io.devopslab.session.stack;

import java.time.Duration;

/** Waits longer and longer, up to a limit: quick clouds are seen to be quick, slow ones are not asked too often. */
public final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final Pauser pauser;
    private Duration next = FIRST;
    private Duration waited = Duration.ZERO;

    public Backoff(Pauser pauser) {
        this.pauser = pauser;
    }

    public void pause() throws InterruptedException {
        pauser.pause(next);
        waited = waited.plus(next);
        Duration longer = next.multipliedBy(3).dividedBy(2);
        next = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }

    /** How long all pauses were together. */
    public Duration waited() {
        return waited;
    }
}
