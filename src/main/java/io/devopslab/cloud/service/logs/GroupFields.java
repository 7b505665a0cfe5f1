package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.service.logs.insights.LogRecord;
import io.devopslab.cloud.service.logs.insights.RecordView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogGroupFieldsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogGroupFieldsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupField;

/** Which fields the events of a group have, and how many of the events (API reference, GetLogGroupFields). */
final class GroupFields {

    private static final Duration RECENT = Duration.ofMinutes(15);
    private static final Duration AROUND = Duration.ofMinutes(8);

    /** The event's address and not one of its fields. */
    private static final String POINTER = "@ptr";

    private final InstantSource clock;
    private final LogTables tables;
    private final LogRecords records;

    GroupFields(InstantSource clock, LogTables tables, LogRecords records) {
        this.clock = clock;
        this.tables = tables;
        this.records = records;
    }

    GetLogGroupFieldsResponse get(GetLogGroupFieldsRequest request) {
        new Constraints()
                .range("time", request.time(), 0, QueryStart.LATEST_SECOND)
                .orThrow(LogErrors::invalid);
        String group = LogNames.group(request.logGroupName(), request.logGroupIdentifier());
        tables.group(group);
        List<LogRecord> events = events(group, request);
        Map<String, Integer> counts = new TreeMap<>();
        events.forEach(event -> RecordView.of(event).keySet().forEach(name -> counts.merge(name, 1, Integer::sum)));
        counts.remove(POINTER);
        return GetLogGroupFieldsResponse.builder()
                .logGroupFields(counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(field -> LogGroupField.builder()
                                .name(field.getKey())
                                .percent(Math.toIntExact(Math.round(100.0 * field.getValue() / events.size())))
                                .build())
                        .toList())
                .build();
    }

    private List<LogRecord> events(String group, GetLogGroupFieldsRequest request) {
        if (request.time() == null) {
            Instant now = clock.instant();
            return between(group, now.minus(RECENT), now);
        }
        Instant center = Instant.ofEpochSecond(request.time());
        return between(group, center.minus(AROUND), center.plus(AROUND));
    }

    private List<LogRecord> between(String group, Instant start, Instant end) {
        return records.between(List.of(group), start.toEpochMilli(), end.toEpochMilli());
    }
}
