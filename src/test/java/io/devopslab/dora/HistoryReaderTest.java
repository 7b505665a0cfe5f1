package io.devopslab.dora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.FakeClients;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.Operations;
import io.devopslab.dora.Deployment.Outcome;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryResponse;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.Alarm;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentGroupResponse;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentResponse;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.ExecutionType;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.ListActionExecutionsRequest;
import software.amazon.awssdk.services.codepipeline.model.ListActionExecutionsResponse;
import software.amazon.awssdk.services.codepipeline.model.ListPipelineExecutionsRequest;
import software.amazon.awssdk.services.codepipeline.model.ListPipelineExecutionsResponse;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/** What is made of the answers of AWS; what the embedded cloud answers, {@code DoraLabTest} reads. */
class HistoryReaderTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final Pipeline pipeline = new Pipeline();
    private final FakeClients clients = new FakeClients().with(CodePipelineClient.class, pipeline);

    private History read() {
        return new HistoryReader(new Operations(clients)).read("shop", Window.before(NOON, Duration.ofDays(7)));
    }

    @Test
    void production_is_the_last_stage_that_deploys() {
        assertThat(read().stage()).isEqualTo("Production");
    }

    @Test
    void all_pages_are_read() {
        for (int i = 0; i < 5; i++) {
            pipeline.run("run" + i).action(i * 10, "Deploy", ActionCategory.DEPLOY, "S3", "Succeeded");
        }
        History history = read();
        assertThat(history.executions()).isEqualTo(5);
        assertThat(history.deployments())
                .extracting(Deployment::execution)
                .containsExactly("run0", "run1", "run2", "run3", "run4");
    }

    @Test
    void what_stands_before_the_deployment_is_not_production_yet() {
        pipeline.run("rejected").action(0, "Approve", ActionCategory.APPROVAL, "Manual", "Failed");
        assertThat(read().deployments()).isEmpty();
    }

    @Test
    void an_action_behind_the_deployment_fails_it_and_a_retry_is_another() {
        pipeline.run("run")
                .action(0, "Deploy", ActionCategory.DEPLOY, "S3", "Succeeded")
                .action(1, "Smoke", ActionCategory.TEST, "CodeBuild", "Failed")
                .action(9, "Smoke", ActionCategory.TEST, "CodeBuild", "Succeeded");
        List<Deployment> found = read().deployments();
        assertThat(found).extracting(Deployment::id).containsExactly("run", "run#2");
        assertThat(found).extracting(Deployment::outcome).containsExactly(Outcome.FAILED, Outcome.SUCCEEDED);
        assertThat(found.get(0).failure()).isEqualTo("Smoke: Smoke says Failed");
        assertThat(found.get(0).restored()).isFalse();
    }

    @Test
    void what_runs_or_was_stopped_is_undecided() {
        pipeline.run("running").action(0, "Deploy", ActionCategory.DEPLOY, "S3", "InProgress");
        pipeline.run("stopped").action(5, "Deploy", ActionCategory.DEPLOY, "S3", "Abandoned");
        assertThat(read().deployments()).extracting(Deployment::outcome).containsOnly(Outcome.UNDECIDED);
    }

    @Test
    void cloudformation_takes_back_what_it_could_not_do() {
        pipeline.run("run").action(0, "Deploy", ActionCategory.DEPLOY, "CloudFormation", "Failed");
        assertThat(read().deployments().get(0).restored()).isTrue();
    }

    @Test
    void a_codedeploy_action_whose_deployment_nobody_can_ask_for_is_not_said_to_have_gone_back() {
        pipeline.run("run").action(0, "Deploy", ActionCategory.DEPLOY, "CodeDeploy", "Failed");
        History history = read();
        assertThat(history.deployments().get(0).restored()).isFalse();
    }

    @Test
    void a_rollback_names_its_target() {
        pipeline.run("good").action(0, "Deploy", ActionCategory.DEPLOY, "S3", "Succeeded");
        pipeline.rollback("back", "good").action(5, "Deploy", ActionCategory.DEPLOY, "S3", "Succeeded");
        assertThat(read().deployments().get(1).rollbackTo()).contains("good");
    }

    @Test
    void alarms_are_the_pipelines_own_and_a_target_without_them_is_no_error() {
        assertThat(read().alarms()).isEmpty();
        assertThat(read().notes()).extracting(Message::key).contains("no-repository");
        clients.with(CloudWatchClient.class, new Alarms());
        assertThat(read().alarms())
                .containsExactly(
                        new AlarmChange("shop-errors", "ALARM", NOON), new AlarmChange("shop-errors", "OK", NOON));
        clients.with(CloudWatchClient.class, new NoAlarms());
        assertThat(read().notes()).extracting(Message::key).contains("no-alarms");
    }

    @Test
    void a_pipeline_that_is_not_there_is_awss_error_and_one_that_deploys_nothing_is_told() {
        pipeline.missing = true;
        assertThatThrownBy(this::read).isInstanceOfSatisfying(OperationFailedException.class, e -> assertThat(
                        e.failure().isNotFound())
                .isTrue());
        pipeline.missing = false;
        pipeline.deploys = false;
        assertThatThrownBy(this::read).isInstanceOf(UsageException.class).hasMessageContaining("shop");
    }

    @Test
    void the_alarms_of_a_deployment_group_are_the_pipelines_too() {
        clients.with(CloudWatchClient.class, new Alarms()).with(CodeDeployClient.class, new Groups());
        pipeline.provider = "CodeDeploy";
        pipeline.run("run").action(0, "Deploy", ActionCategory.DEPLOY, "CodeDeploy", "Failed");
        assertThat(read().alarms()).extracting(AlarmChange::alarm).contains("somebody-elses");
        assertThat(read().deployments().get(0).restored())
                .as("its deployment names the one that rolled it back")
                .isTrue();
    }

    private static final class Groups implements CodeDeployClient {
        @Override
        public GetDeploymentGroupResponse getDeploymentGroup(GetDeploymentGroupRequest request) {
            return GetDeploymentGroupResponse.builder()
                    .deploymentGroupInfo(group -> group.alarmConfiguration(alarms ->
                            alarms.alarms(Alarm.builder().name("somebody-elses").build())))
                    .build();
        }

        @Override
        public GetDeploymentResponse getDeployment(GetDeploymentRequest request) {
            return GetDeploymentResponse.builder()
                    .deploymentInfo(info -> info.rollbackInfo(back -> back.rollbackDeploymentId("d-2")))
                    .build();
        }

        @Override
        public String serviceName() {
            return "codedeploy";
        }

        @Override
        public void close() {}
    }

    private static final class NoAlarms implements CloudWatchClient {
        @Override
        public String serviceName() {
            return "cloudwatch";
        }

        @Override
        public void close() {}
    }

    private static final class Alarms implements CloudWatchClient {
        @Override
        public DescribeAlarmHistoryResponse describeAlarmHistory(DescribeAlarmHistoryRequest request) {
            return DescribeAlarmHistoryResponse.builder()
                    .alarmHistoryItems(
                            item("shop-errors", "{\"newState\":{\"stateValue\":\"ALARM\"}}", "Alarm updated"),
                            item("shop-errors", "not JSON", "Alarm updated from ALARM to OK"),
                            item("somebody-elses", "{\"newState\":{\"stateValue\":\"ALARM\"}}", "Alarm updated"))
                    .build();
        }

        private static AlarmHistoryItem item(String name, String data, String summary) {
            return AlarmHistoryItem.builder()
                    .alarmName(name)
                    .timestamp(NOON)
                    .historyData(data)
                    .historySummary(summary)
                    .build();
        }

        @Override
        public String serviceName() {
            return "cloudwatch";
        }

        @Override
        public void close() {}
    }

    /** A pipeline with the history that a test tells, two rows a page, the newest first. */
    private static final class Pipeline implements CodePipelineClient {

        private final List<PipelineExecutionSummary> executions = new ArrayList<>();
        private final List<ActionExecutionDetail> actions = new ArrayList<>();
        private boolean deploys = true;
        private boolean missing;
        private String provider = "S3";

        Pipeline run(String id) {
            executions.add(
                    0,
                    PipelineExecutionSummary.builder()
                            .pipelineExecutionId(id)
                            .executionType(ExecutionType.STANDARD)
                            .build());
            return this;
        }

        Pipeline rollback(String id, String target) {
            executions.add(
                    0,
                    PipelineExecutionSummary.builder()
                            .pipelineExecutionId(id)
                            .executionType(ExecutionType.ROLLBACK)
                            .rollbackMetadata(r -> r.rollbackTargetPipelineExecutionId(target))
                            .build());
            return this;
        }

        /** An action of the last run, that many minutes before it is looked at. */
        Pipeline action(int minute, String name, ActionCategory category, String provider, String status) {
            Instant start = NOON.minus(Duration.ofHours(2)).plus(Duration.ofMinutes(minute));
            actions.add(
                    0,
                    ActionExecutionDetail.builder()
                            .pipelineExecutionId(executions.get(0).pipelineExecutionId())
                            .stageName("Production")
                            .actionName(name)
                            .startTime(start)
                            .lastUpdateTime(start.plusSeconds(30))
                            .status(ActionExecutionStatus.fromValue(status))
                            .input(input -> input.actionTypeId(type(category, provider)))
                            .output(output -> output.executionResult(result -> result.externalExecutionId("d-1")
                                    .errorDetails(error -> error.message(name + " says " + status))))
                            .build());
            return this;
        }

        private static ActionTypeId type(ActionCategory category, String provider) {
            return ActionTypeId.builder()
                    .category(category)
                    .owner("AWS")
                    .provider(provider)
                    .version("1")
                    .build();
        }

        @Override
        public GetPipelineResponse getPipeline(GetPipelineRequest request) {
            if (missing) {
                throw PipelineNotFoundException.builder()
                        .statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("PipelineNotFoundException")
                                .errorMessage("no such pipeline")
                                .build())
                        .build();
            }
            return GetPipelineResponse.builder()
                    .pipeline(p -> p.name("shop")
                            .stages(
                                    stage("Source", ActionCategory.SOURCE, "S3"),
                                    stage("Staging", deploys ? ActionCategory.DEPLOY : ActionCategory.BUILD, provider),
                                    stage(
                                            "Production",
                                            deploys ? ActionCategory.DEPLOY : ActionCategory.BUILD,
                                            provider),
                                    stage("Report", ActionCategory.INVOKE, "Lambda")))
                    .build();
        }

        private static StageDeclaration stage(String name, ActionCategory category, String provider) {
            return StageDeclaration.builder()
                    .name(name)
                    .actions(ActionDeclaration.builder()
                            .name(name)
                            .actionTypeId(type(category, provider))
                            .build())
                    .build();
        }

        @Override
        public ListPipelineExecutionsResponse listPipelineExecutions(ListPipelineExecutionsRequest request) {
            int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
            int to = Math.min(executions.size(), from + 2);
            return ListPipelineExecutionsResponse.builder()
                    .pipelineExecutionSummaries(executions.subList(from, to))
                    .nextToken(to < executions.size() ? String.valueOf(to) : null)
                    .build();
        }

        @Override
        public ListActionExecutionsResponse listActionExecutions(ListActionExecutionsRequest request) {
            int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
            int to = Math.min(actions.size(), from + 2);
            return ListActionExecutionsResponse.builder()
                    .actionExecutionDetails(actions.subList(from, to))
                    .nextToken(to < actions.size() ? String.valueOf(to) : null)
                    .build();
        }

        @Override
        public String serviceName() {
            return "codepipeline";
        }

        @Override
        public void close() {}
    }
}
