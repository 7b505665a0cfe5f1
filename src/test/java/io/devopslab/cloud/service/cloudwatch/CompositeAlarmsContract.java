package io.devopslab.cloud.service.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** What any CloudWatch does with alarms of alarms, and with dashboards. */
abstract class CompositeAlarmsContract extends CloudWatchSuite {

    private void compose(String name, String rule) {
        cloudWatch().putCompositeAlarm(r -> r.alarmName(name).alarmRule(rule));
    }

    private void set(String alarm, StateValue state) {
        cloudWatch().setAlarmState(r -> r.alarmName(alarm).stateValue(state).stateReason("test"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    TRUE | ALARM
                    FALSE | OK
                    ALARM(bad) | ALARM
                    ALARM("bad") AND OK(good) | ALARM
                    ALARM(good) OR INSUFFICIENT_DATA(new) | ALARM
                    NOT ALARM(bad) | OK
                    NOT (ALARM(good) OR ALARM(new)) | ALARM
                    ALARM(good) OR ALARM(bad) AND ALARM(new) | OK
                    (ALARM(good) OR ALARM(bad)) AND INSUFFICIENT_DATA(new) | ALARM
                    ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:bad) | ALARM
                    AT_LEAST(2, OK, (good, bad, new)) | OK
                    AT_LEAST(2, NOT OK, (good, bad, new)) | ALARM
                    """)
    void a_rule_is_what_it_says(String rule, String state) {
        for (String name : new String[] {"good", "bad", "new"}) {
            alarm(name, r -> {});
        }
        set("good", StateValue.OK);
        set("bad", StateValue.ALARM);
        compose("rule", rule);
        assertThat(composite("rule").stateValueAsString()).isEqualTo(state);
        assertThat(composite("rule").stateReason())
                .isEqualTo("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:rule was created and its alarm rule"
                        + " evaluates to " + state);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ALARM(a", "ALARM()", "AND ALARM(a)", "ALARM(a) ALARM(a)", "BROKEN(a)", "NOT", "ALARM(\"a)", ")"
            })
    void what_is_no_rule_is_refused(String rule) {
        alarm("a", r -> {});
        assertThatThrownBy(() -> compose("wrong", rule))
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError"));
    }

    @Test
    void a_composite_alarm_follows_its_children_and_tells_of_it() {
        String messages = queue("follow-messages");
        String topic = topic("follow", messages);
        alarm("child", r -> {});
        set("child", StateValue.OK);
        cloudWatch()
                .putCompositeAlarm(
                        r -> r.alarmName("parent").alarmRule("ALARM(child)").alarmActions(topic));
        compose("grandparent", "ALARM(parent) AND NOT OK(child)");

        set("child", StateValue.ALARM);

        assertThat(composite("parent")).satisfies(alarm -> {
            assertThat(alarm.stateValue()).isEqualTo(StateValue.ALARM);
            assertThat(alarm.stateReason())
                    .startsWith("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:child transitioned to ALARM at Monday"
                            + " 05 January, 2026");
            assertThat(json(alarm.stateReasonData())
                            .path("triggeringAlarms")
                            .path(0)
                            .path("arn")
                            .asText())
                    .endsWith(":alarm:child");
        });
        assertThat(composite("grandparent").stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(told(messages)).singleElement().satisfies(message -> {
            assertThat(message.path("AlarmName").asText()).isEqualTo("parent");
            assertThat(message.path("AlarmRule").asText()).isEqualTo("ALARM(child)");
        });
        set("child", StateValue.OK);
        assertThat(composite("parent").stateValue()).isEqualTo(StateValue.OK);
        assertThat(composite("grandparent").stateValue()).isEqualTo(StateValue.OK);
    }

    @Test
    void relatives_are_found() {
        alarm("leaf", r -> {});
        compose("tree", "ALARM(leaf)");
        assertThat(cloudWatch()
                        .describeAlarms(r -> r.parentsOfAlarmName("leaf"))
                        .compositeAlarms())
                .extracting(CompositeAlarm::alarmName)
                .containsExactly("tree");
        assertThat(cloudWatch()
                        .describeAlarms(r -> r.childrenOfAlarmName("tree"))
                        .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("leaf");
        assertThat(cloudWatch()
                        .describeAlarms(r -> r.alarmTypes(AlarmType.COMPOSITE_ALARM, AlarmType.METRIC_ALARM))
                        .compositeAlarms())
                .hasSize(1);
    }

    @Test
    void what_another_alarm_looks_at_stays() {
        alarm("used", r -> {});
        compose("user", "ALARM(used)");
        assertThatThrownBy(() -> cloudWatch().deleteAlarms(r -> r.alarmNames("used")))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("composite alarm(s) depending on it");
        cloudWatch().deleteAlarms(r -> r.alarmNames("user"));
        cloudWatch().deleteAlarms(r -> r.alarmNames("used"));
        assertThatThrownBy(() -> compose("user", "ALARM(used)")).hasMessageContaining("do not exist");
    }

    @Test
    void a_circle_of_alarms_does_no_harm() {
        compose("one", "FALSE");
        compose("two", "ALARM(one)");
        // AWS lets a circle be made; looking at it ends where it closes, and none of it can be deleted.
        compose("one", "NOT ALARM(two)");
        assertThat(composite("two").stateValue()).isEqualTo(StateValue.ALARM);
        assertThatThrownBy(() -> cloudWatch().deleteAlarms(r -> r.alarmNames("two")))
                .hasMessageContaining("composite alarm(s) depending on it");
        compose("one", "FALSE");
        cloudWatch().deleteAlarms(r -> r.alarmNames("two"));
        cloudWatch().deleteAlarms(r -> r.alarmNames("one"));
    }

    @Test
    void suppressors_are_not_supported() {
        assertThatThrownBy(() -> cloudWatch()
                        .putCompositeAlarm(
                                r -> r.alarmName("quiet").alarmRule("TRUE").actionsSuppressor("maintenance")))
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(UnsupportedOperationException.class),
                        e -> assertThat(((AwsServiceException) e).statusCode()).isEqualTo(501));
    }

    @Test
    void dashboards_are_kept() {
        String body = "{\"widgets\":[{\"type\":\"text\",\"properties\":{\"markdown\":\"# Hello\"}}]}";
        assertThat(cloudWatch()
                        .putDashboard(r -> r.dashboardName("main").dashboardBody(body))
                        .dashboardValidationMessages())
                .isEmpty();
        assertThat(cloudWatch().getDashboard(r -> r.dashboardName("main"))).satisfies(dashboard -> {
            assertThat(dashboard.dashboardBody()).isEqualTo(body);
            assertThat(dashboard.dashboardArn()).isEqualTo("arn:aws:cloudwatch::123456789012:dashboard/main");
        });
        assertThat(cloudWatch().listDashboards(r -> r.dashboardNamePrefix("ma")).dashboardEntries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.size()).isEqualTo(body.length()));
        assertThatThrownBy(() ->
                        cloudWatch().putDashboard(r -> r.dashboardName("main").dashboardBody("{]")))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterInput"));
        cloudWatch().deleteDashboards(r -> r.dashboardNames("main"));
        assertThatThrownBy(() -> cloudWatch().getDashboard(r -> r.dashboardName("main")))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ResourceNotFound"));
    }
}
