package io.devopslab.cloud.service.cloudwatch.metric;

import java.time.Duration;

/**
 * How fine data are kept, and how long (CloudWatch User Guide, "Metrics retention"). Data points lie in blocks, which
 * are the rows of the store: short ones, because each data point that comes rewrites its block.
 */
enum Tier {
    SECOND(1, 60, Duration.ofHours(3)),
    MINUTE(60, 600, Duration.ofDays(15)),
    FIVE_MINUTES(300, 3_600, Duration.ofDays(63)),
    HOUR(3_600, 21_600, Duration.ofDays(455));

    private final int step;
    private final int block;
    private final Duration kept;

    /**
     * @param step seconds of a data point
     * @param block seconds of a block
     */
    Tier(int step, int block, Duration kept) {
        this.step = step;
        this.block = block;
        this.kept = kept;
    }

    int step() {
        return step;
    }

    Duration kept() {
        return kept;
    }

    long blockOf(long second) {
        return Math.floorDiv(second, block) * block;
    }

    int block() {
        return block;
    }
}
