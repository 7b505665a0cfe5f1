package io.devopslab.cloud.service.codepipeline;

import static io.devopslab.cloud.service.codepipeline.Declarations.action;
import static io.devopslab.cloud.service.codepipeline.Declarations.approval;
import static io.devopslab.cloud.service.codepipeline.Declarations.aws;
import static io.devopslab.cloud.service.codepipeline.Declarations.pipeline;
import static io.devopslab.cloud.service.codepipeline.Declarations.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.TestContext;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.Condition;
import software.amazon.awssdk.services.codepipeline.model.FailureType;
import software.amazon.awssdk.services.codepipeline.model.JobNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.Result;
import software.amazon.awssdk.services.codepipeline.model.RuleDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Functions do jobs: at once, in parts, or not; as actions, and as rules of conditions. */
final class LambdaInvokeTest {

    private final Store store = Store.inMemory();
    private final Functions functions = new Functions();

    private TestCloud cloud;
    private ServiceContext context;
    private CodePipelineService pipelines;

    private static final class Functions implements LambdaClient {
        final List<InvokeRequest> invoked = new CopyOnWriteArrayList<>();

        @Override
        public InvokeResponse invoke(InvokeRequest request) {
            invoked.add(request);
            return InvokeResponse.builder().statusCode(202).build();
        }

