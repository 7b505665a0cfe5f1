package io.devopslab.cloud.service.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.devopslab.cloud.service.logs.LiveTailViewer.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidOperationException;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatchlogs.model.SessionStreamingException;
import software.amazon.awssdk.services.cloudwatchlogs.model.SessionTimeoutException;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailRequest;

/** What Live Tail promises (API reference, StartLiveTail). */
abstract class LiveTailContract {

    private static final String ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:";

    private String group = "";

    abstract CloudWatchLogsClient logs();

    /** Has the operation. */
    abstract CloudWatchLogsAsyncClient streams();

    /** Lets some of the cloud's time pass. */
    abstract void pass(Duration duration);

    /** The cloud's time in milliseconds since 1970. */
    abstract long now();

    void makeGroup() {
        group = "tail-" + UUID.randomUUID();
        logs().createLogGroup(r -> r.logGroupName(group));
        makeStream("web-1");
    }

    private void makeStream(String name) {
        logs().createLogStream(r -> r.logGroupName(group).logStreamName(name));
    }

    private void put(String stream, String... messages) {
        long now = now();
        List<InputLogEvent> events = Arrays.stream(messages)
                .map(message ->
                        InputLogEvent.builder().timestamp(now).message(message).build())
                .toList();
        logs().putLogEvents(r -> r.logGroupName(group).logStreamName(stream).logEvents(events));
    }

    private LiveTailViewer tail(Consumer<StartLiveTailRequest.Builder> wish) {
        return LiveTailViewer.open(streams(), r -> wish.accept(r.logGroupIdentifiers(ARN + group)));
    }

    private Update second(LiveTailViewer viewer) {
        pass(Duration.ofSeconds(1));
        return viewer.update();
    }

    private static List<String> messages(Update update) {
        return update.results().stream().map(LiveTailSessionLogEvent::message).toList();
    }

    @Test
    void a_session_tells_what_it_is_and_then_each_second_what_came() {
        put("web-1", "before");
        try (LiveTailViewer viewer = tail(r -> r.logEventFilterPattern(""))) {
            assertThat(viewer.start().sessionId()).isNotEmpty();
            assertThat(viewer.start().requestId())
                    .isNotEmpty()
                    .isNotEqualTo(viewer.start().sessionId());
            assertThat(viewer.start().logGroupIdentifiers()).containsExactly(ARN + group);
            assertThat(viewer.start().hasLogStreamNames()).isFalse();
            assertThat(viewer.start().hasLogStreamNamePrefixes()).isFalse();

            assertThat(second(viewer)).isEqualTo(new Update(false, List.of()));
            long now = now();
            put("web-1", "one", "two");
            Update update = second(viewer);

            assertThat(update.sampled()).isFalse();
            assertThat(update.results()).containsExactly(event("one", now), event("two", now));
            assertThat(second(viewer).results()).isEmpty();
        }
    }

    private LiveTailSessionLogEvent event(String message, long time) {
        return LiveTailSessionLogEvent.builder()
                .logGroupIdentifier(ARN + group)
                .logStreamName("web-1")
                .message(message)
                .timestamp(time)
                .ingestionTime(time)
                .build();
    }

    @Test
    void a_pattern_lets_through_what_it_matches() {
        try (LiveTailViewer viewer = tail(r -> r.logEventFilterPattern("{ $.level = \"error\" }"))) {
            assertThat(viewer.start().logEventFilterPattern()).isEqualTo("{ $.level = \"error\" }");
            put("web-1", "{\"level\": \"info\"}", "{\"level\": \"error\"}", "error");

            assertThat(messages(second(viewer))).containsExactly("{\"level\": \"error\"}");
        }
    }

    @Test
    void streams_are_chosen_by_their_names_or_by_how_these_begin() {
        makeStream("web-2");
        makeStream("db-1");
        try (LiveTailViewer named = tail(r -> r.logStreamNames("web-2", "not-yet"));
                LiveTailViewer prefixed = tail(r -> r.logStreamNamePrefixes("web-", "none"))) {
            assertThat(named.start().logStreamNames()).containsExactly("web-2", "not-yet");
            assertThat(prefixed.start().logStreamNamePrefixes()).containsExactly("web-", "none");
            makeStream("not-yet");
            put("web-1", "1");
            put("web-2", "2");
            put("db-1", "3");
            put("not-yet", "4");

            pass(Duration.ofSeconds(1));
            assertThat(messages(named.update())).containsExactly("2", "4");
            assertThat(messages(prefixed.update())).containsExactly("1", "2");
        }
    }

    @Test
    void several_groups_are_one_session() {
        String other = group + "-other";
        logs().createLogGroup(r -> r.logGroupName(other));
        logs().createLogStream(r -> r.logGroupName(other).logStreamName("s"));
        try (LiveTailViewer viewer = tail(r -> r.logGroupIdentifiers(ARN + group, ARN + other))) {
            put("web-1", "here");
            logs().putLogEvents(r -> r.logGroupName(other).logStreamName("s").logEvents(e -> e.timestamp(now())
                    .message("there")));

            assertThat(second(viewer).results())
                    .extracting(LiveTailSessionLogEvent::logGroupIdentifier, LiveTailSessionLogEvent::message)
                    .containsExactly(tuple(ARN + group, "here"), tuple(ARN + other, "there"));
        }
    }

