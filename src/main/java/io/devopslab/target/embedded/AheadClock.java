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
    static final Duration INTERVAL = Duration.ofSeconds(30);

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

    private Duration ahead() {
        Optional<JsonNode> kept = files.read(files.clock());
        try {
            Duration ahead = Duration.parse(
                    kept.map(json -> json.path("ahead").asText("PT0S")).orElse("PT0S"));
            double speed = kept.map(json -> json.path("speed").asDouble(1)).orElse(1.0);
            // What may have passed since the last note: only a fast clock gains on the wall clock.
            Duration unseen = Duration.ofMillis((long) (Math.max(0, speed - 1) * INTERVAL.toMillis()));
            return ahead.isNegative() ? Duration.ZERO : ahead.plus(ahead.isZero() ? Duration.ZERO : unseen);
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    void keep(Instant cloudNow, double speed) {
        Duration ahead = Duration.between(wall.instant(), cloudNow);
        files.write(
                files.clock(),
                DaemonFiles.newDocument().put("ahead", ahead.toString()).put("speed", speed));
    }
}
