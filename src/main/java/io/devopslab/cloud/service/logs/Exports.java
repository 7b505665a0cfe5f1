package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.logs.EventReader.Located;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.model.CancelExportTaskRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateExportTaskRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeExportTasksRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeExportTasksResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTask;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTaskStatusCode;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidOperationException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Exports of log groups to S3 (API reference, CreateExportTask; CloudWatch Logs User Guide, "Export log data to Amazon
 * S3"): an object for each stream, {@code prefix/task/stream/000000.gz}, with a line for each event that begins with
 * its time. One runs at a time; one that was cut off begins anew in the next process.
 */
final class Exports {

    private static final String USUAL_PREFIX = "exportedlogs";
    private static final int MOST_DESCRIBED = 50;

    /** Of the cloud's time, between the request and the first object. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final long LATEST = QueryStart.LATEST_SECOND * 1000;

    private final ServiceContext context;
    private final LogTables tables;
    private final EventReader reader;
    private final Supplier<S3Client> s3;

    Exports(ServiceContext context, LogTables tables, EventReader reader, Supplier<S3Client> s3) {
        this.context = context;
        this.tables = tables;
        this.reader = reader;
        this.s3 = s3;
    }

    /** Gives the task's identifier. */
    String create(CreateExportTaskRequest request) {
        check(request);
        LogGroup group = tables.group(request.logGroupName());
        if (request.from() >= request.to() || request.to() < group.created().toEpochMilli()) {
            throw LogErrors.invalid("The specified time range is not valid.");
        }
        String prefix = Optional.ofNullable(request.destinationPrefix()).orElse(USUAL_PREFIX);
        requireBucket(request.destination(), prefix);
        String id = context.ids().uuid();
        ExportTask task = ExportTask.builder()
                .taskId(id)
                .taskName(request.taskName())
                .logGroupName(request.logGroupName())
                .from(request.from())
                .to(request.to())
                .destination(request.destination())
                .destinationPrefix(prefix)
                .status(status -> status.code(ExportTaskStatusCode.PENDING).message("Task is pending"))
                .executionInfo(
                        info -> info.creationTime(context.time().instant().toEpochMilli()))
                .build();
        tables.store().write(() -> {
            if (tables.exports().values().stream().anyMatch(ExportRow::isOpen)) {
                throw Errors.of(LimitExceededException.builder(), "Resource limit exceeded.");
            }
            tables.exports().put(id, new ExportRow(task, Optional.ofNullable(request.logStreamNamePrefix())));
        });
        context.time().schedule(WAIT, () -> run(id));
        return id;
    }

    private static void check(CreateExportTaskRequest request) {
        Constraints checks = new Constraints()
                .required("logGroupName", request.logGroupName())
                .required("from", request.from())
                .required("to", request.to())
                .required("destination", request.destination())
                .length("taskName", request.taskName(), 1, 512)
                .range("from", request.from(), 0, LATEST)
                .range("to", request.to(), 0, LATEST)
                .length("destination", request.destination(), 1, 512)
                .length("destinationPrefix", request.destinationPrefix(), 0, 900);
        LogNames.group(checks, "logGroupName", request.logGroupName());
        LogNames.stream(checks, "logStreamNamePrefix", request.logStreamNamePrefix())
                .orThrow(LogErrors::invalid);
    }

    /** As on AWS, an object tells that something could be written. */
    private void requireBucket(String bucket, String prefix) {
        try {
            s3.get()
                    .putObject(
                            r -> r.bucket(bucket).key(prefix + "/aws-logs-write-test"),
                            RequestBody.fromString("Permission Check Successful"));
        } catch (SdkException e) {
            throw LogErrors.invalid(
                    "PutObject call on the given bucket failed. Please check if CloudWatch Logs has been"
                            + " granted permission to perform this operation.");
        }
    }

    /** Runs the exports that were open when the cloud ended. */
    void resume() {
        tables.exports().values().stream().filter(ExportRow::isOpen).forEach(row -> context.time()
                .execute(() -> run(row.task().taskId())));
    }

    private void run(String id) {
        Optional<ExportRow> running = change(id, row -> row.in(ExportTaskStatusCode.RUNNING, "Task is running"));
        if (running.isEmpty()) {
            return;
        }
        try {
            write(running.get());
            end(id, ExportTaskStatusCode.COMPLETED, "Completed successfully");
        } catch (SdkException e) {
            end(id, ExportTaskStatusCode.FAILED, "The export could not be written: " + e.getMessage());
        } catch (RuntimeException e) {
            end(id, ExportTaskStatusCode.FAILED, "Internal failure");
            throw e;
        }
    }

    private void end(String id, ExportTaskStatusCode code, String message) {
        long now = context.time().instant().toEpochMilli();
        change(id, row -> row.ended(code, message, now));
    }

    /** Changes an export that is open; empty when it is not. */
    private Optional<ExportRow> change(String id, UnaryOperator<ExportRow> change) {
        return tables.store().write(() -> {
            boolean open = tables.exports().get(id).filter(ExportRow::isOpen).isPresent();
            return open ? tables.exports().update(id, change) : Optional.<ExportRow>empty();
        });
    }

    private void write(ExportRow row) {
        ExportTask task = row.task();
        List<LogStream> streams = tables.streams()
                .valuesOf(task.logGroupName() + ":" + row.streams().orElse(""));
        for (LogStream stream : streams) {
            List<LogEvent> events = events(task, stream);
            if (!events.isEmpty() && change(task.taskId(), same -> same).isPresent()) {
                String key = task.destinationPrefix() + "/" + task.taskId() + "/"
                        + stream.name().replace('/', '-') + "/000000.gz";
                s3.get().putObject(r -> r.bucket(task.destination()).key(key), RequestBody.fromBytes(packed(events)));
            }
        }
    }

    private List<LogEvent> events(ExportTask task, LogStream stream) {
        return tables.store()
                .read(() -> tables.groups().contains(task.logGroupName())
                        ? reader
                                .located(stream, e -> e.timestamp() >= task.from() && e.timestamp() <= task.to())
                                .stream()
                                .sorted(Comparator.comparing(Located::id))
                                .map(Located::event)
                                .toList()
                        : List.of());
    }

    private static byte[] packed(List<LogEvent> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            for (LogEvent event : events) {
                String line = TIME.format(Instant.ofEpochMilli(event.timestamp())) + " "
                        + event.message().stripTrailing() + "\n";
                out.write(line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void cancel(CancelExportTaskRequest request) {
        new Constraints()
                .required("taskId", request.taskId())
                .length("taskId", request.taskId(), 1, 512)
                .orThrow(LogErrors::invalid);
        String id = Objects.requireNonNull(request.taskId());
        if (!tables.exports().contains(id)) {
            throw LogErrors.notFound("The specified export task does not exist.");
        }
        long now = context.time().instant().toEpochMilli();
        if (change(id, row -> row.ended(ExportTaskStatusCode.CANCELLED, "Cancelled by user", now))
                .isEmpty()) {
            throw Errors.of(InvalidOperationException.builder(), "The specified export task has already finished.");
        }
    }

    DescribeExportTasksResponse describe(DescribeExportTasksRequest request) {
        new Constraints()
                .length("taskId", request.taskId(), 1, 512)
                .oneOf("statusCode", request.statusCodeAsString(), ExportTaskStatusCode.knownValues())
                .range("limit", request.limit(), 1, MOST_DESCRIBED)
                .orThrow(LogErrors::invalid);
        List<ExportTask> found = tables.exports().values().stream()
                .map(ExportRow::task)
                .filter(task -> request.taskId() == null || task.taskId().equals(request.taskId()))
                .filter(task -> request.statusCode() == null || task.status().code() == request.statusCode())
                .sorted(Comparator.comparing(
                                (ExportTask task) -> task.executionInfo().creationTime())
                        .reversed()
                        .thenComparing(ExportTask::taskId))
                .toList();
        Page<ExportTask> page =
                LogPages.of(found, ExportTask::taskId, request.nextToken(), request.limit(), MOST_DESCRIBED);
        return DescribeExportTasksResponse.builder()
                .exportTasks(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
