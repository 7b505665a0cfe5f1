package io.devopslab.cloud.service.cloudwatch.alarm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.cloudwatch.metric.CloudWatchErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryResponse;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** What became of alarms in the last thirty days, also of those that are deleted since. */
final class AlarmHistory {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int MOST_KEPT = 20_000;
    private static final int MOST_SHOWN = 100;
    private static final int LONGEST_DATA = 4_095;
    private static final int LONGEST_SUMMARY = 255;

    private final ServiceContext context;
    private final Table<Entry> entries;
    private final Table<Long> counter;

    /** An item and its number, by which a listing goes on. */
    record Entry(String number, AlarmHistoryItem item) {}

    AlarmHistory(ServiceContext context) {
        this.context = context;
        this.entries = context.store().table("alarm-history", Entry.class);
        this.counter = context.store().table("alarm-history-counter", Long.class);
    }

    /** Adds an item; inside a write. */
    void add(AlarmRow alarm, HistoryItemType type, String summary, ObjectNode data) {
        Instant now = context.time().instant();
        long number = counter.get("next").orElse(0L);
        counter.put("next", number + 1);
        String key = String.format(Locale.ROOT, "%019d", number);
        String text = data.toString();
        entries.put(
                key,
                new Entry(
                        key,
                        AlarmHistoryItem.builder()
                                .alarmName(alarm.name())
                                .alarmType(alarm.type())
                                .timestamp(now)
                                .historyItemType(type)
                                .historySummary(cut(summary, LONGEST_SUMMARY))
                                .historyData(cut(text, LONGEST_DATA))
                                .build()));
        forget(now);
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    private void forget(Instant now) {
        for (Optional<Map.Entry<String, Entry>> first = entries.ceiling("");
                first.isPresent()
                        && (entries.size() > MOST_KEPT
                                || first.get().getValue().item().timestamp().isBefore(now.minus(KEPT)));
                first = entries.ceiling("")) {
            entries.remove(first.get().getKey());
        }
    }

    DescribeAlarmHistoryResponse describe(DescribeAlarmHistoryRequest request) {
        if (request.historyItemType() == HistoryItemType.UNKNOWN_TO_SDK_VERSION) {
            throw CloudWatchErrors.invalidValue("HistoryItemType", request.historyItemTypeAsString());
        }
        if (request.scanBy() == ScanBy.UNKNOWN_TO_SDK_VERSION) {
            throw CloudWatchErrors.invalidValue("ScanBy", request.scanByAsString());
        }
        AlarmViews.maxRecords(request.maxRecords());
        List<Entry> found = new ArrayList<>(entries.values().stream()
                .filter(entry -> isAsked(entry.item(), request))
                .toList());
        if (request.scanBy() != ScanBy.TIMESTAMP_ASCENDING) {
            Collections.reverse(found);
        }
        try {
            int limit = request.maxRecords() == null ? MOST_SHOWN : request.maxRecords();
            Page<Entry> page = Page.of(found, Entry::number, request.nextToken(), limit);
            return DescribeAlarmHistoryResponse.builder()
                    .alarmHistoryItems(page.items().stream().map(Entry::item).toList())
                    .nextToken(page.nextToken().orElse(null))
                    .build();
        } catch (IllegalArgumentException e) {
            throw CloudWatchErrors.badToken();
        }
    }

    private static boolean isAsked(AlarmHistoryItem item, DescribeAlarmHistoryRequest request) {
        List<AlarmType> types = request.alarmTypes().isEmpty() ? List.of(AlarmType.METRIC_ALARM) : request.alarmTypes();
        // Of one alarm everything is told, whatever its type.
        boolean isOfOne = request.alarmName() != null && request.alarmTypes().isEmpty();
        boolean isOfType = isOfOne || types.contains(item.alarmType());
        return isOfType
                && (request.alarmName() == null || request.alarmName().equals(item.alarmName()))
                && (request.historyItemType() == null || request.historyItemType() == item.historyItemType())
                && (request.startDate() == null || !item.timestamp().isBefore(request.startDate()))
                && (request.endDate() == null || !item.timestamp().isAfter(request.endDate()));
    }
}
