package io.devopslab.cloud.service.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.MalformedQueryException;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryDefinition;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatus;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;

/** What the queries of CloudWatch Logs Insights promise, for any implementation of the client. */
abstract class InsightsContract {

    private static final String ID = "6bc28136-4d22-4b1f-9e6e-1d6e9bbf5d0d";

    private String group = "";

    abstract CloudWatchLogsClient logs();

    /** The present moment of the cloud. */
    abstract Instant now();

    /** Lets some of the cloud's time pass. */
    abstract void pause();

    @BeforeEach
    void makeGroup() {
        make("/test/" + UUID.randomUUID());
    }

    private void make(String name) {
        group = name;
        logs().createLogGroup(r -> r.logGroupName(group));
        logs().createLogStream(r -> r.logGroupName(group).logStreamName("one"));
    }

    /** Puts messages a second apart, the last one a minute ago. */
    private void put(String... messages) {
        long last = now().minusSeconds(60).toEpochMilli();
        List<InputLogEvent> events = IntStream.range(0, messages.length)
                .mapToObj(i -> InputLogEvent.builder()
                        .timestamp(last - 1000L * (messages.length - 1 - i))
                        .message(messages[i])
                        .build())
                .toList();
        logs().putLogEvents(r -> r.logGroupName(group).logStreamName("one").logEvents(events));
    }

    private String start(String query) {
        return logs().startQuery(r -> r.logGroupName(group)
                        .startTime(now().minus(Duration.ofHours(3)).getEpochSecond())
                        .endTime(now().plusSeconds(1).getEpochSecond())
                        .queryString(query))
                .queryId();
    }

    private GetQueryResultsResponse finished(String id) {
        GetQueryResultsResponse results = logs().getQueryResults(r -> r.queryId(id));
        while (results.status() == QueryStatus.RUNNING || results.status() == QueryStatus.SCHEDULED) {
            pause();
            results = logs().getQueryResults(r -> r.queryId(id));
        }
        return results;
    }

    private List<Map<String, String>> ask(String query) {
        GetQueryResultsResponse results = finished(start(query));
        assertThat(results.status()).isEqualTo(QueryStatus.COMPLETE);
        return results.results().stream().map(InsightsContract::row).toList();
    }

    private static Map<String, String> row(List<ResultField> fields) {
        Map<String, String> row = new LinkedHashMap<>();
        fields.forEach(field -> row.put(field.field(), field.value()));
        return row;
    }

    /** The values of a column, {@code -} where a row has none. */
    private List<String> column(String query, String name) {
        return ask(query).stream().map(row -> row.getOrDefault(name, "-")).toList();
    }

