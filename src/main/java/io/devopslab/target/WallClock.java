package io.devopslab.target;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The time of clouds that have everybody's: it is nobody's to turn. */
public final class WallClock implements Clock {

    private final InstantSource wall = InstantSource.system();

    @Override
    public Instant now() {
        return wall.instant();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
}
