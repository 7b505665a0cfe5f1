package io.devopslab.cloud.service.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** What CloudWatch Logs promises, for any implementation of its client. */
abstract class LogsContract {

    private String group = "";

    abstract CloudWatchLogsClient logs();

    /** The present moment of the cloud. */
    abstract Instant now();

    @BeforeEach
    void makeGroup() {
        group = "/test/" + UUID.randomUUID();
        logs().createLogGroup(r -> r.logGroupName(group));
    }

    private void stream(String name) {
        logs().createLogStream(r -> r.logGroupName(group).logStreamName(name));
    }

    private PutLogEventsResponse put(String stream, InputLogEvent... events) {
        return logs().putLogEvents(
                        r -> r.logGroupName(group).logStreamName(stream).logEvents(Arrays.asList(events)));
    }

    private InputLogEvent event(Duration ago, String message) {
        return InputLogEvent.builder()
                .timestamp(now().minus(ago).toEpochMilli())
                .message(message)
                .build();
    }

    private void putNumbered(String stream, int count) {
        put(
                stream,
                IntStream.range(0, count)
                        .mapToObj(i -> event(Duration.ofMinutes(60).minusSeconds(i), "event " + i))
                        .toArray(InputLogEvent[]::new));
    }

    private List<LogGroup> find(String prefix) {
        return logs().describeLogGroups(r -> r.logGroupNamePrefix(prefix)).logGroups();
    }