    private void assertMalformed(String query, String message, int start, int end) {
        assertThatThrownBy(() -> start(query)).isInstanceOfSatisfying(MalformedQueryException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("MalformedQueryException");
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
            assertThat(e.queryCompileError().message()).isEqualTo(message);
            assertThat(e.queryCompileError().location().startCharOffset()).isEqualTo(start);
            assertThat(e.queryCompileError().location().endCharOffset()).isEqualTo(end);
        });
    }

    private static void assertInvalid(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(InvalidParameterException.class, e -> assertThat(
                        e.awsErrorDetails().errorMessage())
                .contains(message));
    }

    @Test
    void events_come_newest_first_with_the_fields_asked_for_and_a_pointer() {
        put("first", "second", "third");
        List<Map<String, String>> rows = ask("fields @timestamp, @message, @logStream, @log, @ingestionTime");
        assertThat(rows).extracting(row -> row.get("@message")).containsExactly("third", "second", "first");
        Map<String, String> newest = rows.get(0);
        assertThat(newest.keySet())
                .containsExactly("@timestamp", "@message", "@logStream", "@log", "@ingestionTime", "@ptr");
        assertThat(newest.get("@timestamp")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}");
        assertThat(newest.get("@logStream")).isEqualTo("one");
        assertThat(newest.get("@log")).matches("\\d{12}:" + group);
    }

    @Test
    void a_query_without_fields_shows_time_and_message() {
        put("first", "second");
        assertThat(ask("limit 1")).singleElement().satisfies(row -> assertThat(row.keySet())
                .containsExactly("@timestamp", "@message", "@ptr"));
    }

    @Test
    void statistics_tell_what_was_looked_at() {
        put("yes", "no", "yes");
        GetQueryResultsResponse results = finished(start("filter @message = \"yes\" | limit 1"));
        assertThat(results.results()).hasSize(1);
        assertThat(results.statistics().recordsMatched()).isEqualTo(2);
        assertThat(results.statistics().recordsScanned()).isEqualTo(3);
        assertThat(results.statistics().bytesScanned()).isEqualTo(8);
        assertThat(results.statistics().logGroupsScanned()).isEqualTo(1);
        assertThat(results.queryLanguageAsString()).isEqualTo("CWLI");
    }

    @Test
    void both_ends_of_the_range_count() {
        long whole = now().minusSeconds(100).getEpochSecond();
        List<InputLogEvent> events = Stream.of(-1L, 0L, 5_000L, 10_000L, 10_001L)
                .map(ms -> InputLogEvent.builder()
                        .timestamp(whole * 1000 + ms)
                        .message("at " + ms)
                        .build())
                .toList();
        logs().putLogEvents(r -> r.logGroupName(group).logStreamName("one").logEvents(events));
        String id = logs().startQuery(r -> r.logGroupNames(group)
                        .startTime(whole)
                        .endTime(whole + 10)
                        .queryString("fields @message"))
                .queryId();
        assertThat(finished(id).results().stream().map(InsightsContract::row))
                .extracting(row -> row.get("@message"))
                .containsExactly("at 10000", "at 5000", "at 0");
    }

    @Test
    void json_is_discovered_nested_and_in_lists() {
        put(
                "{\"level\":\"ERROR\",\"n\":1.50,\"ok\":true,\"no\":null,\"user\":{\"id\":7,\"tags\":[\"a\",\"b\"]},\"@x\":1}");
        assertThat(ask("fields level, n, ok, no, user.id, user.tags.1, @@x, `user.tags.0`")
                        .get(0))
                .containsEntry("level", "ERROR")
                .containsEntry("n", "1.5")
                .containsEntry("ok", "1")
                .doesNotContainKey("no")
                .containsEntry("user.id", "7")
                .containsEntry("user.tags.1", "b")
                .containsEntry("user.tags.0", "a")
                .containsEntry("@@x", "1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "status = 200; a",
                "status != 200; b c",
                "status >= 404 and status < 500; b",
                "status in [200, 500]; a c",
                "status not in [200, 500]; b",
                "path like /^\\/v1\\//; a b",
                "path like \"orders\"; a c",
                "path not like 'orders'; b d",
                "path =~ /(?i)USERS/; b",
                "not (status = 200 or status = 404); c d",
                "isPresent(status); a b c",
                "not ispresent(status); d",
                "status + 4 = 404 or status * 2 = 1000; c",
                "2 ^ 3 = 8 and 10 % 3 = 1 and -2 + 3 * 2 = 4; a b c d",
                "strlen(path) > 9 and strcontains(path, \"v1\") = 1; a",
                "id = \"a\" or id = 'b'; a b",
                "path = \"/v1/users\" # a comment; b",
                "ISPRESENT(status) AND NOT status = 200; b c",
            })
    void filters_hold(String condition, String expected) {
        put(
                "{\"id\":\"a\",\"status\":200,\"path\":\"/v1/orders\"}",
                "{\"id\":\"b\",\"status\":404,\"path\":\"/v1/users\"}",
                "{\"id\":\"c\",\"status\":500,\"path\":\"/orders\"}",
                "{\"id\":\"d\"}");
        assertThat(column("fields id | filter " + condition + "\n| sort id asc", "id"))
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "abs(-3.5); 3.5",
                "ceil(1.2); 2",
                "floor(1.8); 1",
                "sqrt(16); 4",
                "log(1); 0",
                "greatest(1, 3, 2); 3",
                "least(1, 3, 2); 1",
                "10 / 4; 2.5",
                "1 / 3; 0.3333",
                "1 / 0; -",
                "concat('a', 1, @logStream); a1one",
                "toupper('ab'); AB",
                "tolower('AB'); ab",
                "trim('  x '); x",
                "ltrim('xyZfooxyZ', 'xyZ'); fooxyZ",
                "rtrim('xyZfooxyZ', 'xyZ'); xyZfoo",
                "substr('xyZfooxyZ', 3); fooxyZ",
                "substr('xyZfooxyZ', 3, 3); foo",
                "replace('foo', 'o', '0'); f00",
                "strlen('äö'); 2",
                "strcontains('abc', 'b'); 1",
                "isempty(nothing); 1",
                "isblank('  '); 1",
                "coalesce(nothing, 'x'); x",
                "if(1 > 2, 'yes', 'no'); no",
                "fromMillis(0); 1970-01-01 00:00:00.000",
                "toMillis(fromMillis(1234)); 1234",
                "datefloor(fromMillis(3723004), 1h); 1970-01-01 01:00:00.000",
                "dateceil(fromMillis(3723004), 1h); 1970-01-01 02:00:00.000",
                "datefloor(fromMillis(3000000000), 1mo); 1970-02-01 00:00:00.000",
                "isIpv4InSubnet('10.1.2.3', '10.0.0.0/8'); 1",
                "isValidIp('10.1.2.300'); 0",
            })
    void functions_answer(String function, String expected) {
        put("x");
        assertThat(column("fields " + function + " as result", "result")).containsExactly(expected);
    }

    @Test
    void a_field_without_an_alias_is_called_as_it_is_written() {
        put("abc");
        assertThat(ask("fields strlen( @message ), `@message`").get(0))
                .containsEntry("strlen( @message )", "3")
                .containsEntry("@message", "abc");
    }

    @Test
    void globs_and_regular_expressions_take_fields_out_of_messages() {
        put("user=ann, method:GET, latency := 12", "something else");
        assertThat(ask("parse @message \"user=*, method:*, latency := *\" as @user, @method, latency"
                        + " | display @user, @method, latency * 2 as twice | sort twice desc"))
                .satisfiesExactly(
                        row -> assertThat(row)
                                .containsEntry("@user", "ann")
                                .containsEntry("@method", "GET")
                                .containsEntry("twice", "24"),
                        row -> assertThat(row.keySet()).containsExactly("@ptr"));
        assertThat(column("parse /user=(?<who_1>\\w+)/ | filter ispresent(who_1)", "who_1"))
                .containsExactly("ann");
        assertThat(column("parse @message /latency := (\\d+)/ as ms | fields ms", "ms"))
                .containsExactly("-", "12");
    }

    @Test
    void stats_sum_up_groups() {
        put(
                "{\"kind\":\"a\",\"ms\":1}",
                "{\"kind\":\"a\",\"ms\":3}",
                "{\"kind\":\"b\",\"ms\":10}",
                "{\"kind\":\"b\",\"ms\":20}",
                "{\"kind\":\"b\"}");
        assertThat(ask("stats count(*), count(ms) as n, sum(ms) as total, avg(ms), min(ms), max(ms) as top,"
                        + " pct(ms, 50), stddev(ms) as dev, count_distinct(kind), earliest(ms) as e, latest(ms) as l,"
                        + " top - e as spread by kind | sort kind desc"))
                .satisfiesExactly(
                        row -> assertThat(row)
                                .containsEntry("kind", "b")
                                .containsEntry("count(*)", "3")
                                .containsEntry("n", "2")
                                .containsEntry("total", "30")
                                .containsEntry("avg(ms)", "15")
                                .containsEntry("min(ms)", "10")
                                .containsEntry("top", "20")
                                .containsEntry("pct(ms, 50)", "10")
                                .containsEntry("dev", "5")
                                .containsEntry("count_distinct(kind)", "1")
                                .containsEntry("e", "10")
                                .containsEntry("l", "20")
                                .containsEntry("spread", "10")
                                .doesNotContainKey("@ptr"),
                        row -> assertThat(row).containsEntry("kind", "a").containsEntry("count(*)", "2"));
    }

    @Test
    void bins_group_by_time_and_can_be_counted_again() {
        long hour = now().minus(Duration.ofHours(2)).getEpochSecond() / 3600 * 3600 * 1000;
        List<InputLogEvent> events = Stream.of(0, 1, 2, 61, 62)
                .map(minute -> InputLogEvent.builder()
                        .timestamp(hour + minute * 60_000L)
                        .message("m")
                        .build())
                .toList();
        logs().putLogEvents(r -> r.logGroupName(group).logStreamName("one").logEvents(events));
        assertThat(ask("stats count(*) as n by bin(1h) as t | sort t asc"))
                .extracting(row -> row.get("n"))
                .containsExactly("3", "2");
        assertThat(ask("stats count(*) by bin(60m) | limit 1").get(0).keySet()).containsExactly("bin(60m)", "count(*)");
        assertThat(column("stats count(*) as n by bin(1h) | stats max(n) as most", "most"))
                .containsExactly("3");
    }

    @Test
    void sorting_is_natural_and_duplicates_go() {
        put("{\"v\":\"b10\"}", "{\"v\":\"b9\"}", "{\"v\":2}", "{\"v\":10}", "{\"v\":\"b9\"}", "{\"w\":1}");
        assertThat(column("fields v | sort v asc", "v")).containsExactly("-", "b9", "b9", "b10", "2", "10");
        assertThat(column("fields v | sort v desc | limit 2", "v")).containsExactly("10", "2");
        assertThat(column("fields v | sort v asc | dedup v | limit 4", "v")).containsExactly("-", "b9", "b10", "2");
    }

    @Test
    void lambda_reports_have_fields_of_their_own() {
        make("/aws/lambda/" + UUID.randomUUID());
        put(
                "START RequestId: " + ID + " Version: $LATEST",
                "[INFO]\t2024-01-01T00:00:00.000Z\t" + ID + "\tpaid {\"amount\": 5}",
                "END RequestId: " + ID,
                "REPORT RequestId: " + ID + "\tDuration: 102.25 ms\tBilled Duration: 103 ms\tMemory Size: 128 MB\t"
                        + "Max Memory Used: 37 MB\tInit Duration: 200.5 ms\t\n");
        assertThat(column("fields @type | sort @timestamp asc", "@type"))
                .containsExactly("START", "-", "END", "REPORT");
        assertThat(ask("filter @type = \"REPORT\" | fields @requestId, @duration, @billedDuration, @initDuration,"
                                + " @memorySize, @maxMemoryUsed / 1000 / 1000 as used")
                        .get(0))
                .containsEntry("@requestId", ID)
                .containsEntry("@duration", "102.25")
                .containsEntry("@billedDuration", "103")
                .containsEntry("@initDuration", "200.5")
                .containsEntry("@memorySize", "128000000")
                .containsEntry("used", "37");
        assertThat(column("filter amount > 4 | fields amount, @requestId", "@requestId"))
                .containsExactly(ID);
    }

    @Test
    void a_pointer_leads_to_the_whole_record() {
        put("{\"a\":{\"b\":2}}");
        String pointer = column("fields a.b", "@ptr").get(0);
        Map<String, String> found =
                logs().getLogRecord(r -> r.logRecordPointer(pointer)).logRecord();
        assertThat(found)
                .containsEntry("a.b", "2")
                .containsEntry("@message", "{\"a\":{\"b\":2}}")
                .containsEntry("@logStream", "one")
                .containsEntry("@ptr", pointer);
        assertThat(Long.parseLong(found.get("@timestamp"))).isLessThan(now().toEpochMilli());
        assertInvalid(() -> logs().getLogRecord(r -> r.logRecordPointer("nothing")), "logRecordPointer");
    }

    @Test
    void malformed_queries_are_told_with_their_place() {
        assertMalformed(
                "fields @message | sort bin(5m)", "unexpected symbol found ( at line 1 and position 26", 26, 27);
        assertMalformed("", "unexpected symbol found <EOF> at line 1 and position 0", 0, 0);
        assertMalformed("find x", "unexpected symbol found find at line 1 and position 0", 0, 4);
        assertMalformed("fields a\n| filter a =", "unexpected symbol found <EOF> at line 2 and position 12", 21, 21);
        assertMalformed("filter a like /x/i", "unexpected symbol found i at line 1 and position 17", 17, 18);
        assertMalformed("dedup a | sort b", "unexpected symbol found sort at line 1 and position 10", 10, 14);
        assertMalformed("fields nope(a)", "unexpected symbol found ( at line 1 and position 11", 11, 12);
        assertMalformed("fields sum(a)", "unexpected symbol found ( at line 1 and position 10", 10, 11);
        assertMalformed(
                "fields a | filter x = 'open", "unexpected symbol found 'open at line 1 and position 22", 22, 27);
        assertThatThrownBy(() -> start("filter a like /(/")).isInstanceOf(MalformedQueryException.class);
        assertThatThrownBy(() -> start("parse 'a * b *' as one")).isInstanceOf(MalformedQueryException.class);
        assertThatThrownBy(() -> start("fields " + "(".repeat(9_000) + "1"))
                .isInstanceOf(MalformedQueryException.class);
        assertThatThrownBy(() -> start("fields 1" + "+1".repeat(4_000))).isInstanceOf(MalformedQueryException.class);
    }

    @Test
    void what_is_asked_must_be_there_and_well_formed() {
        assertThatThrownBy(() -> logs().startQuery(r -> r.logGroupName(group + "x")
                        .startTime(0L)
                        .endTime(now().getEpochSecond())
                        .queryString("limit 1")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Log group '" + group + "x' does not exist for account ID");
        assertInvalid(
                () -> logs().startQuery(r -> r.startTime(0L).endTime(1L).queryString("limit 1")), "Exactly one of");
        assertInvalid(
                () -> logs().startQuery(r ->
                        r.logGroupName(group).startTime(2L).endTime(1L).queryString("limit 1")),
                "startTime");
        assertInvalid(() -> logs().startQuery(r -> r.logGroupName(group)), "3 validation errors detected");
        assertThatThrownBy(() -> logs().startQuery(r ->
                        r.logGroupName(group).startTime(0L).endTime(110L).queryString("limit 1")))
                .isInstanceOf(MalformedQueryException.class)
                .hasMessageContaining("exceeds the log groups log retention settings ([0,110])");
        assertThatThrownBy(() -> logs().getQueryResults(r -> r.queryId("none")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void an_ended_query_cannot_be_stopped_and_a_stopped_one_stays_so() {
        String ended = start("limit 1");
        finished(ended);
        assertInvalid(() -> logs().stopQuery(r -> r.queryId(ended)), "not running");
        String stopped = start("limit 1");
        boolean inTime;
        try {
            inTime = logs().stopQuery(r -> r.queryId(stopped)).success();
        } catch (InvalidParameterException e) {
            inTime = false;
        }
        assertThat(finished(stopped).status()).isEqualTo(inTime ? QueryStatus.CANCELLED : QueryStatus.COMPLETE);
    }

    @Test
    void queries_of_a_group_are_listed_the_newest_first() {
        String first = start("limit 1");
        finished(first);
        pause();
        String second = start("limit 2");
        finished(second);
        assertThat(logs().describeQueries(r -> r.logGroupName(group)).queries())
                .extracting(QueryInfo::queryId)
                .containsExactly(second, first);
        assertThat(logs().describeQueries(r -> r.logGroupName(group).maxResults(1)))
                .satisfies(page -> assertThat(logs().describeQueries(
                                        r -> r.logGroupName(group).nextToken(page.nextToken()))
                                .queries())
                        .singleElement()
                        .satisfies(query -> {
                            assertThat(query.queryString()).isEqualTo("limit 1");
                            assertThat(query.status()).isEqualTo(QueryStatus.COMPLETE);
                            assertThat(query.logGroupName()).isEqualTo(group);
                        }));
        assertThat(logs().describeQueries(r -> r.logGroupName(group).status(QueryStatus.FAILED))
                        .queries())
                .isEmpty();
    }

    @Test
    void several_groups_are_asked_at_once() {
        put("in one");
        String other = group;
        make("/test/" + UUID.randomUUID());
        put("in the other");
        String arn = logs().describeLogGroups(r -> r.logGroupNamePrefix(other))
                .logGroups()
                .get(0)
                .logGroupArn();
        String id = logs().startQuery(r -> r.logGroupIdentifiers(arn, group)
                        .startTime(now().minusSeconds(600).toEpochMilli())
                        .endTime(now().toEpochMilli())
                        .queryString("stats count(*) as n by @log | sort @log")
                        .limit(10))
                .queryId();
        assertThat(finished(id).results()).hasSize(2);
        assertThat(finished(id).statistics().logGroupsScanned()).isEqualTo(2);
    }

    @Test
    void a_search_that_takes_for_ever_is_given_up() {
        put("a".repeat(5_000) + "!");
        GetQueryResultsResponse results = finished(start("filter @message like /^(a+)+$/"));
        assertThat(results.status()).isEqualTo(QueryStatus.TIMEOUT);
        assertThat(results.results()).isEmpty();
    }

    @Test
    void definitions_are_saved_changed_and_deleted() {
        String name = "errors-" + UUID.randomUUID();
        String id = logs().putQueryDefinition(
                        r -> r.name(name).queryString("fields @message").logGroupNames(group))
                .queryDefinitionId();
        logs().putQueryDefinition(r -> r.name(name + "2").queryString("limit 1").queryDefinitionId(id));
        assertThat(logs().describeQueryDefinitions(r -> r.queryDefinitionNamePrefix(name))
                        .queryDefinitions())
                .singleElement()
                .satisfies(definition -> {
                    assertThat(definition.queryDefinitionId()).isEqualTo(id);
                    assertThat(definition.name()).isEqualTo(name + "2");
                    assertThat(definition.queryString()).isEqualTo("limit 1");
                    assertThat(definition.logGroupNames()).isEmpty();
                    assertThat(definition.lastModified()).isNotNull();
                });
        assertThat(logs().deleteQueryDefinition(r -> r.queryDefinitionId(id)).success())
                .isTrue();
        assertThatThrownBy(() -> logs().deleteQueryDefinition(r -> r.queryDefinitionId(id)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> logs().putQueryDefinition(
                                r -> r.name(name).queryString("limit 1").queryDefinitionId(id)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertInvalid(() -> logs().putQueryDefinition(r -> {}), "2 validation errors detected");
    }

    @Test
    void definitions_are_listed_by_name_in_pages_and_made_once_for_a_token() {
        String prefix = "p-" + UUID.randomUUID();
        String token = UUID.randomUUID().toString();
        for (String name : Arrays.asList("b", "a", "a")) {
            logs().putQueryDefinition(
                            r -> r.name(prefix + name).queryString("limit 1").clientToken(token + name));
        }
        assertThat(definitions(prefix)).extracting(QueryDefinition::name).containsExactly(prefix + "a", prefix + "b");
    }

    private List<QueryDefinition> definitions(String prefix) {
        var first = logs().describeQueryDefinitions(
                        r -> r.queryDefinitionNamePrefix(prefix).maxResults(1));
        var second = logs().describeQueryDefinitions(
                        r -> r.queryDefinitionNamePrefix(prefix).nextToken(first.nextToken()));
        assertThat(second.nextToken()).isNull();
        return Stream.concat(first.queryDefinitions().stream(), second.queryDefinitions().stream())
                .toList();
    }
}
