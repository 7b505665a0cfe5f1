package io.devopslab.cloud.service.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** Alarms and dashboards of stacks. */
final class CloudWatchResourcesTest {

    private static final String TEMPLATE = """
            Resources:
              Topic:
                Type: AWS::SNS::Topic
              Errors:
                Type: AWS::CloudWatch::Alarm
                Properties:
                  AlarmDescription: Too many errors
                  Namespace: AWS/Lambda
                  MetricName: Errors
                  Dimensions: [{Name: FunctionName, Value: app}]
                  Statistic: Sum
                  Period: 60
                  EvaluationPeriods: 1
                  Threshold: 1
                  ComparisonOperator: GreaterThanOrEqualToThreshold
                  TreatMissingData: notBreaching
                  AlarmActions: [!Ref Topic]
                  Tags: [{Key: team, Value: a}]
              Rate:
                Type: AWS::CloudWatch::Alarm
                Properties:
                  AlarmName: rate
                  EvaluationPeriods: '1'
                  Threshold: '5'
                  ComparisonOperator: GreaterThanThreshold
                  Metrics:
                    - {Id: e, Expression: errors / calls}
                    - Id: errors
                      ReturnData: false
                      MetricStat: {Period: 60, Stat: Sum, Metric: {Namespace: AWS/Lambda, MetricName: Errors}}
                    - Id: calls
                      ReturnData: false
                      MetricStat: {Period: 60, Stat: Sum, Metric: {Namespace: AWS/Lambda, MetricName: Invocations}}
              Both:
                Type: AWS::CloudWatch::CompositeAlarm
                Properties:
                  AlarmRule: !Sub 'ALARM(${Errors}) OR ALARM("${Rate.Arn}")'
              Board:
                Type: AWS::CloudWatch::Dashboard
                Properties:
                  DashboardName: main
                  DashboardBody: '{"widgets":[]}'
            Outputs:
              Name: {Value: !Ref Errors}
              Arn: {Value: !GetAtt Errors.Arn}
              Both: {Value: !Ref Both}
            """;

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private CloudWatchClient cloudWatch() {
        return cloud.get(CloudWatchClient.class);
    }

    private CloudFormationClient stacks() {
        return cloud.get(CloudFormationClient.class);
    }

    private StackStatus settled() {
        cloud.time().advance(Duration.ofMinutes(5));
        return stacks().describeStacks(r -> r.stackName("app")).stacks().get(0).stackStatus();
    }

    private String output(String key) {
        return stacks().describeStacks(r -> r.stackName("app")).stacks().get(0).outputs().stream()
                .filter(output -> output.outputKey().equals(key))
                .findFirst()
                .orElseThrow()
                .outputValue();
    }

    private MetricAlarm errors() {
        String name = output("Name");
        return cloudWatch()
                .describeAlarms(r -> r.alarmNames(name))
                .metricAlarms()
                .get(0);
    }

    @Test
    void a_stack_makes_changes_and_deletes_alarms_and_dashboards() {
        stacks().createStack(r -> r.stackName("app").templateBody(TEMPLATE));
        assertThat(settled()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(output("Name")).startsWith("app-Errors-");
        assertThat(output("Arn")).endsWith(":alarm:" + output("Name"));
        assertThat(errors()).satisfies(alarm -> {
            assertThat(alarm.alarmActions()).singleElement().satisfies(action -> assertThat(action)
                    .contains(":sns:"));
            assertThat(alarm.dimensions()).hasSize(1);
            assertThat(alarm.stateValueAsString()).isEqualTo("OK");
        });
        assertThat(cloudWatch()
                        .listTagsForResource(r -> r.resourceARN(output("Arn")))
                        .tags())
                .contains(Tag.builder().key("team").value("a").build())
                .extracting(Tag::key)
                .contains("aws:cloudformation:stack-name");
        assertThat(cloudWatch()
                        .describeAlarms(r -> r.alarmTypes(AlarmType.COMPOSITE_ALARM))
                        .compositeAlarms())
                .hasSize(1);
        assertThat(cloudWatch().getDashboard(r -> r.dashboardName("main")).dashboardBody())
                .isEqualTo("{\"widgets\":[]}");

        String changed = TEMPLATE.replace("Threshold: 1\n", "Threshold: 3\n").replace("Key: team", "Key: group");
        stacks().updateStack(r -> r.stackName("app").templateBody(changed));
        assertThat(settled()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(errors().threshold()).isEqualTo(3);
        assertThat(cloudWatch()
                        .listTagsForResource(r -> r.resourceARN(output("Arn")))
                        .tags())
                .extracting(Tag::key)
                .contains("group")
                .doesNotContain("team");

        stacks().detectStackDrift(r -> r.stackName("app"));
        cloud.time().advance(Duration.ofMinutes(1));
        assertThat(stacks().describeStackResourceDrifts(r -> r.stackName("app")).stackResourceDrifts())
                .filteredOn(drift -> drift.resourceType().contains("CloudWatch"))
                .hasSize(4)
                .allSatisfy(drift -> assertThat(drift.stackResourceDriftStatus())
                        .as(drift.logicalResourceId() + drift.propertyDifferences())
                        .isEqualTo(StackResourceDriftStatus.IN_SYNC));

        stacks().deleteStack(r -> r.stackName("app"));
        cloud.time().advance(Duration.ofMinutes(5));
        assertThat(cloudWatch().describeAlarms(r -> r.alarmTypes(AlarmType.COMPOSITE_ALARM, AlarmType.METRIC_ALARM)))
                .satisfies(left -> {
                    assertThat(left.metricAlarms()).isEmpty();
                    assertThat(left.compositeAlarms()).isEmpty();
                });
        assertThat(cloudWatch().listDashboards(r -> {}).dashboardEntries()).isEmpty();
    }

    @Test
    void a_stack_does_not_take_over_an_alarm_of_another() {
        cloudWatch().putMetricAlarm(r -> r.alarmName("rate")
                .namespace("x")
                .metricName("m")
                .statistic("Sum")
                .period(60)
                .evaluationPeriods(1)
                .threshold(1.0)
                .comparisonOperator("GreaterThanThreshold"));
        stacks().createStack(r -> r.stackName("app").templateBody(TEMPLATE));
        assertThat(settled()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(cloudWatch().describeAlarms(r -> r.alarmNames("rate")).metricAlarms())
                .hasSize(1);
    }
}
