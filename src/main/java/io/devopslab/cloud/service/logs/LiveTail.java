package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.EventStream;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.service.logs.filter.InvalidPatternException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.SessionStreamingException;
import software.amazon.awssdk.services.cloudwatchlogs.model.SessionTimeoutException;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponseStream;

/**
 * A Live Tail session (API reference, StartLiveTail): a {@code sessionStart}, then each second of the cloud's time a
 * {@code sessionUpdate} with what was ingested since the one before, empty where that is nothing. Thread-safe.
 */
final class LiveTail {

    /** In one update; of more, these are a sample. */
    static final int MOST_EVENTS = 500;

    /** What waits for a client that reads more slowly, before the oldest is dropped. */
    static final int MOST_UPDATES = 10;

    static final Duration LONGEST = Duration.ofHours(3);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Time time;
    private final LiveTailWish wish;
    private final Consumer<LiveTail> ended;
    private final EventStream<StartLiveTailResponseStream> events;
    private final SplittableRandom random;
    private final Instant start;
    private final List<Ingested> ingested = new ArrayList<>();
    private long seen;
    private long updates;
    private boolean over;
    private Time.@Nullable Timer timer;

    /** An event with its place among those of its second. */
    private record Ingested(long place, LiveTailSessionLogEvent event) {}

    /**
     * @param ended is told once when the session is over, for whatever reason
     */
    LiveTail(Time time, LiveTailWish wish, String sessionId, String requestId, Consumer<LiveTail> ended) {
        this.time = time;
        this.wish = wish;
        this.ended = ended;
        this.events = new EventStream<>(MOST_UPDATES, this::leave);
        this.random = new SplittableRandom(sessionId.hashCode());
        this.start = time.instant();
        events.send(StartLiveTailResponseStream.sessionStartBuilder()
                .requestId(requestId)
                .sessionId(sessionId)
                .logGroupIdentifiers(wish.groups())
                .logStreamNames(wish.streamNames().isEmpty() ? null : wish.streamNames())
                .logStreamNamePrefixes(wish.streamNamePrefixes().isEmpty() ? null : wish.streamNamePrefixes())
                .logEventFilterPattern(wish.patternText())
                .build());
    }

    EventStream<StartLiveTailResponseStream> events() {
        return events;
    }

    /** Has the first update come in a second. */
    void begin() {
        scheduleNext();
    }

    private synchronized void scheduleNext() {
        if (!over) {
            Instant next = start.plus(EVERY.multipliedBy(updates + 1));
            Duration left = Duration.between(time.instant(), next);
            timer = time.schedule(left.isNegative() ? Duration.ZERO : left, this::update);
        }
    }

    /** Takes in events that a stream was given, as far as they are wished for. */
    void tell(String group, String stream, List<LogEvent> appended) {
        if (!wish.covers(group, stream)) {
            return;
        }
        try {
            List<LogEvent> matching = appended.stream()
                    .filter(event -> wish.pattern().matches(event.message()))
                    .toList();
            take(wish.identifier(group), stream, matching);
        } catch (InvalidPatternException e) {
            end(() -> events.fail(Errors.of(SessionStreamingException.builder(), e.getMessage())));
        }
    }

    /** Each event of the second has the same chance to be among those that are kept. */
    private synchronized void take(String group, String stream, List<LogEvent> matching) {
        for (LogEvent event : matching) {
            long place = seen++;
            if (ingested.size() < MOST_EVENTS) {
                ingested.add(new Ingested(place, shown(group, stream, event)));
                continue;
            }
            long other = random.nextLong(seen);
            if (other < MOST_EVENTS) {
                ingested.set((int) other, new Ingested(place, shown(group, stream, event)));
            }
        }
    }

    private static LiveTailSessionLogEvent shown(String group, String stream, LogEvent event) {
        return LiveTailSessionLogEvent.builder()
                .logGroupIdentifier(group)
                .logStreamName(stream)
                .message(event.message())
                .timestamp(event.timestamp())
                .ingestionTime(event.ingested())
                .build();
    }

    private void update() {
        StartLiveTailResponseStream next;
        synchronized (this) {
            if (over) {
                return;
            }
            updates++;
            next = next();
        }
        events.sendDroppable(next);
        if (EVERY.multipliedBy(updates).compareTo(LONGEST) >= 0) {
            end(() ->
                    events.fail(Errors.of(SessionTimeoutException.builder(), "The Live Tail session has timed out.")));
        } else {
            scheduleNext();
        }
    }

    private StartLiveTailResponseStream next() {
        boolean sampled = seen > MOST_EVENTS;
        List<LiveTailSessionLogEvent> results = ingested.stream()
                .sorted(Comparator.comparingLong(Ingested::place))
                .map(Ingested::event)
                .toList();
        ingested.clear();
        seen = 0;
        return StartLiveTailResponseStream.sessionUpdateBuilder()
                .sessionMetadata(metadata -> metadata.sampled(sampled))
                .sessionResults(results)
                .build();
    }

    /** Ends the session behind what was sent. */
    void close() {
        end(events::complete);
    }

    private void leave() {
        end(() -> {});
    }

    private void end(Runnable last) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            ingested.clear();
            if (timer != null) {
                timer.cancel();
            }
        }
        last.run();
        ended.accept(this);
    }
}