        JsonNode job(int index) {
            try {
                return new ObjectMapper()
                        .readTree(invoked.get(index).payload().asUtf8String())
                        .path("CodePipeline.job");
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
        context = TestContext.over(store, directory);
        Ground.prepare(cloud);
        pipelines = Ground.service(context, cloud, functions);
    }

    @AfterEach
    void close() {
        pipelines.close();
        context.time().close();
        cloud.close();
        store.close();
    }

    private void create(StageDeclaration... stages) {
        pipelines.createPipeline(r -> r.pipeline(pipeline("app", stages).build()));
        pass(Duration.ofSeconds(5));
    }

    private static StageDeclaration invoke() {
        return stage(
                "Check",
                action(
                                "Call",
                                aws(ActionCategory.INVOKE, "Lambda"),
                                Map.of("FunctionName", "f", "UserParameters", "#{codepipeline.PipelineExecutionId}"))
                        .namespace("called")
                        .build());
    }

    private static Condition asked() {
        RuleDeclaration rule = RuleDeclaration.builder()
                .name("Ask")
                .ruleTypeId(t ->
                        t.category("Rule").owner("AWS").provider("LambdaInvoke").version("1"))
                .configuration(Map.of("FunctionName", "g"))
                .build();
        return Condition.builder().result(Result.FAIL).rules(rule).build();
    }

    private void pass(Duration duration) {
        context.time().advance(duration);
    }

    private ActionExecutionDetail last(String action) {
        return pipelines.listActionExecutions(r -> r.pipelineName("app")).actionExecutionDetails().stream()
                .filter(detail -> detail.actionName().equals(action))
                .findFirst()
                .orElseThrow();
    }

    private PipelineExecutionStatus status() {
        return pipelines
                .listPipelineExecutions(r -> r.pipelineName("app"))
                .pipelineExecutionSummaries()
                .get(0)
                .status();
    }

    @Test
    void a_function_is_told_its_job_and_its_variables_go_on() {
        StageDeclaration ask = stage(
                "Ask",
                approval("Ask").toBuilder()
                        .configuration(Map.of("CustomData", "Found #{called.count}"))
                        .build());
        create(invoke(), ask);

        assertThat(functions.invoked).hasSize(1);
        assertThat(functions.invoked.get(0).invocationType()).isEqualTo(InvocationType.EVENT);
        JsonNode job = functions.job(0);
        assertThat(job.path("accountId").asText()).isEqualTo("123456789012");
        JsonNode settings = job.path("data").path("actionConfiguration").path("configuration");
        assertThat(settings.path("FunctionName").asText()).isEqualTo("f");
        assertThat(settings.path("UserParameters").asText())
                .isEqualTo(last("Call").pipelineExecutionId());

        pipelines.putJobSuccessResult(r -> r.jobId(job.path("id").asText()).outputVariables(Map.of("count", "7")));
        pass(Duration.ofSeconds(5));
        assertThat(last("Call").status()).isEqualTo(ActionExecutionStatus.SUCCEEDED);
        assertThat(last("Ask").input().resolvedConfiguration()).containsEntry("CustomData", "Found 7");
    }

    @Test
    void a_function_that_hands_on_a_token_is_invoked_again_with_it() {
        create(invoke());
        String first = functions.job(0).path("id").asText();

        pipelines.putJobSuccessResult(r -> r.jobId(first).continuationToken("half"));
        pass(Duration.ofSeconds(5));
        assertThat(functions.invoked).hasSize(1);
        pass(Duration.ofSeconds(30));

        assertThat(functions.invoked).hasSize(2);
        assertThat(functions.job(1).path("data").path("continuationToken").asText())
                .isEqualTo("half");
        String second = functions.job(1).path("id").asText();
        assertThat(second).isNotEqualTo(first);
        assertThat(last("Call").status()).isEqualTo(ActionExecutionStatus.IN_PROGRESS);
        pipelines.putJobSuccessResult(r -> r.jobId(second));
        pass(Duration.ofSeconds(5));
        assertThat(status()).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
    }

    @Test
    void a_function_that_fails_its_job_fails_the_action_and_one_that_is_silent_too() {
        create(invoke());
        pipelines.putJobFailureResult(r -> r.jobId(functions.job(0).path("id").asText())
                .failureDetails(d -> d.type(FailureType.JOB_FAILED).message("no luck")));
        pass(Duration.ofSeconds(5));
        assertThat(last("Call").output().executionResult().errorDetails().message())
                .isEqualTo("no luck");

        pipelines.startPipelineExecution(r -> r.name("app"));
        pass(Duration.ofMinutes(19));
        assertThat(last("Call").status()).isEqualTo(ActionExecutionStatus.IN_PROGRESS);
        pass(Duration.ofMinutes(2));
        assertThat(last("Call").output().executionResult().errorDetails().message())
                .contains("failed to return a result");
    }

    /** "If … the Lambda function has replied that the action is still in progress, CodePipeline restarts the timer." */
    @Test
    void a_function_that_says_that_it_goes_on_has_time_again() {
        create(invoke());
        pass(Duration.ofMinutes(15));
        pipelines.putJobSuccessResult(
                r -> r.jobId(functions.job(0).path("id").asText()).continuationToken("half"));
        pass(Duration.ofMinutes(19));
        assertThat(last("Call").status()).isEqualTo(ActionExecutionStatus.IN_PROGRESS);

        pass(Duration.ofMinutes(3));
        assertThat(last("Call").status()).isEqualTo(ActionExecutionStatus.FAILED);
    }

    @Test
    void a_deleted_pipeline_leaves_no_jobs() {
        create(invoke());
        String job = functions.job(0).path("id").asText();
        assertThat(pipelines.getJobDetails(r -> r.jobId(job)).jobDetails().id()).isEqualTo(job);

        pipelines.deletePipeline(r -> r.name("app"));

        assertThatThrownBy(() -> pipelines.getJobDetails(r -> r.jobId(job))).isInstanceOf(JobNotFoundException.class);
    }

    @Test
    void a_function_decides_whether_a_stage_is_entered() {
        create(stage("Approve", approval("Approve")).toBuilder()
                .beforeEntry(c -> c.conditions(asked()))
                .build());

        assertThat(functions.invoked.get(0).functionName()).isEqualTo("g");
        assertThat(status()).isEqualTo(PipelineExecutionStatus.IN_PROGRESS);
        pipelines.putJobFailureResult(r -> r.jobId(functions.job(0).path("id").asText())
                .failureDetails(d -> d.type(FailureType.JOB_FAILED).message("not today")));
        pass(Duration.ofSeconds(5));
        assertThat(status()).isEqualTo(PipelineExecutionStatus.FAILED);
    }

    @Test
    void rules_in_progress_go_on_in_a_later_process_and_end_with_an_abandoned_execution(@TempDir Path directory) {
        a_function_is_asked();
        pipelines.close();
        context.time().close();

        context = TestContext.over(store, directory, 7);
        pipelines = Ground.service(context, cloud, functions);
        pipelines.resume();
        pass(Duration.ofSeconds(5));
        assertThat(status()).isEqualTo(PipelineExecutionStatus.IN_PROGRESS);
        String id = pipelines
                .listPipelineExecutions(r -> r.pipelineName("app"))
                .pipelineExecutionSummaries()
                .get(0)
                .pipelineExecutionId();
        pipelines.stopPipelineExecution(
                r -> r.pipelineName("app").pipelineExecutionId(id).abandon(true));
        pass(Duration.ofSeconds(5));
        assertThat(status()).isEqualTo(PipelineExecutionStatus.STOPPED);
        assertThat(pipelines.listRuleExecutions(r -> r.pipelineName("app")).ruleExecutionDetails())
                .singleElement()
                .satisfies(detail -> assertThat(detail.statusAsString()).isEqualTo("Abandoned"));
    }

    private void a_function_is_asked() {
        create(stage("Approve", approval("Approve")).toBuilder()
                .beforeEntry(c -> c.conditions(asked()))
                .build());
        assertThat(functions.invoked).hasSize(1);
    }
}
