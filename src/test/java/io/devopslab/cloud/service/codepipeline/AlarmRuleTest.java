package io.devopslab.cloud.service.codepipeline;

import static io.devopslab.cloud.service.codepipeline.Declarations.pipeline;
import static io.devopslab.cloud.service.codepipeline.Declarations.stage;
import static io.devopslab.cloud.service.codepipeline.Declarations.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.Condition;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.Result;
import software.amazon.awssdk.services.codepipeline.model.RuleDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Stages that look at alarms. */
final class AlarmRuleTest extends PipelineContract {

    @TempDir
    private Path directory;

    private TestCloud cloud;

    @Override
    @BeforeEach
    void prepare() {
        cloud = TestCloud.open(directory);
        super.prepare();
        cloudWatch().putMetricAlarm(r -> r.alarmName("errors")
                .namespace("app")
                .metricName("errors")
                .statistic("Sum")
                .period(60)
                .evaluationPeriods(1)
                .threshold(0.0)
                .treatMissingData("notBreaching")
                .comparisonOperator("GreaterThanThreshold"));
        set(StateValue.OK);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private CloudWatchClient cloudWatch() {
        return cloud.get(CloudWatchClient.class);
    }

    private void set(StateValue state) {
        cloudWatch().setAlarmState(r -> r.alarmName("errors").stateValue(state).stateReason("test"));
    }

    @Override
    CodePipelineClient pipelines() {
        return cloud.get(CodePipelineClient.class);
    }

    @Override
    S3Client s3() {
        return cloud.get(S3Client.class);
    }

    @Override
    IamClient iam() {
        return cloud.get(IamClient.class);
    }

    @Override
    void pass(Duration duration) {
        cloud.time().advance(duration);
    }

    private static Condition watching(Result result, Map<String, String> configuration) {
        return Condition.builder()
                .result(result)
                .rules(RuleDeclaration.builder()
                        .name("Alarm")
                        .ruleTypeId(t -> t.category("Rule")
                                .owner("AWS")
                                .provider("CloudWatchAlarm")
                                .version("1"))
                        .configuration(configuration)
                        .build())
                .build();
    }

    private String released(Map<String, String> configuration) {
        StageDeclaration deploy = stage("Deploy", work("Release", 1)).toBuilder()
                .onSuccess(c -> c.conditions(watching(Result.FAIL, configuration)))
                .build();
        String name = create(pipeline("app", deploy));
        succeed("Release");
        return name;
    }

    @Test
    void a_stage_succeeds_when_its_alarm_was_quiet_for_the_waiting_time() {
        String name = released(Map.of("AlarmName", "errors", "WaitTime", "5"));
        pass(Duration.ofMinutes(4));
        assertThat(status(name, first(name))).isEqualTo(PipelineExecutionStatus.IN_PROGRESS);
        pass(Duration.ofMinutes(2));
        assertThat(status(name, first(name))).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
    }

    @Test
    void a_stage_fails_as_soon_as_its_alarm_goes_off() {
        String name = released(Map.of("AlarmName", "errors", "WaitTime", "30"));
        cloudWatch().putMetricData(r -> r.namespace("app")
                .metricData(d -> d.metricName("errors").value(3.0)));
        pass(Duration.ofMinutes(2));
        assertThat(status(name, first(name))).isEqualTo(PipelineExecutionStatus.FAILED);
        assertThat(pipelines()
                        .listRuleExecutions(r -> r.pipelineName(name))
                        .ruleExecutionDetails()
                        .get(0)
                        .output()
                        .executionResult()
                        .externalExecutionSummary())
                .isEqualTo("The alarm errors is in the state ALARM.");
    }

    @Test
    void the_states_can_be_chosen() {
        String name = released(Map.of("AlarmName", "errors", "AlarmStates", "OK,INSUFFICIENT_DATA"));
        assertThat(status(name, first(name))).isEqualTo(PipelineExecutionStatus.FAILED);
    }

    @Test
    void an_alarm_that_does_not_exist_is_a_failure() {
        String name = released(Map.of("AlarmName", "none"));
        assertThat(status(name, first(name))).isEqualTo(PipelineExecutionStatus.FAILED);
    }
}
