package io.devopslab.cloud.service.ecs.run;

import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.container.ContainerException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;

/**
 * What a container writes, in CloudWatch Logs (Developer Guide, "Send Amazon ECS logs to CloudWatch"): one stream
 * {@code PREFIX/CONTAINER/TASK}. Thread-safe.
 */
final class TaskLog {

    private static final Logger LOG = LoggerFactory.getLogger(TaskLog.class);
    private static final int LONGEST_BATCH = 500;
    private static final int LONGEST_CHARACTERS = 64 * 1024;

    private final Time time;
    private final Supplier<CloudWatchLogsClient> logs;
    private final String group;
    private final String stream;
    private final List<InputLogEvent> waiting = new ArrayList<>();
    private boolean isAsked;

    private TaskLog(Time time, Supplier<CloudWatchLogsClient> logs, String group, String stream) {
        this.time = time;
        this.logs = logs;
        this.group = group;
        this.stream = stream;
    }

    /**
     * Makes the stream, and the group where the options say so.
     *
     * @param options of the driver {@code awslogs}
     * @throws ContainerException when there is no such group, which keeps a task from starting
     */
    static TaskLog open(
            Time time, Supplier<CloudWatchLogsClient> logs, Map<String, String> options, String container, String task)
            throws ContainerException {
        String group = options.getOrDefault("awslogs-group", "");
        String prefix = options.getOrDefault("awslogs-stream-prefix", "ecs");
        String stream = prefix + "/" + container + "/" + task;
        try {
            if (Boolean.parseBoolean(options.get("awslogs-create-group"))) {
                unlessThere(() -> logs.get().createLogGroup(r -> r.logGroupName(group)));
            }
            unlessThere(
                    () -> logs.get().createLogStream(r -> r.logGroupName(group).logStreamName(stream)));
        } catch (AwsServiceException e) {
            throw new ContainerException("failed to create Cloudwatch log stream: "
                    + e.awsErrorDetails().errorCode() + ": "
                    + e.awsErrorDetails().errorMessage());
        }
        return new TaskLog(time, logs, group, stream);
    }

    private static void unlessThere(Runnable make) {
        try {
            make.run();
        } catch (ResourceAlreadyExistsException e) {
            // Another task made it.
            LOG.trace("It is there.", e);
        }
    }

    void line(String line) {
        if (line.isEmpty()) {
            return;
        }
        String message = line.length() > LONGEST_CHARACTERS ? line.substring(0, LONGEST_CHARACTERS) : line;
        synchronized (waiting) {
            waiting.add(InputLogEvent.builder()
                    .timestamp(time.instant().toEpochMilli())
                    .message(new String(message.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .build());
            if (isAsked) {
                return;
            }
            isAsked = true;
        }
        time.execute(this::flush);
    }

    /** Sends what waits. */
    void flush() {
        synchronized (this) {
            for (List<InputLogEvent> batch = next(); !batch.isEmpty(); batch = next()) {
                send(batch);
            }
        }
    }

    private List<InputLogEvent> next() {
        synchronized (waiting) {
            List<InputLogEvent> first = waiting.subList(0, Math.min(LONGEST_BATCH, waiting.size()));
            List<InputLogEvent> batch = List.copyOf(first);
            first.clear();
            isAsked = !batch.isEmpty();
            return batch;
        }
    }

    private void send(List<InputLogEvent> batch) {
        // A batch is at most a megabyte, and so many lines of that length are more.
        for (int from = 0; from < batch.size(); ) {
            int to = from;
            int size = 0;
            while (to < batch.size() && (to == from || size + size(batch.get(to)) < 900_000)) {
                size += size(batch.get(to));
                to++;
            }
            List<InputLogEvent> part = batch.subList(from, to);
            try {
                logs.get()
                        .putLogEvents(
                                r -> r.logGroupName(group).logStreamName(stream).logEvents(part));
            } catch (AwsServiceException e) {
                // As on AWS, a container does not end because its log cannot be kept.
                LOG.warn("The log of a task cannot be written to {}: {}", group, e.getMessage());
            }
            from = to;
        }
    }

    private static int size(InputLogEvent event) {
        return event.message().length() * 3 + 26;
    }
}
