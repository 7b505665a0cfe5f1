package io.devopslab.cloud.service.logs;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A log stream as it is kept, without its events.
 *
 * @param firstEvent the earliest timestamp of its events, in milliseconds since 1970
 * @param lastEvent the latest timestamp
 * @param bytes what the events weigh: their messages in UTF-8 and 26 bytes for each
 * @param events how many events it was ever given
 * @param firstChunk the number of the first chunk that is still kept
 * @param lastChunk the number of the chunk that is being filled
 */
record LogStream(
        String group,
        String name,
        Instant created,
        Optional<Long> firstEvent,
        Optional<Long> lastEvent,
        Optional<Instant> lastIngestion,
        long bytes,
        long events,
        long firstChunk,
        long lastChunk) {

    static LogStream create(String group, String name, Instant created) {
        return new LogStream(group, name, created, Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 0, 0);
    }

    /** The stream after {@code added}, which went into the chunk {@code chunk}. */
    LogStream after(List<LogEvent> added, Instant now, long chunk) {
        long first = added.stream().mapToLong(LogEvent::timestamp).min().orElseThrow();
        long last = added.stream().mapToLong(LogEvent::timestamp).max().orElseThrow();
        return new LogStream(
                group,
                name,
                created,
                Optional.of(Math.min(first, firstEvent.orElse(first))),
                Optional.of(Math.max(last, lastEvent.orElse(last))),
                Optional.of(now),
                bytes + added.stream().mapToLong(LogEvent::bytes).sum(),
                events + added.size(),
                firstChunk,
                chunk);
    }

    /** The stream without its first chunk. */
    LogStream without(LogChunk first) {
        return new LogStream(
                group,
                name,
                created,
                firstEvent,
                lastEvent,
                lastIngestion,
                bytes - first.bytes(),
                events,
                firstChunk + 1,
                lastChunk);
    }

    String key() {
        return key(group, name);
    }

    String chunkKey(long chunk) {
        return key() + String.format(Locale.ROOT, "%010d", chunk);
    }

    /** Neither a group's nor a stream's name may hold a colon. */
    static String key(String group, String name) {
        return group + ":" + name + ":";
    }
}
