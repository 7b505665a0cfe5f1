package io.devopslab.cloud.service.logs;

import java.util.List;

/** Some consecutive events of a stream, in the order of arrival: what one row of the store holds. */
record LogChunk(List<LogEvent> events) {

    private static final int MOST_EVENTS = 64;
    private static final long MOST_BYTES = 16 * 1024;

    LogChunk {
        events = List.copyOf(events);
    }

    static boolean isFull(int events, long bytes) {
        return events >= MOST_EVENTS || bytes >= MOST_BYTES;
    }

    long bytes() {
        return events.stream().mapToLong(LogEvent::bytes).sum();
    }

    /** Whether every event is older than {@code moment}. */
    boolean endsBefore(long moment) {
        return events.stream().allMatch(event -> event.timestamp() < moment);
    }
}
