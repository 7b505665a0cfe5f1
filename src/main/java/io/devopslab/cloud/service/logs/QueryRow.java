package io.devopslab.cloud.service.logs;

import java.time.Instant;
import java.util.List;

/**
 * A query as it is kept, without its results.
 *
 * @param start the first moment of its range, in milliseconds since 1970
 * @param end the last moment of its range
 * @param most how many rows it gives at most
 * @param chunks how many rows of the store hold its results
 */
record QueryRow(
        String id,
        String text,
        List<String> groups,
        long start,
        long end,
        int most,
        Instant created,
        String status,
        Statistics statistics,
        int chunks) {

    static final String RUNNING = "Running";
    static final String COMPLETE = "Complete";
    static final String CANCELLED = "Cancelled";
    static final String FAILED = "Failed";
    static final String TIMEOUT = "Timeout";

    /** What a query has looked at. */
    record Statistics(long matched, long scanned, long bytes) {

        static final Statistics NONE = new Statistics(0, 0, 0);
    }

    QueryRow {
        groups = List.copyOf(groups);
    }

    boolean isRunning() {
        return status.equals(RUNNING);
    }

    QueryRow ended(String how) {
        return new QueryRow(id, text, groups, start, end, most, created, how, statistics, 0);
    }

    QueryRow completed(Statistics counted, int kept) {
        return new QueryRow(id, text, groups, start, end, most, created, COMPLETE, counted, kept);
    }
}
