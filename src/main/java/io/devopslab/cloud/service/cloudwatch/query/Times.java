package io.devopslab.cloud.service.cloudwatch.query;

import java.time.Duration;
import java.time.Instant;

/** How the beginning of a time range is rounded (CloudWatch API Reference, GetMetricData, StartTime). */
final class Times {

    private static final Duration BY_MINUTE = Duration.ofDays(15);
    private static final Duration BY_FIVE_MINUTES = Duration.ofDays(63);

    private Times() {}

    /**
     * @param period seconds of the finest statistics that are asked for
     */
    static Instant start(Instant start, Instant now, long period) {
        Duration age = Duration.between(start, now);
        long step;
        if (age.compareTo(BY_FIVE_MINUTES) > 0) {
            step = 3_600;
        } else if (age.compareTo(BY_MINUTE) > 0) {
            step = 300;
        } else {
            step = period < 60 ? period : 60;
        }
        return floor(start, step);
    }

    static Instant floor(Instant time, long step) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), step) * step);
    }
}
