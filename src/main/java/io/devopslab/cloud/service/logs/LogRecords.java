package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.logs.EventReader.Located;
import io.devopslab.cloud.service.logs.insights.LogRecord;
import io.devopslab.cloud.service.logs.insights.RecordView;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogRecordRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogRecordResponse;

/** Events as queries see them. */
final class LogRecords {

    private final ServiceContext context;
    private final LogTables tables;
    private final EventReader reader;

    LogRecords(ServiceContext context, LogTables tables, EventReader reader) {
        this.context = context;
        this.tables = tables;
        this.reader = reader;
    }

    /** The events of the groups that still are, between two moments that both count, the newest first. */
    List<LogRecord> between(List<String> groups, long start, long end) {
        List<Located> found = tables.store().read(() -> groups.stream()
                .filter(tables.groups()::contains)
                .flatMap(group -> tables.streams().valuesOf(group + ":").stream())
                .filter(stream -> stream.lastEvent().orElse(-1L) >= start)
                .flatMap(stream -> reader.located(stream, e -> e.timestamp() >= start && e.timestamp() <= end).stream())
                .toList());
        return found.stream()
                .sorted(Comparator.comparing(Located::id).reversed())
                .map(this::record)
                .toList();
    }

    private LogRecord record(Located located) {
        return new LogRecord(
                context.scope().account() + ":" + located.stream().group(),
                located.stream().name(),
                located.event().timestamp(),
                located.event().ingested(),
                located.event().message(),
                LogPointer.to(located).text());
    }

    /** API reference, GetLogRecord. Nothing is masked here, so there is nothing to unmask. */
    GetLogRecordResponse get(GetLogRecordRequest request) {
        new Constraints()
                .required("logRecordPointer", request.logRecordPointer())
                .orThrow(LogErrors::invalid);
        LogPointer pointer = LogPointer.parse(request.logRecordPointer());
        Located event = tables
                .store()
                .read(() -> reader.located(tables.stream(pointer.group(), pointer.stream()), e -> true))
                .stream()
                .filter(located -> located.id().equals(pointer.id()))
                .findFirst()
                .orElseThrow(() -> LogErrors.notFound("The specified log record does not exist."));
        return GetLogRecordResponse.builder()
                .logRecord(RecordView.of(record(event)))
                .build();
    }
}
