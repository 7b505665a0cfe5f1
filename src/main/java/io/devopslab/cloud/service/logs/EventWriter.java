package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;

/** Takes events in (API reference, PutLogEvents). */
final class EventWriter {

    private static final long MOST_BYTES = 1_048_576;
    private static final int MOST_EVENTS = 10_000;
    private static final Duration LONGEST_SPAN = Duration.ofHours(24);
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);

    private final ServiceContext context;
    private final LogTables tables;
    private final FilterMetrics metrics;
    private final Subscribers subscribers;
    private final LiveTails tails;

    EventWriter(
            ServiceContext context, LogTables tables, FilterMetrics metrics, Subscribers subscribers, LiveTails tails) {
        this.context = context;
        this.tables = tables;
        this.metrics = metrics;
        this.subscribers = subscribers;
        this.tails = tails;
    }

    PutLogEventsResponse put(PutLogEventsRequest request) {
        check(request);
        List<InputLogEvent> events = request.logEvents();
        List<InputLogEvent> taken = new ArrayList<>();
        List<LogEvent> appended = new ArrayList<>();
        PutLogEventsResponse response = tables.store().write(() -> {
            LogGroup group = tables.group(request.logGroupName());
            LogStream stream = tables.stream(request.logGroupName(), request.logStreamName());
            Instant now = context.time().instant();
            Window window = Window.at(now, group);
            int from = window.tooOld(events);
            int to = window.tooNew(events);
            taken.addAll(from < to ? events.subList(from, to) : List.of());
            long total = from < to ? append(stream, events.subList(from, to), now, appended) : stream.events();
            window.retained().ifPresent(moment -> forget(stream.key(), moment));
            return PutLogEventsResponse.builder()
                    .nextSequenceToken(EventTokens.sequence(total))
                    .rejectedLogEventsInfo(window.rejected(events))
                    .build();
        });
        tails.tell(request.logGroupName(), request.logStreamName(), appended);
        metrics.measure(request.logGroupName(), taken);
        subscribers.tell(request.logGroupName(), request.logStreamName(), appended);
        return response;
    }

    private static void check(PutLogEventsRequest request) {
        Constraints checks = new Constraints()
                .required("logGroupName", request.logGroupName())
                .required("logStreamName", request.logStreamName())
                .required("logEvents", request.hasLogEvents() ? request.logEvents() : null);
        LogNames.group(checks, "logGroupName", request.logGroupName());
        LogNames.stream(checks, "logStreamName", request.logStreamName());
        List<InputLogEvent> events = request.logEvents();
        if (request.hasLogEvents()) {
            checks.size("logEvents", events, 1, MOST_EVENTS);
        }
        for (int i = 0; i < events.size(); i++) {
            String member = "logEvents." + (i + 1) + ".member.";
            checks.required(member + "timestamp", events.get(i).timestamp())
                    .range(member + "timestamp", events.get(i).timestamp(), 0, Long.MAX_VALUE)
                    .required(member + "message", events.get(i).message())
                    .length(member + "message", events.get(i).message(), 1, Integer.MAX_VALUE);
        }
        checks.orThrow(LogErrors::invalid);
        checkBatch(events);
    }

    private static void checkBatch(List<InputLogEvent> events) {
        long bytes = events.stream().mapToLong(e -> LogEvent.bytes(e.message())).sum();
        if (bytes > MOST_BYTES) {
            throw LogErrors.invalid("Upload too large: " + bytes + " bytes exceeds limit of " + MOST_BYTES);
        }
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i).timestamp() < events.get(i - 1).timestamp()) {
                throw LogErrors.invalid("Log events in a single PutLogEvents request must be in chronological order.");
            }
        }
        long span = events.get(events.size() - 1).timestamp() - events.get(0).timestamp();
        if (span > LONGEST_SPAN.toMillis()) {
            throw LogErrors.invalid(
                    "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
    }

    private long append(LogStream stream, List<InputLogEvent> accepted, Instant now, List<LogEvent> appended) {
        List<LogEvent> events = new ArrayList<>(accepted.size());
        for (InputLogEvent event : accepted) {
            events.add(new LogEvent(
                    event.timestamp(), now.toEpochMilli(), stream.events() + events.size(), event.message()));
        }
        LogStream changed = stream.after(events, now, keep(stream, events));
        tables.streams().put(stream.key(), changed);
        appended.addAll(events);
        return changed.events();
    }

    /** Fills the last chunk and begins new ones as needed; returns the number of the one that is last then. */
    private long keep(LogStream stream, List<LogEvent> events) {
        long chunk = stream.lastChunk();
        List<LogEvent> open = new ArrayList<>(tables.chunks()
                .get(stream.chunkKey(chunk))
                .map(LogChunk::events)
                .orElse(List.of()));
        long bytes = open.stream().mapToLong(LogEvent::bytes).sum();
        for (LogEvent event : events) {
            if (LogChunk.isFull(open.size(), bytes)) {
                tables.chunks().put(stream.chunkKey(chunk), new LogChunk(open));
                chunk++;
                open.clear();
                bytes = 0;
            }
            open.add(event);
            bytes += event.bytes();
        }
        tables.chunks().put(stream.chunkKey(chunk), new LogChunk(open));
        return chunk;
    }

    /** Removes the chunks at the stream's beginning that hold nothing but events past their retention. */
    private void forget(String key, long moment) {
        LogStream stream = tables.streams().get(key).orElseThrow();
        while (stream.firstChunk() < stream.lastChunk()) {
            String first = stream.chunkKey(stream.firstChunk());
            LogChunk chunk = tables.chunks().get(first).orElseThrow();
            if (!chunk.endsBefore(moment)) {
                break;
            }
            tables.chunks().remove(first);
            stream = stream.without(chunk);
        }
        tables.streams().put(key, stream);
    }

    /**
     * The timestamps that a group takes now.
     *
     * @param retained events before this moment have outlived the group's retention
     */
    private record Window(long oldest, Optional<Long> retained, long newest) {

        static Window at(Instant now, LogGroup group) {
            return new Window(
                    now.minus(OLDEST).toEpochMilli(),
                    group.retentionDays()
                            .map(days -> now.minus(Duration.ofDays(days)).toEpochMilli()),
                    now.plus(NEWEST).toEpochMilli());
        }

        /** How many events at the beginning are too old; the events are in the order of time. */
        int tooOld(List<InputLogEvent> events) {
            return before(events, Math.max(oldest, retained.orElse(oldest)));
        }

        int tooNew(List<InputLogEvent> events) {
            return before(events, newest + 1);
        }

        private static int before(List<InputLogEvent> events, long moment) {
            return (int) events.stream().filter(e -> e.timestamp() < moment).count();
        }

        /** What was not taken, and why; the ends are exclusive, the start is inclusive. Null when all was taken. */
        @SuppressWarnings("NullAway") // the SDK's way to leave a member out
        RejectedLogEventsInfo rejected(List<InputLogEvent> events) {
            int old = before(events, oldest);
            int expired = retained.map(moment -> before(events, moment)).orElse(0);
            int tooNew = tooNew(events);
            if (old == 0 && expired == 0 && tooNew == events.size()) {
                return null;
            }
            return RejectedLogEventsInfo.builder()
                    .tooOldLogEventEndIndex(old == 0 ? null : old)
                    .expiredLogEventEndIndex(expired == 0 ? null : expired)
                    .tooNewLogEventStartIndex(tooNew == events.size() ? null : tooNew)
                    .build();
        }
    }
}
