package io.devopslab.cloud.service.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.FakeTopics;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.TestContext;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Store;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** Alarms, their data and what they are about to do outlive a process. */
final class AlarmSurvivalTest {

    private static void alarm(CloudWatchClient cloudWatch, String... actions) {
        cloudWatch.putMetricAlarm(r -> r.alarmName("errors")
                .namespace("app")
                .metricName("errors")
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(2)
                .threshold(1.0)
                .treatMissingData("notBreaching")
                .alarmActions(actions)
                .comparisonOperator("GreaterThanThreshold"));
    }

    private static void put(CloudWatchClient cloudWatch) {
        cloudWatch.putMetricData(
                r -> r.namespace("app").metricData(d -> d.metricName("errors").value(5.0)));
    }

    private static String state(CloudWatchClient cloudWatch) {
        MetricAlarm alarm = cloudWatch
                .describeAlarms(r -> r.alarmNames("errors"))
                .metricAlarms()
                .get(0);
        return alarm.stateValueAsString();
    }

    @Test
    void an_alarm_goes_on_with_the_data_of_an_earlier_process(@TempDir Path directory) {
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            CloudWatchClient cloudWatch = cloud.get(CloudWatchClient.class);
            alarm(cloudWatch);
            put(cloudWatch);
        }
        // The test's clock begins anew with each process: this one is still in the same minute.
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            CloudWatchClient cloudWatch = cloud.get(CloudWatchClient.class);
            cloud.time().advance(Duration.ofSeconds(61));
            assertThat(state(cloudWatch)).isEqualTo("OK");
            put(cloudWatch);
            cloud.time().advance(Duration.ofMinutes(1));
            assertThat(state(cloudWatch)).isEqualTo("ALARM");
            cloud.time().advance(Duration.ofMinutes(5));
            assertThat(state(cloudWatch)).isEqualTo("OK");
        }
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            assertThat(cloud.get(CloudWatchClient.class)
                            .describeAlarmHistory(
                                    r -> r.alarmName("errors").historyItemType(HistoryItemType.STATE_UPDATE))
                            .alarmHistoryItems())
                    .hasSize(3);
        }
    }

    private static CloudWatchService open(ServiceContext context, FakeTopics topics) {
        return new CloudWatchService(context, () -> topics, () -> {
            throw new IllegalArgumentException("no Lambda");
        });
    }

    @Test
    void what_an_alarm_was_about_to_do_is_done_by_a_later_process(@TempDir Path directory) {
        FakeTopics topics = FakeTopics.broken();
        try (Store store = Store.inMemory()) {
            ServiceContext first = TestContext.over(store, directory, 1);
            CloudWatchService service = open(first, topics);
            alarm(service, "arn:aws:sns:eu-west-1:123456789012:t");
            put(service);
            first.time().advance(Duration.ofSeconds(61));
            put(service);
            first.time().advance(Duration.ofMinutes(1));
            assertThat(state(service)).isEqualTo("ALARM");
            first.time().close();
            assertThat(topics.published()).isEmpty();

            topics.mend();
            ServiceContext second = TestContext.over(store, directory, 2);
            open(second, topics).resume();
            second.time().advance(Duration.ofSeconds(1));
            second.time().close();
        }
        assertThat(topics.published()).hasSize(1);
        assertThat(topics.published().get(0).subject()).isEqualTo("ALARM: \"errors\" in EU (Ireland)");
    }
}
