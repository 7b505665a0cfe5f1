package io.devopslab.dora;

import java.time.Duration;
import java.time.Instant;

/** The time that is looked at: what came to its end after {@code since}, and no later than {@code until}. */
public record Window(Instant since, Instant until) {

    private static final double DAY = Duration.ofDays(1).toSeconds();

    /** The last so much time before now. */
    public static Window before(Instant now, Duration length) {
        return new Window(now.minus(length), now);
    }

    boolean contains(Instant moment) {
        return moment.isAfter(since) && !moment.isAfter(until);
    }

    /** Its length in days. */
    public double days() {
        return Duration.between(since, until).toSeconds() / DAY;
    }
}