    private static void assertInvalid(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(InvalidParameterException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterException");
            assertThat(e.awsErrorDetails().errorMessage()).contains(message);
            assertThat(e.statusCode()).isEqualTo(400);
        });
    }

    @Test
    void a_new_group_is_described_with_both_arns() {
        LogGroup found = find(group).get(0);
        assertThat(found.arn()).matches("arn:aws:logs:[a-z0-9-]+:\\d{12}:log-group:" + group + ":\\*");
        assertThat(found.logGroupArn()).isEqualTo(found.arn().replace(":*", ""));
        assertThat(found.creationTime()).isEqualTo(now().toEpochMilli());
        assertThat(found.storedBytes()).isZero();
        assertThat(found.metricFilterCount()).isZero();
        assertThat(found.retentionInDays()).isNull();
        assertThat(found.logGroupClassAsString()).isEqualTo("STANDARD");
    }

    @Test
    void a_group_exists_once() {
        assertThatThrownBy(() -> logs().createLogGroup(r -> r.logGroupName(group)))
                .isInstanceOf(ResourceAlreadyExistsException.class)
                .hasMessageContaining("The specified log group already exists");
    }

    @Test
    void a_group_that_does_not_exist_is_not_found() {
        assertThatThrownBy(() -> logs().deleteLogGroup(r -> r.logGroupName(group + "x")))
                .isInstanceOfSatisfying(ResourceNotFoundException.class, e -> assertThat(
                                e.awsErrorDetails().errorMessage())
                        .isEqualTo("The specified log group does not exist."));
    }

    @Test
    void names_are_validated_in_the_words_of_the_api() {
        assertInvalid(
                () -> logs().createLogGroup(r -> r.logGroupName("a b")),
                "1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must"
                        + " satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+");
        assertInvalid(
                () -> logs().createLogGroup(r -> {}),
                "1 validation error detected: Value null at 'logGroupName' failed to satisfy constraint: Member must"
                        + " not be null");
        assertInvalid(
                () -> logs().createLogGroup(r -> r.logGroupName("a".repeat(513))),
                "Member must have length less than or equal to 512");
        assertInvalid(
                () -> logs().createLogStream(r -> r.logGroupName(group).logStreamName("a:b")),
                "Value 'a:b' at 'logStreamName' failed to satisfy constraint");
        assertInvalid(
                () -> logs().createLogStream(r -> r.logGroupName("").logStreamName("*")),
                "3 validation errors detected");
    }

    @Test
    void retention_is_put_and_taken_away() {
        logs().putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(7));
        assertThat(find(group).get(0).retentionInDays()).isEqualTo(7);
        logs().deleteRetentionPolicy(r -> r.logGroupName(group));
        assertThat(find(group).get(0).retentionInDays()).isNull();
        assertInvalid(
                () -> logs().putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(2)),
                "Value '2' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [1,");
    }

    @Test
    void groups_are_listed_by_name_in_pages() {
        for (String name : List.of("c", "a", "b")) {
            logs().createLogGroup(r -> r.logGroupName(group + "/p/" + name));
        }
        List<String> names =
                logs()
                        .describeLogGroupsPaginator(
                                r -> r.logGroupNamePrefix(group + "/p/").limit(2))
                        .logGroups()
                        .stream()
                        .map(LogGroup::logGroupName)
                        .toList();
        assertThat(names).containsExactly(group + "/p/a", group + "/p/b", group + "/p/c");
        assertThat(logs().describeLogGroups(r -> r.logGroupNamePattern(group.substring(6) + "/P/A"))
                        .logGroups())
                .hasSize(1);
        assertInvalid(
                () -> logs().describeLogGroups(r -> r.logGroupNamePrefix("a").logGroupNamePattern("b")),
                "mutually exclusive");
        assertInvalid(() -> logs().describeLogGroups(r -> r.nextToken("nonsense")), "nextToken is invalid");
        assertInvalid(
                () -> logs().describeLogGroups(r -> r.limit(51)), "Member must have value less than or equal to 50");
    }

    @Test
    @SuppressWarnings("deprecation") // the old operations are still called
    void tags_of_the_old_and_the_new_operations_are_the_same() {
        String arn = find(group).get(0).logGroupArn();
        logs().tagLogGroup(r -> r.logGroupName(group).tags(Map.of("a", "1", "b", "2")));
        logs().untagResource(r -> r.resourceArn(arn).tagKeys("a"));
        logs().tagResource(r -> r.resourceArn(arn + ":*").tags(Map.of("c", "3")));
        assertThat(logs().listTagsForResource(r -> r.resourceArn(arn)).tags()).isEqualTo(Map.of("b", "2", "c", "3"));
        logs().untagLogGroup(r -> r.logGroupName(group).tags("b"));
        assertThat(logs().listTagsLogGroup(r -> r.logGroupName(group)).tags()).isEqualTo(Map.of("c", "3"));
    }

    @Test
    void a_protected_group_is_not_deleted() {
        logs().putLogGroupDeletionProtection(r -> r.logGroupIdentifier(group).deletionProtectionEnabled(true));
        assertThatThrownBy(() -> logs().deleteLogGroup(r -> r.logGroupName(group)))
                .isInstanceOf(AwsServiceException.class);
        logs().putLogGroupDeletionProtection(r -> r.logGroupIdentifier(group).deletionProtectionEnabled(false));
        logs().deleteLogGroup(r -> r.logGroupName(group));
        assertThat(find(group)).isEmpty();
    }

    @Test
    void streams_are_listed_by_name_or_by_their_last_event() {
        for (String name : List.of("b", "a", "c")) {
            stream(name);
        }
        put("a", event(Duration.ofMinutes(1), "late"));
        put("b", event(Duration.ofMinutes(9), "early"));
        assertThat(logs().describeLogStreams(r -> r.logGroupName(group)).logStreams())
                .extracting(LogStream::logStreamName)
                .containsExactly("a", "b", "c");
        assertThat(logs()
                        .describeLogStreamsPaginator(r -> r.logGroupName(group)
                                .orderBy(OrderBy.LAST_EVENT_TIME)
                                .descending(true)
                                .limit(1))
                        .logStreams()
                        .stream())
                .extracting(LogStream::logStreamName)
                .containsExactly("a", "b", "c");
        assertInvalid(
                () -> logs().describeLogStreams(r ->
                        r.logGroupName(group).orderBy(OrderBy.LAST_EVENT_TIME).logStreamNamePrefix("a")),
                "Cannot order by LastEventTime with a logStreamNamePrefix.");
    }

    @Test
    void a_stream_tells_when_its_events_happened() {
        stream("s");
        put("s", event(Duration.ofMinutes(9), "one"), event(Duration.ofMinutes(1), "two"));
        LogStream found = logs().describeLogStreams(r -> r.logGroupName(group))
                .logStreams()
                .get(0);
        assertThat(found.firstEventTimestamp())
                .isEqualTo(now().minus(Duration.ofMinutes(9)).toEpochMilli());
        assertThat(found.lastEventTimestamp())
                .isEqualTo(now().minus(Duration.ofMinutes(1)).toEpochMilli());
        assertThat(found.lastIngestionTime()).isEqualTo(now().toEpochMilli());
        assertThat(found.arn()).endsWith(":log-group:" + group + ":log-stream:s");
        assertThat(find(group).get(0).storedBytes()).isEqualTo(6 + 52);
    }

    @Test
    void streams_exist_once_and_only_in_a_group() {
        stream("s");
        assertThatThrownBy(() -> stream("s"))
                .isInstanceOf(ResourceAlreadyExistsException.class)
                .hasMessageContaining("The specified log stream already exists");
        assertThatThrownBy(() ->
                        logs().createLogStream(r -> r.logGroupName(group + "x").logStreamName("s")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> put("t", event(Duration.ZERO, "x")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("The specified log stream does not exist.");
        logs().deleteLogStream(r -> r.logGroupName(group).logStreamName("s"));
        assertThatThrownBy(() -> logs().getLogEvents(r -> r.logGroupName(group).logStreamName("s")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_deleted_stream_takes_its_events_with_it() {
        stream("s");
        put("s", event(Duration.ZERO, "old"));
        logs().deleteLogStream(r -> r.logGroupName(group).logStreamName("s"));
        stream("s");
        assertThat(read("s", null).events()).isEmpty();
    }

    @SuppressWarnings("NullAway") // a token that is not given
    private GetLogEventsResponse read(String stream, @org.jspecify.annotations.Nullable String token) {
        return logs().getLogEvents(r -> r.logGroupName(group)
                .logStreamName(stream)
                .startFromHead(true)
                .limit(40)
                .nextToken(token));
    }

    @Test
    void a_stream_is_read_forward_until_the_token_stays_the_same() {
        stream("s");
        putNumbered("s", 100);
        List<String> messages = new ArrayList<>();
        GetLogEventsResponse page = read("s", null);
        String token = "";
        while (!token.equals(page.nextForwardToken())) {
            page.events().stream().map(OutputLogEvent::message).forEach(messages::add);
            token = page.nextForwardToken();
            page = read("s", token);
        }
        assertThat(messages)
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "event " + i).toList());
        assertThat(page.events()).isEmpty();
        assertThat(page.nextForwardToken()).matches("f/\\d{56}/s");

        put("s", event(Duration.ZERO, "later"));
        assertThat(read("s", token).events())
                .extracting(OutputLogEvent::message)
                .containsExactly("later");
    }

    @Test
    void without_start_from_head_the_latest_events_come_in_the_order_of_time() {
        stream("s");
        putNumbered("s", 10);
        GetLogEventsResponse last = logs().getLogEvents(
                        r -> r.logGroupName(group).logStreamName("s").limit(3));
        assertThat(last.events()).extracting(OutputLogEvent::message).containsExactly("event 7", "event 8", "event 9");
        GetLogEventsResponse before = logs().getLogEvents(
                        r -> r.logGroupName(group).logStreamName("s").limit(3).nextToken(last.nextBackwardToken()));
        assertThat(before.events())
                .extracting(OutputLogEvent::message)
                .containsExactly("event 4", "event 5", "event 6");
        GetLogEventsResponse again = logs().getLogEvents(
                        r -> r.logGroupName(group).logStreamName("s").limit(3).nextToken(before.nextForwardToken()));
        assertThat(again.events()).extracting(OutputLogEvent::message).containsExactly("event 7", "event 8", "event 9");
    }

    @Test
    void an_empty_stream_has_tokens_that_find_what_comes_later() {
        stream("s");
        String token = read("s", null).nextForwardToken();
        put("s", event(Duration.ZERO, "first"));
        assertThat(read("s", token).events()).hasSize(1);
        assertInvalid(() -> read("s", "f/12/s"), "The specified nextToken is invalid.");
    }

    @Test
    void the_end_of_a_range_is_excluded_when_reading_and_included_when_filtering() {
        stream("s");
        put("s", event(Duration.ofSeconds(2), "a"), event(Duration.ofSeconds(1), "b"));
        long start = now().minusSeconds(2).toEpochMilli();
        long end = now().minusSeconds(1).toEpochMilli();
        assertThat(logs().getLogEvents(r -> r.logGroupName(group)
                                .logStreamName("s")
                                .startTime(start)
                                .endTime(end))
                        .events())
                .extracting(OutputLogEvent::message)
                .containsExactly("a");
        assertThat(logs().filterLogEvents(
                                r -> r.logGroupName(group).startTime(start).endTime(end))
                        .events())
                .hasSize(2);
    }

    @Test
    void events_out_of_the_window_are_rejected_and_the_others_kept() {
        stream("s");
        PutLogEventsResponse old = put("s", event(Duration.ofDays(15), "too old"));
        assertThat(old.rejectedLogEventsInfo().tooOldLogEventEndIndex()).isEqualTo(1);
        PutLogEventsResponse mixed =
                put("s", event(Duration.ofMinutes(5), "fine"), event(Duration.ofHours(-3), "too new"));
        assertThat(mixed.rejectedLogEventsInfo().tooNewLogEventStartIndex()).isEqualTo(1);
        assertThat(mixed.rejectedLogEventsInfo().tooOldLogEventEndIndex()).isNull();
        logs().putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(1));
        PutLogEventsResponse expired = put("s", event(Duration.ofHours(30), "expired"));
        assertThat(expired.rejectedLogEventsInfo().expiredLogEventEndIndex()).isEqualTo(1);
        assertThat(put("s", event(Duration.ZERO, "good")).rejectedLogEventsInfo())
                .isNull();
        assertThat(read("s", null).events()).extracting(OutputLogEvent::message).containsExactly("fine", "good");
    }

    @Test
    void a_batch_must_be_in_order_short_and_small() {
        stream("s");
        assertInvalid(
                () -> put("s", event(Duration.ZERO, "b"), event(Duration.ofSeconds(1), "a")),
                "Log events in a single PutLogEvents request must be in chronological order.");
        assertInvalid(
                () -> put("s", event(Duration.ofHours(25), "a"), event(Duration.ZERO, "b")),
                "cannot span more than 24 hours");
        assertInvalid(
                () -> put("s", event(Duration.ZERO, "é".repeat(600_000))),
                "Upload too large: 1200026 bytes exceeds limit of 1048576");
        assertInvalid(
                () -> put("s", event(Duration.ZERO, "")),
                "Value '' at 'logEvents.1.member.message' failed to satisfy constraint: Member must have length"
                        + " greater than or equal to 1");
        assertInvalid(
                () -> put("s", InputLogEvent.builder().message("no time").build()),
                "Value null at 'logEvents.1.member.timestamp'");
        assertInvalid(
                () -> logs().putLogEvents(r -> r.logGroupName(group).logStreamName("s")),
                "Value null at 'logEvents' failed");
    }

    @Test
    void a_page_holds_no_more_than_a_mebibyte() {
        stream("s");
        for (int i = 0; i < 3; i++) {
            put("s", event(Duration.ofSeconds(3 - i), i + "x".repeat(700_000)));
        }
        GetLogEventsResponse first = read("s", null);
        assertThat(first.events()).hasSize(1);
        assertThat(read("s", first.nextForwardToken()).events().get(0).message())
                .startsWith("1");
    }

    @Test
    void filtering_interleaves_the_streams_of_a_group() {
        stream("a");
        stream("b");
        put("a", event(Duration.ofSeconds(9), "ERROR one"), event(Duration.ofSeconds(5), "ERROR three"));
        put("b", event(Duration.ofSeconds(7), "ERROR two"), event(Duration.ofSeconds(3), "fine"));
        FilterLogEventsResponse found =
                logs().filterLogEvents(r -> r.logGroupName(group).filterPattern("ERROR"));
        assertThat(found.events())
                .extracting(FilteredLogEvent::message)
                .containsExactly("ERROR one", "ERROR two", "ERROR three");
        assertThat(found.events()).extracting(FilteredLogEvent::eventId).doesNotHaveDuplicates();
        assertThat(found.events().get(1).logStreamName()).isEqualTo("b");
        assertThat(found.nextToken()).isNull();
        assertThat(logs().filterLogEvents(r ->
                                r.logGroupName(group).filterPattern("ERROR").logStreamNames("b"))
                        .events())
                .hasSize(1);
        assertThat(logs().filterLogEvents(r -> r.logGroupName(group).logStreamNamePrefix("a"))
                        .events())
                .hasSize(2);
    }

    @Test
    void filtering_goes_on_where_a_page_ended() {
        stream("a");
        stream("b");
        putNumbered("a", 7);
        putNumbered("b", 7);
        List<FilteredLogEvent> all =
                logs().filterLogEventsPaginator(r -> r.logGroupName(group).limit(4)).events().stream()
                        .toList();
        assertThat(all).hasSize(14).extracting(FilteredLogEvent::eventId).doesNotHaveDuplicates();
        assertThat(all).extracting(FilteredLogEvent::timestamp).isSorted();
    }

    @Test
    void a_bad_filter_is_refused() {
        assertInvalid(
                () -> logs().filterLogEvents(r -> r.logGroupName(group).filterPattern("a:b")),
                "Invalid character(s) in term ':'");
        assertInvalid(
                () -> logs().filterLogEvents(
                                r -> r.logGroupName(group).logStreamNames("a").logStreamNamePrefix("b")),
                "mutually exclusive");
        assertThatThrownBy(
                        () -> logs().filterLogEvents(r -> r.logGroupName(group).logStreamNames("missing")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertInvalid(
                () -> logs().filterLogEvents(r -> r.logGroupName(group).nextToken("%%%")), "nextToken is invalid");
    }

    @Test
    void a_group_may_be_named_by_its_arn() {
        stream("s");
        put("s", event(Duration.ZERO, "hello"));
        String arn = find(group).get(0).logGroupArn();
        assertThat(logs().filterLogEvents(r -> r.logGroupIdentifier(arn)).events())
                .hasSize(1);
        assertInvalid(
                () -> logs().filterLogEvents(r -> r.logGroupIdentifier(arn).logGroupName(group)), "mutually exclusive");
    }

    @Test
    void metric_filters_are_kept_and_tried() {
        logs().putMetricFilter(r -> r.logGroupName(group)
                .filterName("errors")
                .filterPattern("{ $.level = \"ERROR\" }")
                .metricTransformations(
                        software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation.builder()
                                .metricName("Errors")
                                .metricNamespace("App")
                                .metricValue("1")
                                .defaultValue(0.0)
                                .build()));
        assertThat(find(group).get(0).metricFilterCount()).isEqualTo(1);
        assertThat(logs().describeMetricFilters(r -> r.logGroupName(group).filterNamePrefix("err"))
                        .metricFilters()
                        .get(0)
                        .metricTransformations()
                        .get(0)
                        .defaultValue())
                .isZero();
        assertThat(logs().testMetricFilter(r -> r.filterPattern("{ $.level = \"ERROR\" }")
                                .logEventMessages("{\"level\":\"INFO\"}", "{\"level\":\"ERROR\"}"))
                        .matches())
                .singleElement()
                .satisfies(match -> {
                    assertThat(match.eventNumber()).isEqualTo(2);
                    assertThat(match.extractedValues()).isEqualTo(Map.of("$.level", "ERROR"));
                });
        logs().deleteMetricFilter(r -> r.logGroupName(group).filterName("errors"));
        assertThatThrownBy(() ->
                        logs().deleteMetricFilter(r -> r.logGroupName(group).filterName("errors")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("The specified metric filter does not exist.");
    }

    @Test
    void a_metric_with_dimensions_has_no_default_value() {
        assertInvalid(
                () -> logs().putMetricFilter(r -> r.logGroupName(group)
                        .filterName("errors")
                        .filterPattern("{ $.level = \"ERROR\" }")
                        .metricTransformations(t -> t.metricName("Errors")
                                .metricNamespace("App")
                                .metricValue("1")
                                .dimensions(Map.of("Level", "$.level"))
                                .defaultValue(0.0))),
                "Invalid metric transformation: dimensions and default value are mutually exclusive properties.");
    }

    /** "A quota of two regular expression patterns within a single filter pattern … five … per log group." */
    @Test
    void filters_have_few_regular_expressions() {
        assertInvalid(() -> putFilter("three", "[a = %x%, b = %y%, c = %z%]"), "regular expression");
        for (int i = 1; i <= 5; i++) {
            putFilter("f" + i, "{ $.a = %x% && $.b = %y% }");
        }
        assertThatThrownBy(() -> putFilter("f6", "%x%")).isInstanceOf(LimitExceededException.class);
        putFilter("f5", "%z%");
        putFilter("f6", "x");
        putFilter("f5", "x");
        putFilter("f6", "%x%");
    }

    private void putFilter(String name, String pattern) {
        logs().putMetricFilter(r -> r.logGroupName(group)
                .filterName(name)
                .filterPattern(pattern)
                .metricTransformations(
                        t -> t.metricName("Errors").metricNamespace("App").metricValue("1")));
    }

    @Test
    void hostile_messages_come_back_as_they_were() {
        stream("s");
        String message = "\u0000 \u202e 🙂 \ud800 \" \\ </script> %s ${x} " + "\n".repeat(10);
        put("s", event(Duration.ZERO, message.replace("\ud800", "")));
        assertThat(read("s", null).events().get(0).message()).isEqualTo(message.replace("\ud800", ""));
    }
}
