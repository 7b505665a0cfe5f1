package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;

/** The operations on log streams. */
final class LogStreams {

    private static final int MOST_DESCRIBED = 50;

    private final ServiceContext context;
    private final LogTables tables;

    LogStreams(ServiceContext context, LogTables tables) {
        this.context = context;
        this.tables = tables;
    }

    void create(String group, String name) {
        LogNames.requireStream(group, name);
        tables.store().write(() -> {
            tables.group(group);
            LogStream stream = LogStream.create(group, name, context.time().instant());
            if (!tables.streams().putIfAbsent(stream.key(), stream)) {
                throw LogErrors.streamExists();
            }
        });
    }

    void delete(String group, String name) {
        LogNames.requireStream(group, name);
        tables.store().write(() -> tables.remove(tables.stream(group, name)));
    }

    DescribeLogStreamsResponse describe(DescribeLogStreamsRequest request) {
        LogNames.stream(new Constraints(), "logStreamNamePrefix", request.logStreamNamePrefix())
                .oneOf("orderBy", request.orderByAsString(), List.of("LogStreamName", "LastEventTime"))
                .range("limit", request.limit(), 1, MOST_DESCRIBED)
                .orThrow(LogErrors::invalid);
        String group = LogNames.group(request.logGroupName(), request.logGroupIdentifier());
        boolean byTime = request.orderBy() == OrderBy.LAST_EVENT_TIME;
        if (byTime && request.logStreamNamePrefix() != null) {
            throw LogErrors.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        tables.group(group);
        String prefix = Optional.ofNullable(request.logStreamNamePrefix()).orElse("");
        Function<LogStream, String> key = byTime ? LogStreams::lastEventKey : LogStream::name;
        boolean descending = Boolean.TRUE.equals(request.descending());
        Comparator<LogStream> order = Comparator.comparing(key);
        List<LogStream> sorted = tables.streams().valuesOf(group + ":" + prefix).stream()
                .sorted(descending ? order.reversed() : order)
                .toList();
        return response(LogPages.of(sorted, key, request.nextToken(), request.limit(), MOST_DESCRIBED));
    }

    private static String lastEventKey(LogStream stream) {
        return String.format(Locale.ROOT, "%019d", stream.lastEvent().orElse(0L)) + stream.name();
    }

    private DescribeLogStreamsResponse response(Page<LogStream> page) {
        return DescribeLogStreamsResponse.builder()
                .logStreams(page.items().stream().map(this::describe).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** The stored bytes of a single stream are always 0 since 2019 (API reference, LogStream). */
    @SuppressWarnings("deprecation")
    private software.amazon.awssdk.services.cloudwatchlogs.model.LogStream describe(LogStream stream) {
        return software.amazon.awssdk.services.cloudwatchlogs.model.LogStream.builder()
                .logStreamName(stream.name())
                .creationTime(stream.created().toEpochMilli())
                .firstEventTimestamp(stream.firstEvent().orElse(null))
                .lastEventTimestamp(stream.lastEvent().orElse(null))
                .lastIngestionTime(stream.lastIngestion()
                        .map(java.time.Instant::toEpochMilli)
                        .orElse(null))
                .uploadSequenceToken(EventTokens.sequence(stream.events()))
                .arn(LogNames.streamArn(context.scope(), stream.group(), stream.name()))
                .storedBytes(0L)
                .build();
    }
}
