package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.service.logs.EventReader.Located;
import io.devopslab.cloud.service.logs.filter.FilterPattern;
import io.devopslab.cloud.service.logs.filter.InvalidPatternException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** Searches the streams of a group, interleaved by time (API reference, FilterLogEvents). */
final class EventFilter {

    private static final String TOKEN_PREFIX = "after:";

    private final LogTables tables;
    private final EventReader reader;

    EventFilter(LogTables tables, EventReader reader) {
        this.tables = tables;
        this.reader = reader;
    }

    FilterLogEventsResponse filter(FilterLogEventsRequest request) {
        check(request);
        String group = LogNames.group(request.logGroupName(), request.logGroupIdentifier());
        FilterPattern pattern = pattern(request.filterPattern());
        BigInteger after =
                Optional.ofNullable(request.nextToken()).map(EventFilter::place).orElse(BigInteger.ONE.negate());
        List<Located> found = tables.store().read(() -> candidates(request, group)).stream()
                .filter(e -> e.id().compareTo(after) > 0)
                .sorted(Comparator.comparing(Located::id))
                .filter(e -> matches(pattern, e.event().message()))
                .toList();
        int limit = Optional.ofNullable(request.limit()).orElse(EventReader.MOST_EVENTS);
        List<Located> page = EventReader.head(found, limit);
        return FilterLogEventsResponse.builder()
                .events(page.stream().map(EventFilter::output).toList())
                .searchedLogStreams(List.of())
                .nextToken(
                        page.size() < found.size()
                                ? token(page.get(page.size() - 1).id())
                                : null)
                .build();
    }

    private static void check(FilterLogEventsRequest request) {
        Constraints checks = LogNames.stream(new Constraints(), "logStreamNamePrefix", request.logStreamNamePrefix())
                .length("filterPattern", request.filterPattern(), 0, 1024)
                .range("startTime", request.startTime(), 0, Long.MAX_VALUE)
                .range("endTime", request.endTime(), 0, Long.MAX_VALUE)
                .range("limit", request.limit(), 1, EventReader.MOST_EVENTS);
        if (request.hasLogStreamNames()) {
            checks.size("logStreamNames", request.logStreamNames(), 1, 100);
        }
        checks.orThrow(LogErrors::invalid);
        if (request.hasLogStreamNames() && request.logStreamNamePrefix() != null) {
            throw LogErrors.invalid("LogStream name prefix and LogStream names are mutually exclusive parameters.");
        }
    }

    static FilterPattern pattern(@org.jspecify.annotations.Nullable String text) {
        try {
            return FilterPattern.parse(text == null ? "" : text);
        } catch (InvalidPatternException e) {
            throw LogErrors.invalid(e.getMessage());
        }
    }

    static boolean matches(FilterPattern pattern, String message) {
        try {
            return pattern.matches(message);
        } catch (InvalidPatternException e) {
            throw LogErrors.invalid(e.getMessage());
        }
    }

    private List<Located> candidates(FilterLogEventsRequest request, String group) {
        tables.group(group);
        long start = Optional.ofNullable(request.startTime()).orElse(0L);
        long end = Optional.ofNullable(request.endTime()).orElse(Long.MAX_VALUE);
        return streams(request, group).stream()
                .filter(stream -> stream.lastEvent().orElse(-1L) >= start)
                .flatMap(stream -> reader.located(stream, e -> e.timestamp() >= start && e.timestamp() <= end).stream())
                .toList();
    }

    private List<LogStream> streams(FilterLogEventsRequest request, String group) {
        if (request.hasLogStreamNames()) {
            return request.logStreamNames().stream()
                    .distinct()
                    .map(name -> tables.stream(group, name))
                    .toList();
        }
        String prefix = Optional.ofNullable(request.logStreamNamePrefix()).orElse("");
        return tables.streams().valuesOf(group + ":" + prefix);
    }

    private static FilteredLogEvent output(Located located) {
        return FilteredLogEvent.builder()
                .logStreamName(located.stream().name())
                .timestamp(located.event().timestamp())
                .message(located.event().message())
                .ingestionTime(located.event().ingested())
                .eventId(EventTokens.digits(located.id()))
                .build();
    }

    private static String token(BigInteger id) {
        byte[] text = (TOKEN_PREFIX + id).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    private static BigInteger place(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            if (text.startsWith(TOKEN_PREFIX) && text.length() < 100) {
                return new BigInteger(text.substring(TOKEN_PREFIX.length()));
            }
        } catch (IllegalArgumentException e) {
            // Neither Base64 nor a number: the same answer as for a foreign token.
        }
        throw LogErrors.badToken();
    }
}
