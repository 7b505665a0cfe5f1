package io.devopslab.target.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Remembers how far the cloud's clock is ahead of the wall clock, so that the cloud's time never goes backwards
 * from one daemon to the next.
 */
final class AheadClock {

    /** How often a running daemon writes it down, in real time; a killed one may have gone on for as long. */
    private static final Duration ORDINARY = Duration.ofSeconds(30);

    /** The same for a clock that is faster than the wall clock: what it gains meanwhile is lost to labs after a kill. */
    private static final Duration FAST = Duration.ofSeconds(1);

    private final DaemonFiles files;
    private final InstantSource wall;

    AheadClock(DaemonFiles files, InstantSource wall) {
        this.files = files;
        this.wall = wall;
    }

    /** The moment at which the cloud goes on. */
    Instant start() {
        return wall.instant().plus(ahead());
    }

    static Duration interval(double speed) {
        return speed > 1 ? FAST : ORDINARY;
    }

    private Duration ahead() {
        Optional<JsonNode> kept = files.read(files.clock());
        try {
            Duration ahead = Duration.parse(
                    kept.map(json -> json.path("ahead").asText("PT0S")).orElse("PT0S"));
            Duration noted = ahead.isNegative() ? Duration.ZERO : ahead;
            // One that ended in order has written down where it ended.
            boolean killed =
                    kept.map(json -> json.path("running").asBoolean(true)).orElse(false);
            double speed = kept.map(json -> json.path("speed").asDouble(1)).orElse(1.0);
            return killed ? noted.plus(unseen(speed)) : noted;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    /** What the clock may have gained since the last note. */
    private static Duration unseen(double speed) {
        return Duration.ofMillis(
                (long) (Math.max(0, speed - 1) * interval(speed).toMillis()));
    }

    /**
     * @param running whether the daemon goes on
     */
    void keep(Instant cloudNow, double speed, boolean running) {
        Duration ahead = Duration.between(wall.instant(), cloudNow);
        files.write(
                files.clock(),
                DaemonFiles.newDocument()
                        .put("ahead", ahead.toString())
                        .put("speed", speed)
                        .put("running", running));
    }
}
