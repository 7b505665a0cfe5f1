package io.devopslab.cloud.service.logs;

import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTask;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTaskStatusCode;

/**
 * An export as it is kept.
 *
 * @param streams what the names of the streams begin with that are exported; empty for all
 */
record ExportRow(ExportTask task, Optional<String> streams) {

    boolean isOpen() {
        ExportTaskStatusCode code = task.status().code();
        return code == ExportTaskStatusCode.PENDING || code == ExportTaskStatusCode.RUNNING;
    }

    ExportRow in(ExportTaskStatusCode code, String message) {
        return new ExportRow(
                task.toBuilder()
                        .status(status -> status.code(code).message(message))
                        .build(),
                streams);
    }

    ExportRow ended(ExportTaskStatusCode code, String message, long now) {
        ExportTask ended = in(code, message).task();
        return new ExportRow(
                ended.toBuilder()
                        .executionInfo(ended.executionInfo().toBuilder()
                                .completionTime(now)
                                .build())
                        .build(),
                streams);
    }
}