    @Test
    void of_more_than_500_events_of_a_second_500_are_shown_and_it_is_said() {
        try (LiveTailViewer viewer = tail(r -> {})) {
            put("web-1", numbers(500));
            assertThat(second(viewer).sampled()).isFalse();
            put("web-1", numbers(3_000));
            Update update = second(viewer);

            assertThat(update.sampled()).isTrue();
            List<Integer> shown =
                    messages(update).stream().map(Integer::valueOf).toList();
            assertThat(shown).hasSize(500).doesNotHaveDuplicates().isSorted();
            assertThat(shown)
                    .as("of all parts of the second")
                    .anyMatch(n -> n < 600)
                    .anyMatch(n -> n > 2_400);
            assertThat(second(viewer)).isEqualTo(new Update(false, List.of()));
        }
    }

    private static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    @Test
    void a_session_ends_after_three_hours() {
        try (LiveTailViewer viewer = tail(r -> {})) {
            pass(Duration.ofHours(3).minusSeconds(1));
            put("web-1", "last");
            pass(Duration.ofSeconds(2));

            assertThat(viewer.failure()).isInstanceOf(SessionTimeoutException.class);
            assertThat(viewer.messages()).endsWith("last");
        }
    }

    @Test
    void a_pattern_that_takes_too_long_on_an_event_ends_the_session_and_not_the_writer() {
        try (LiveTailViewer viewer = tail(r -> r.logEventFilterPattern("%a*a*a*a*a*a*a*a*b$%"))) {
            put("web-1", "a".repeat(5_000));

            assertThat(viewer.failure())
                    .isInstanceOf(SessionStreamingException.class)
                    .hasMessageContaining("takes too long");
        }
    }

    @Test
    void fifteen_sessions_are_open_at_one_time() {
        List<LiveTailViewer> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < 15; i++) {
                viewers.add(tail(r -> {}));
            }
            refused(LimitExceededException.class, r -> r.logGroupIdentifiers(ARN + group));

            viewers.remove(0).close();
            viewers.add(tailWhenFree());
        } finally {
            viewers.forEach(LiveTailViewer::close);
        }
    }

    /** That a viewer has gone is seen when it is written to: once a second of the cloud's time. */
    private LiveTailViewer tailWhenFree() {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            pass(Duration.ofSeconds(1));
            try {
                return tail(r -> {});
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(LimitExceededException.class);
                assertThat(System.nanoTime())
                        .as("the place of who has gone is free")
                        .isLessThan(end);
            }
        }
    }

    private void refused(Class<? extends Throwable> error, Consumer<StartLiveTailRequest.Builder> wish) {
        assertThatThrownBy(() -> LiveTailViewer.open(streams(), wish).close())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(error);
    }

    @Test
    void what_cannot_be_followed_is_refused_with_aws_errors() {
        String here = ARN + group;
        refused(ResourceNotFoundException.class, r -> r.logGroupIdentifiers(ARN + "none"));
        refused(ResourceNotFoundException.class, r -> r.logGroupIdentifiers(here, ARN + "none"));
        refused(
                ResourceNotFoundException.class,
                r -> r.logGroupIdentifiers("arn:aws:logs:eu-central-1:123456789012:log-group:" + group));
        refused(InvalidParameterException.class, r -> {});
        refused(InvalidParameterException.class, r -> r.logGroupIdentifiers(List.of()));
        refused(InvalidParameterException.class, r -> r.logGroupIdentifiers(group));
        refused(InvalidParameterException.class, r -> r.logGroupIdentifiers(here + ":*"));
        refused(InvalidParameterException.class, r -> r.logGroupIdentifiers("arn:aws:s3:::bucket"));
        refused(
                InvalidParameterException.class,
                r -> r.logGroupIdentifiers(
                        IntStream.range(0, 11).mapToObj(i -> here).toList()));
        refused(
                InvalidParameterException.class,
                r -> r.logGroupIdentifiers(here).logStreamNames("a").logStreamNamePrefixes("b"));
        refused(InvalidParameterException.class, r -> r.logGroupIdentifiers(here, here)
                .logStreamNames("a"));
        refused(InvalidParameterException.class, r -> r.logGroupIdentifiers(here)
                .logStreamNames("a:b"));
        refused(InvalidParameterException.class, r -> r.logGroupIdentifiers(here)
                .logEventFilterPattern("{ $.level = "));
        refused(InvalidParameterException.class, r -> r.logGroupIdentifiers(here)
                .logEventFilterPattern("x".repeat(1_025)));
        logs().createLogGroup(r -> r.logGroupName(group + "-rare").logGroupClass(LogGroupClass.INFREQUENT_ACCESS));
        refused(InvalidOperationException.class, r -> r.logGroupIdentifiers(here + "-rare"));
    }
}
