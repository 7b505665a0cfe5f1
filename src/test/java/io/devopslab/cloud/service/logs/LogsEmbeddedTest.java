package io.devopslab.cloud.service.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LogsEmbeddedTest extends LogsContract {

    private TestCloud cloud;

    @BeforeAll
    void open(@TempDir Path directory) {
        cloud = TestCloud.openDurable(directory.resolve("shared"));
    }

    @AfterAll
    void close() {
        cloud.close();
    }

    @Override
    CloudWatchLogsClient logs() {
        return cloud.get(CloudWatchLogsClient.class);
    }

    @Override
    Instant now() {
        return cloud.time().instant();
    }

    private static List<InputLogEvent> events(Instant now, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> InputLogEvent.builder()
                        .timestamp(now.toEpochMilli())
                        .message("event " + i)
                        .build())
                .toList();
    }

    private static List<String> read(CloudWatchLogsClient logs) {
        return logs.getLogEvents(r -> r.logGroupName("g").logStreamName("s")).events().stream()
                .map(OutputLogEvent::message)
                .toList();
    }

    @Test
    void events_outlive_the_process(@TempDir Path directory) {
        Path place = directory.resolve("durable");
        try (TestCloud first = TestCloud.openDurable(place)) {
            CloudWatchLogsClient logs = first.get(CloudWatchLogsClient.class);
            logs.createLogGroup(r -> r.logGroupName("g"));
            logs.createLogStream(r -> r.logGroupName("g").logStreamName("s"));
            logs.putLogEvents(r -> r.logGroupName("g")
                    .logStreamName("s")
                    .logEvents(events(first.time().instant(), 200)));
        }
        try (TestCloud second = TestCloud.openDurable(place)) {
            CloudWatchLogsClient logs = second.get(CloudWatchLogsClient.class);
            logs.putLogEvents(r -> r.logGroupName("g")
                    .logStreamName("s")
                    .logEvents(events(second.time().instant(), 1)));
            assertThat(read(logs)).hasSize(201).startsWith("event 0", "event 1").endsWith("event 199", "event 0");
        }
    }

    @Test
    void events_past_their_retention_are_gone(@TempDir Path directory) {
        try (TestCloud own = TestCloud.open(directory.resolve("retention"))) {
            CloudWatchLogsClient logs = own.get(CloudWatchLogsClient.class);
            logs.createLogGroup(r -> r.logGroupName("g"));
            logs.putRetentionPolicy(r -> r.logGroupName("g").retentionInDays(1));
            logs.createLogStream(r -> r.logGroupName("g").logStreamName("s"));
            logs.putLogEvents(r -> r.logGroupName("g")
                    .logStreamName("s")
                    .logEvents(events(own.time().instant(), 300)));
            own.time().advance(Duration.ofHours(25));
            assertThat(read(logs)).isEmpty();
            logs.putLogEvents(r -> r.logGroupName("g")
                    .logStreamName("s")
                    .logEvents(events(own.time().instant(), 1)));
            assertThat(read(logs)).containsExactly("event 0");
            assertThat(logs.describeLogGroups(r -> {}).logGroups().get(0).storedBytes())
                    .isLessThan(64 * 40);
        }
    }
}
