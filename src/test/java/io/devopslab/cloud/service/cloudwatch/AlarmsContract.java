package io.devopslab.cloud.service.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** What any CloudWatch does with metric alarms. */
abstract class AlarmsContract extends CloudWatchSuite {

    @Test
    void an_alarm_is_described_as_it_was_made() {
        alarm(
                "described",
                r -> r.alarmDescription("too high").datapointsToAlarm(1).treatMissingData("ignore"));

        assertThat(described("described")).satisfies(alarm -> {
            assertThat(alarm.alarmArn()).isEqualTo("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:described");
            assertThat(alarm.alarmDescription()).isEqualTo("too high");
            assertThat(alarm.actionsEnabled()).isTrue();
            assertThat(alarm.stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
            assertThat(alarm.stateReason()).isEqualTo("Unchecked: Initial alarm creation");
            assertThat(alarm.statistic()).isEqualTo(Statistic.MAXIMUM);
            assertThat(alarm.threshold()).isEqualTo(10.0);
            assertThat(alarm.datapointsToAlarm()).isEqualTo(1);
            assertThat(alarm.treatMissingData()).isEqualTo("ignore");
            assertThat(alarm.extendedStatistic()).isNull();
        });
    }

    @Test
    void an_alarm_goes_off_and_comes_back_and_tells_of_it() {
        String messages = queue("course-messages");
        String events = queue("course-events");
        String topic = topic("course", messages);
        String arn = alarm(
                "course",
                r -> r.alarmActions(topic).okActions(topic).datapointsToAlarm(1).treatMissingData("notBreaching"));
        rule(arn, events);
        passMinutes(1);
        assertThat(state("course")).isEqualTo("OK");
        told(messages);
        told(events);

        put("course", 12.5);
        passMinutes(1);
        assertThat(state("course")).isEqualTo("ALARM");
        assertThat(described("course").stateReason())
                .matches(
                        "Threshold Crossed: 1 out of the last 1 datapoints \\[12\\.5 \\(\\d\\d/\\d\\d/\\d\\d \\d\\d:\\d\\d:00\\)\\] "
                                + "was greater than the threshold \\(10\\.0\\) \\(minimum 1 datapoint for OK -> ALARM transition\\)\\.");
        assertThat(told(messages)).singleElement().satisfies(message -> {
            assertThat(message.path("AlarmName").asText()).isEqualTo("course");
            assertThat(message.path("AWSAccountId").asText()).isEqualTo("123456789012");
            assertThat(message.path("NewStateValue").asText()).isEqualTo("ALARM");
            assertThat(message.path("OldStateValue").asText()).isEqualTo("OK");
            assertThat(message.path("Region").asText()).isEqualTo("EU (Ireland)");
            assertThat(message.path("Trigger").path("MetricName").asText()).isEqualTo("m");
            assertThat(message.path("Trigger").path("Statistic").asText()).isEqualTo("MAXIMUM");
            assertThat(message.path("Trigger").path("Threshold").asDouble()).isEqualTo(10);
        });
        assertThat(told(events)).singleElement().satisfies(event -> {
            assertThat(event.path("detail-type").asText()).isEqualTo("CloudWatch Alarm State Change");
            JsonNode detail = event.path("detail");
            assertThat(detail.path("alarmName").asText()).isEqualTo("course");
            assertThat(detail.path("state").path("value").asText()).isEqualTo("ALARM");
            assertThat(detail.path("previousState").path("value").asText()).isEqualTo("OK");
            assertThat(json(detail.path("state").path("reasonData").asText())
                            .path("recentDatapoints")
                            .path(0)
                            .asDouble())
                    .isEqualTo(12.5);
            JsonNode metric = detail.path("configuration").path("metrics").path(0);
            assertThat(metric.path("metricStat").path("metric").path("name").asText())
                    .isEqualTo("m");
            assertThat(metric.path("metricStat").path("stat").asText()).isEqualTo("Maximum");
            assertThat(metric.path("returnData").asBoolean()).isTrue();
        });

        passMinutes(5);
        assertThat(state("course")).isEqualTo("OK");
        assertThat(told(messages)).singleElement().satisfies(message -> assertThat(
                        message.path("NewStateValue").asText())
                .isEqualTo("OK"));
        assertThat(history("course", HistoryItemType.STATE_UPDATE))
                .containsExactly(
                        "Alarm updated from INSUFFICIENT_DATA to OK",
                        "Alarm updated from OK to ALARM",
                        "Alarm updated from ALARM to OK");
        assertThat(history("course", HistoryItemType.ACTION))
                .hasSize(3)
                .allMatch(summary -> summary.equals("Successfully executed action " + topic));
    }

    private List<String> history(String alarm, HistoryItemType type) {
        return cloudWatch()
                .describeAlarmHistory(
                        r -> r.alarmName(alarm).historyItemType(type).scanBy(ScanBy.TIMESTAMP_ASCENDING))
                .alarmHistoryItems()
                .stream()
                .map(AlarmHistoryItem::historySummary)
                .toList();
    }

    /**
     * The tables of the User Guide, "Configuring how CloudWatch alarms treat missing data": {@code X} breaches,
     * {@code 0} does not, {@code -} is missing, the oldest first.
     */
    @ParameterizedTest
    @CsvSource({
        "3, 0-X-X, OK, OK, OK, OK",
        "3, ----0, OK, OK, OK, OK",
        "3, -----, INSUFFICIENT_DATA, retained, ALARM, OK",
        "3, 0XX-X, ALARM, ALARM, ALARM, ALARM",
        "3, --X--, ALARM, retained, ALARM, OK",
        "2, 0-X-X, ALARM, ALARM, ALARM, ALARM",
        "2, 00X0X, ALARM, ALARM, ALARM, ALARM",
        "2, 0-X--, OK, OK, ALARM, OK",
        "2, ----0, OK, OK, ALARM, OK",
        "2, ---X-, ALARM, retained, ALARM, OK"
    })
    void missing_data_are_treated_as_told(
            int toAlarm, String data, String missing, String ignore, String breaching, String notBreaching) {
        Map<String, String> expected =
                Map.of("missing", missing, "ignore", ignore, "breaching", breaching, "notBreaching", notBreaching);
        Instant newest = now();
        for (int i = 0; i < data.length(); i++) {
            if (data.charAt(i) != '-') {
                double value = data.charAt(i) == 'X' ? 11 : 9;
                Instant time = newest.minus(Duration.ofMinutes(data.length() - 1 - i));
                put("missing", d -> d.value(value).timestamp(time));
            }
        }
        expected.forEach((mode, state) -> {
            alarm(mode, r -> r.namespace("missing")
                    .evaluationPeriods(3)
                    .datapointsToAlarm(toAlarm)
                    .treatMissingData(mode));
            StateValue before = state.equals("retained") ? StateValue.ALARM : StateValue.OK;
            cloudWatch().setAlarmState(r -> r.alarmName(mode).stateValue(before).stateReason("to begin with"));
        });
        passMinutes(1);
        expected.forEach((mode, state) ->
                assertThat(state(mode)).as(mode).isEqualTo(state.equals("retained") ? "ALARM" : state));
    }

    @Test
    void without_data_an_alarm_says_what_it_lacks() {
        alarm("lacking", r -> r.evaluationPeriods(2));
        cloudWatch()
                .setAlarmState(
                        r -> r.alarmName("lacking").stateValue(StateValue.OK).stateReason("test"));
        passMinutes(1);
        assertThat(described("lacking").stateReason()).isEqualTo("Insufficient Data: 2 datapoints were unknown.");

        alarm("assuming", r -> r.treatMissingData("breaching"));
        passMinutes(1);
        assertThat(described("assuming").stateReason())
                .isEqualTo("Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was"
                        + " treated as [Breaching].");
    }

    @Test
    void so_many_of_the_last_periods_must_breach() {
        alarm("some", r -> r.evaluationPeriods(3).datapointsToAlarm(2));
        put("some", 1);
        passMinutes(1);
        put("some", 11);
        passMinutes(1);
        put("some", 1);
        passMinutes(1);
        assertThat(state("some")).isEqualTo("OK");
        put("some", 11);
        passMinutes(1);
        assertThat(state("some")).isEqualTo("ALARM");
        assertThat(described("some").stateReason())
                .contains("2 out of the last 3 datapoints")
                .contains("were greater than the threshold (10.0) (minimum 2 datapoints for OK -> ALARM transition).");
    }

    @Test
    void an_alarm_can_watch_a_percentile() {
        alarm("percentile", r -> r.statistic((Statistic) null).extendedStatistic("p90"));
        put("percentile", d -> d.values(1.0, 20.0).counts(95.0, 5.0));
        passMinutes(1);
        assertThat(state("percentile")).isEqualTo("OK");
        put("percentile", d -> d.values(1.0, 20.0).counts(80.0, 20.0));
        passMinutes(1);
        assertThat(state("percentile")).isEqualTo("ALARM");
    }

    @Test
    void an_alarm_can_watch_an_expression() {
        String namespace = "expression";
        cloudWatch().putMetricAlarm(r -> r.alarmName("rate")
                .evaluationPeriods(1)
                .threshold(5.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .metrics(
                        MetricDataQuery.builder()
                                .id("rate")
                                .expression("100 * errors / calls")
                                .build(),
                        sum("errors", namespace),
                        sum("calls", namespace)));
        send(namespace, 1, 100);
        passMinutes(1);
        assertThat(state("rate")).isEqualTo("OK");
        send(namespace, 5, 100);
        passMinutes(1);
        assertThat(state("rate")).isEqualTo("ALARM");
        assertThat(described("rate").metrics()).hasSize(3);
        assertThat(described("rate").metricName()).isNull();
    }

    private static MetricDataQuery sum(String metric, String namespace) {
        return MetricDataQuery.builder()
                .id(metric)
                .returnData(false)
                .metricStat(s -> s.period(60).stat("Sum").metric(m -> m.namespace(namespace)
                        .metricName(metric)))
                .build();
    }

    private void send(String namespace, double errors, double calls) {
        cloudWatch().putMetricData(r -> r.namespace(namespace)
                .metricData(d -> d.metricName("errors").value(errors), d -> d.metricName("calls")
                        .value(calls)));
    }

    @Test
    void alarms_of_short_periods_are_looked_at_more_often() {
        alarm("short", r -> r.period(10));
        put("short", d -> d.value(11.0).storageResolution(1));
        pass(Duration.ofSeconds(11));
        assertThat(state("short")).isEqualTo("ALARM");
    }

    @Test
    void a_longer_period_slides_from_minute_to_minute() {
        alarm("long", r -> r.period(300).statistic(Statistic.SUM));
        put("long", 6);
        passMinutes(3);
        assertThat(state("long")).isEqualTo("OK");
        put("long", 6);
        passMinutes(1);
        assertThat(state("long")).isEqualTo("ALARM");
    }

    @Test
    void a_state_can_be_set_and_lasts_until_the_data_say_otherwise() {
        String messages = queue("set-messages");
        String topic = topic("set", messages);
        alarm("set", r -> r.alarmActions(topic));
        cloudWatch().setAlarmState(r -> r.alarmName("set")
                .stateValue(StateValue.ALARM)
                .stateReason("testing")
                .stateReasonData("{\"by\":\"hand\"}"));
        assertThat(described("set").stateReason()).isEqualTo("testing");
        assertThat(described("set").stateReasonData()).isEqualTo("{\"by\":\"hand\"}");
        assertThat(told(messages)).hasSize(1);
        // A state that it is in already is none that it comes to.
        cloudWatch()
                .setAlarmState(
                        r -> r.alarmName("set").stateValue(StateValue.ALARM).stateReason("testing again"));
        assertThat(told(messages)).isEmpty();
        passMinutes(1);
        assertThat(state("set")).isEqualTo("INSUFFICIENT_DATA");

        assertThatThrownBy(() -> cloudWatch()
                        .setAlarmState(r ->
                                r.alarmName("none").stateValue(StateValue.OK).stateReason("x")))
                // Two errors of CloudWatch have this code; the SDK's client takes it for the other one.
                .isInstanceOfSatisfying(AwsServiceException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ResourceNotFound");
                    assertThat(e.statusCode()).isEqualTo(404);
                });
    }

    @Test
    void an_alarm_that_may_not_act_does_not() {
        String messages = queue("mute-messages");
        String topic = topic("mute", messages);
        alarm("mute", r -> r.alarmActions(topic));
        cloudWatch().disableAlarmActions(r -> r.alarmNames("mute"));
        assertThat(described("mute").actionsEnabled()).isFalse();
        put("mute", 11);
        passMinutes(1);
        assertThat(state("mute")).isEqualTo("ALARM");
        assertThat(told(messages)).isEmpty();
        cloudWatch().enableAlarmActions(r -> r.alarmNames("mute"));
        assertThat(described("mute").actionsEnabled()).isTrue();
    }

    @Test
    void an_action_that_fails_is_told_in_the_history() {
        alarm("lost", r -> r.alarmActions("arn:aws:sns:eu-west-1:123456789012:nowhere"));
        put("lost", 11);
        passMinutes(1);
        pass(Duration.ofSeconds(1));
        assertThat(history("lost", HistoryItemType.ACTION)).singleElement().satisfies(summary -> assertThat(summary)
                .startsWith("Failed to execute action arn:aws:sns:eu-west-1:123456789012:nowhere"));
    }

    @Test
    void a_changed_alarm_keeps_its_state_and_its_tags() {
        String arn = alarm(
                "changed", r -> r.tags(Tag.builder().key("team").value("a").build()));
        put("changed", 11);
        passMinutes(1);
        alarm("changed", r -> r.threshold(10.5)
                .tags(Tag.builder().key("team").value("b").build()));
        assertThat(described("changed")).satisfies(alarm -> {
            assertThat(alarm.stateValue()).isEqualTo(StateValue.ALARM);
            assertThat(alarm.threshold()).isEqualTo(10.5);
        });
        assertThat(cloudWatch().listTagsForResource(r -> r.resourceARN(arn)).tags())
                .containsExactly(Tag.builder().key("team").value("a").build());
        cloudWatch().tagResource(r -> r.resourceARN(arn)
                .tags(Tag.builder().key("cost").value("").build()));
        cloudWatch().untagResource(r -> r.resourceARN(arn).tagKeys("team"));
        assertThat(cloudWatch().listTagsForResource(r -> r.resourceARN(arn)).tags())
                .extracting(Tag::key)
                .containsExactly("cost");
        assertThatThrownBy(() -> cloudWatch().listTagsForResource(r -> r.resourceARN(arn + "-not")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(history("changed", HistoryItemType.CONFIGURATION_UPDATE))
                .containsExactly("Alarm \"changed\" created", "Alarm \"changed\" updated");
    }

    @Test
    void alarms_are_found_by_many_things() {
        for (int i = 0; i < 5; i++) {
            alarm("find-" + i, r -> {});
        }
        put("find-3", 11);
        passMinutes(1);
        List<String> paged =
                cloudWatch()
                        .describeAlarmsPaginator(r -> r.alarmNamePrefix("find-").maxRecords(2))
                        .metricAlarms()
                        .stream()
                        .map(MetricAlarm::alarmName)
                        .toList();
        assertThat(paged).containsExactly("find-0", "find-1", "find-2", "find-3", "find-4");
        assertThat(cloudWatch()
                        .describeAlarms(r -> r.stateValue(StateValue.ALARM).alarmNamePrefix("find-"))
                        .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("find-3");
        assertThat(cloudWatch()
                        .describeAlarmsForMetric(r -> r.namespace("find-2").metricName("m"))
                        .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("find-2");
        assertThat(cloudWatch()
                        .describeAlarms(r -> r.alarmTypes(AlarmType.COMPOSITE_ALARM))
                        .metricAlarms())
                .isEmpty();
        assertThatThrownBy(
                        () -> cloudWatch().describeAlarms(r -> r.alarmNames("a").alarmNamePrefix("b")))
                .isInstanceOf(InvalidParameterCombinationException.class);
    }

    @Test
    void deleted_alarms_are_gone_and_remembered() {
        alarm("gone", r -> {});
        cloudWatch().deleteAlarms(r -> r.alarmNames("gone", "never-there"));
        assertThat(cloudWatch().describeAlarms(r -> r.alarmNames("gone")).metricAlarms())
                .isEmpty();
        assertThat(history("gone", HistoryItemType.CONFIGURATION_UPDATE)).hasSize(2);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        refused("ValidationError", r -> r.evaluationPeriods(null));
        refused("ValidationError", r -> r.comparisonOperator("Above"));
        refused("ValidationError", r -> r.treatMissingData("sometimes"));
        refused("ValidationError", r -> r.period(45));
        refused("ValidationError", r -> r.period(3_600).evaluationPeriods(200));
        refused("ValidationError", r -> r.datapointsToAlarm(2));
        refused("ValidationError", r -> r.alarmActions("topic"));
        refused("MissingParameter", r -> r.threshold(null));
        refused("MissingParameter", r -> r.statistic((Statistic) null));
        refused("InvalidParameterCombination", r -> r.extendedStatistic("p99"));
        refused("InvalidParameterCombination", r -> r.metrics(sum("errors", "x")));
    }

    private void refused(String code, java.util.function.Consumer<PutMetricAlarmRequest.Builder> wrong) {
        assertThatThrownBy(() -> alarm("wrong", wrong)).isInstanceOfSatisfying(CloudWatchException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(400);
        });
    }

    private void unwatchable(String expression, String words) {
        assertThatThrownBy(() -> alarm("wrong", watching(expression)))
                .isInstanceOfSatisfying(CloudWatchException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
                    assertThat(e.awsErrorDetails().errorMessage()).contains(words);
                });
    }

    private static java.util.function.Consumer<PutMetricAlarmRequest.Builder> watching(String expression) {
        return r -> r.metricName(null)
                .namespace(null)
                .statistic((Statistic) null)
                .period(null)
                .dimensions(List.of())
                .metrics(
                        sum("errors", "x").toBuilder().returnData(false).build(),
                        sum("calls", "x").toBuilder().returnData(false).build(),
                        MetricDataQuery.builder().id("e").expression(expression).build());
    }

    @Test
    void an_expression_must_give_one_series_that_can_be_computed() {
        unwatchable("SEARCH('{App} m', 'Sum')", "SEARCH is not supported on Metric Alarms");
        unwatchable("METRICS()", "single time series");
        unwatchable("AVG(errors)", "time series");
        unwatchable("NONSENSE(errors)", "NONSENSE");
        assertThatThrownBy(() -> alarm(
                        "wrong",
                        watching("errors")
                                .andThen(r -> r.metrics(MetricDataQuery.builder()
                                        .id("e")
                                        .expression("TIME_SERIES(1)")
                                        .build()))))
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        e -> assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Period must not be null"));
        assertThatThrownBy(() -> alarm("wrong", watching("ANOMALY_DETECTION_BAND(errors)")))
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(UnsupportedOperationException.class),
                        e -> assertThat(((AwsServiceException) e).statusCode()).isEqualTo(501));
        alarm("right", watching("SUM(REMOVE_EMPTY(METRICS()))"));
    }

    @Test
    void what_this_cloud_cannot_do_it_does_not_promise() {
        assertThatThrownBy(() -> alarm("reboot", r -> r.alarmActions("arn:aws:automate:eu-west-1:ec2:reboot")))
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(UnsupportedOperationException.class),
                        e -> assertThat(((AwsServiceException) e).statusCode()).isEqualTo(501));
    }
}
