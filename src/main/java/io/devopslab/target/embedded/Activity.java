package io.devopslab.target.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** When somebody last asked for something, in real time. */
final class Activity {

    private final InstantSource wall;
    private volatile Instant last;

    Activity(InstantSource wall) {
        this.wall = wall;
        this.last = wall.instant();
    }

    void seen() {
        last = wall.instant();
    }

    Duration idle() {
        return Duration.between(last, wall.instant());
    }
}
