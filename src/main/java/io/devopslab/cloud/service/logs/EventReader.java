package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/** Gives the events of one stream, page by page in either direction (API reference, GetLogEvents). */
final class EventReader {

    static final int MOST_EVENTS = 10_000;
    static final long MOST_BYTES = 1_048_576;

    private final ServiceContext context;
    private final LogTables tables;

    EventReader(ServiceContext context, LogTables tables) {
        this.context = context;
        this.tables = tables;
    }

    /** An event with its identifier and the stream that it is of. */
    record Located(LogStream stream, LogEvent event, BigInteger id) {}

    GetLogEventsResponse get(GetLogEventsRequest request) {
        LogNames.stream(
                        new Constraints().required("logStreamName", request.logStreamName()),
                        "logStreamName",
                        request.logStreamName())
                .range("startTime", request.startTime(), 0, Long.MAX_VALUE)
                .range("endTime", request.endTime(), 0, Long.MAX_VALUE)
                .range("limit", request.limit(), 1, MOST_EVENTS)
                .orThrow(LogErrors::invalid);
        String group = LogNames.group(request.logGroupName(), request.logGroupIdentifier());
        Optional<EventTokens> token = Optional.ofNullable(request.nextToken()).map(EventTokens::parse);
        long start = Optional.ofNullable(request.startTime()).orElse(0L);
        long end = Optional.ofNullable(request.endTime()).orElse(Long.MAX_VALUE);
        List<Located> events = tables.store().read(() -> {
            LogStream stream = tables.stream(group, request.logStreamName());
            return located(stream, event -> event.timestamp() >= start && event.timestamp() < end);
        });
        boolean forward = token.map(EventTokens::forward).orElse(Boolean.TRUE.equals(request.startFromHead()));
        List<Located> ahead = token.map(t -> beyond(events, t)).orElse(events);
        int limit = Optional.ofNullable(request.limit()).orElse(MOST_EVENTS);
        List<Located> page = forward ? head(ahead, limit) : tail(ahead, limit);
        return response(page, token.map(EventTokens::place).orElse(LogEvent.firstIdAt(start)));
    }

    private static GetLogEventsResponse response(List<Located> page, BigInteger place) {
        BigInteger after =
                page.isEmpty() ? place : page.get(page.size() - 1).id().add(BigInteger.ONE);
        BigInteger before = page.isEmpty() ? place : page.get(0).id();
        return GetLogEventsResponse.builder()
                .events(page.stream().map(EventReader::output).toList())
                .nextForwardToken(EventTokens.forward(after))
                .nextBackwardToken(EventTokens.backward(before))
                .build();
    }

    private static OutputLogEvent output(Located located) {
        return OutputLogEvent.builder()
                .timestamp(located.event().timestamp())
                .message(located.event().message())
                .ingestionTime(located.event().ingested())
                .build();
    }

    /** The events of a stream that are not past their retention and pass {@code filter}, in their order. */
    List<Located> located(LogStream stream, Predicate<LogEvent> filter) {
        int hash = stream.key().hashCode();
        long oldest = tables.group(stream.group())
                .retentionDays()
                .map(days ->
                        context.time().instant().minus(Duration.ofDays(days)).toEpochMilli())
                .orElse(0L);
        List<Located> found = new ArrayList<>();
        for (LogChunk chunk : tables.chunks().valuesOf(stream.key())) {
            for (LogEvent event : chunk.events()) {
                if (event.timestamp() >= oldest && filter.test(event)) {
                    found.add(new Located(stream, event, event.id(hash)));
                }
            }
        }
        found.sort(Comparator.comparing(Located::id));
        return found;
    }

    private static List<Located> beyond(List<Located> events, EventTokens token) {
        return events.stream()
                .filter(e -> token.forward() == (e.id().compareTo(token.place()) >= 0))
                .toList();
    }

    /** As many of the first events as one response holds. */
    static List<Located> head(List<Located> events, int limit) {
        int end = 0;
        for (long bytes = 0; end < Math.min(limit, events.size()); end++) {
            bytes += events.get(end).event().bytes();
            if (bytes > MOST_BYTES && end > 0) {
                break;
            }
        }
        return events.subList(0, end);
    }

    private static List<Located> tail(List<Located> events, int limit) {
        int start = events.size();
        for (long bytes = 0; start > Math.max(0, events.size() - limit); start--) {
            bytes += events.get(start - 1).event().bytes();
            if (bytes > MOST_BYTES && start < events.size()) {
                break;
            }
        }
        return events.subList(start, events.size());
    }
}
