package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.function.FunctionLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;

/** The log of one environment: a stream of the function's log group, both made when first needed. */
final class LogStream implements FunctionLog {

    private static final Logger LOG = LoggerFactory.getLogger(LogStream.class);
    private static final int LONGEST_BATCH = 500;
    private static final int LONGEST_ENTRY_BYTES = 256 * 1024 - 26;
    private static final int LARGEST_BATCH_BYTES = 900_000;
    private static final long LONGEST_DELAY_NANOS = Duration.ofMillis(500).toNanos();

    private final Time time;
    private final Supplier<CloudWatchLogsClient> logs;
    private final String group;
    private final String stream;
    private final List<InputLogEvent> waiting = new ArrayList<>();
    private int waitingBytes;
    private long lastFlush = System.nanoTime();
    private boolean exists;

    LogStream(Time time, Supplier<CloudWatchLogsClient> logs, String group, String stream) {
        this.time = time;
        this.logs = logs;
        this.group = group;
        this.stream = stream;
    }

    @Override
    public synchronized void entry(String text) {
        if (text.isEmpty()) {
            return;
        }
        String message = cut(text);
        waiting.add(InputLogEvent.builder()
                .timestamp(time.instant().toEpochMilli())
                .message(message)
                .build());
        waitingBytes += message.length() * 3 + 26;
        boolean isFull = waiting.size() >= LONGEST_BATCH || waitingBytes >= LARGEST_BATCH_BYTES;
        if (isFull || System.nanoTime() - lastFlush > LONGEST_DELAY_NANOS) {
            flush();
        }
    }

    private static String cut(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST_ENTRY_BYTES
                ? text
                : new String(bytes, 0, LONGEST_ENTRY_BYTES, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void flush() {
        lastFlush = System.nanoTime();
        if (waiting.isEmpty()) {
            return;
        }
        try {
            ensureExists();
            logs.get()
                    .putLogEvents(PutLogEventsRequest.builder()
                            .logGroupName(group)
                            .logStreamName(stream)
                            .logEvents(waiting)
                            .build());
        } catch (AwsServiceException e) {
            // As on AWS, a call does not fail because its log cannot be kept.
            LOG.warn("The log of a function cannot be written to {}.", group, e);
            exists = false;
        }
        waiting.clear();
        waitingBytes = 0;
    }

    private void ensureExists() {
        if (exists) {
            return;
        }
        try {
            logs.get()
                    .createLogGroup(
                            CreateLogGroupRequest.builder().logGroupName(group).build());
        } catch (ResourceAlreadyExistsException e) {
            // An earlier environment, or the function's owner, made it.
        }
        try {
            logs.get()
                    .createLogStream(CreateLogStreamRequest.builder()
                            .logGroupName(group)
                            .logStreamName(stream)
                            .build());
        } catch (ResourceAlreadyExistsException e) {
            // This environment made it before the log group was deleted and made again.
        }
        exists = true;
    }
}
