package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;

/** Batches of log events: a batch is there as a whole or not at all. */
final class LogWork implements Work {

    private static final String GROUP = "/killed";
    private static final int MANY = 300;

    private final Memory<List<String>> messages = new Memory<>("the messages of " + GROUP);

    @Override
    public void prepare(Clients clients) {
        CloudWatchLogsClient logs = clients.get(CloudWatchLogsClient.class);
        logs.createLogGroup(r -> r.logGroupName(GROUP));
    }

    @Override
    public void step(Clients clients, Random random) {
        CloudWatchLogsClient logs = clients.get(CloudWatchLogsClient.class);
        List<String> before = messages.known().orElse(List.of());
        if (messages.known().isEmpty()) {
            messages.change(
                    Optional.of(List.of()),
                    () -> logs.createLogStream(r -> r.logGroupName(GROUP).logStreamName("one")));
        } else if (before.size() > MANY) {
            messages.change(
                    Optional.empty(),
                    () -> logs.deleteLogStream(r -> r.logGroupName(GROUP).logStreamName("one")));
            return;
        }
        List<String> batch = Contents.names(Contents.text(random, 30) + "-", 1 + random.nextInt(8));
        List<String> after = new ArrayList<>(before);
        after.addAll(batch);
        long now = System.currentTimeMillis();
        List<InputLogEvent> events = batch.stream()
                .map(text ->
                        InputLogEvent.builder().timestamp(now).message(text).build())
                .toList();
        messages.change(
                Optional.of(after),
                () -> logs.putLogEvents(
                        r -> r.logGroupName(GROUP).logStreamName("one").logEvents(events)));
    }

    @Override
    public void verify(Clients clients) {
        CloudWatchLogsClient logs = clients.get(CloudWatchLogsClient.class);
        boolean exists = !logs.describeLogStreams(r -> r.logGroupName(GROUP))
                .logStreams()
                .isEmpty();
        List<String> actual = logs.filterLogEventsPaginator(r -> r.logGroupName(GROUP)).events().stream()
                .map(FilteredLogEvent::message)
                .toList();
        messages.see(exists ? Optional.of(actual) : Optional.empty());
        assertThat(exists || actual.isEmpty()).isTrue();
    }
}
