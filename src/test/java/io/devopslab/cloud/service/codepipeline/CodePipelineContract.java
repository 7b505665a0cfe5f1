package io.devopslab.cloud.service.codepipeline;

import static io.devopslab.cloud.service.codepipeline.Declarations.approval;
import static io.devopslab.cloud.service.codepipeline.Declarations.pipeline;
import static io.devopslab.cloud.service.codepipeline.Declarations.stage;
import static io.devopslab.cloud.service.codepipeline.Declarations.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.model.ActionExecution;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ApprovalAlreadyCompletedException;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.codepipeline.model.DuplicatedStopRequestException;
import software.amazon.awssdk.services.codepipeline.model.ErrorDetails;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.ExecutionType;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineStateResponse;
import software.amazon.awssdk.services.codepipeline.model.InvalidApprovalTokenException;
import software.amazon.awssdk.services.codepipeline.model.InvalidJobStateException;
import software.amazon.awssdk.services.codepipeline.model.InvalidNextTokenException;
import software.amazon.awssdk.services.codepipeline.model.Job;
import software.amazon.awssdk.services.codepipeline.model.ListPipelineExecutionsResponse;
import software.amazon.awssdk.services.codepipeline.model.NotLatestPipelineExecutionException;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionNotStoppableException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.PipelineVariable;
import software.amazon.awssdk.services.codepipeline.model.PipelineVariableDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineVersionNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.ResolvedPipelineVariable;
import software.amazon.awssdk.services.codepipeline.model.Result;
import software.amazon.awssdk.services.codepipeline.model.StageExecution;
import software.amazon.awssdk.services.codepipeline.model.StageExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.StageNotRetryableException;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;
import software.amazon.awssdk.services.codepipeline.model.StageState;
import software.amazon.awssdk.services.codepipeline.model.StageTransitionType;
import software.amazon.awssdk.services.codepipeline.model.StartTimeRange;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;
import software.amazon.awssdk.services.codepipeline.model.UnableToRollbackStageException;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/** How pipelines run on any CodePipeline. */
abstract class CodePipelineContract extends PipelineContract {

    @Test
    void a_new_pipeline_runs_at_once_and_to_its_end() {
        String name = create(pipeline("app", stage("Build", work("Compile", 1)), stage("Deploy", work("Release", 1))));
        String id = first(name);

        assertThat(status(name, id)).isEqualTo(PipelineExecutionStatus.IN_PROGRESS);
        succeed("Compile");
        succeed("Release");

        assertThat(status(name, id)).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
        assertThat(pipelines().listPipelineExecutions(r -> r.pipelineName(name)).pipelineExecutionSummaries())
                .singleElement()
                .satisfies(summary -> {
                    assertThat(summary.trigger().triggerType()).isEqualTo(TriggerType.CREATE_PIPELINE);
                    assertThat(summary.executionMode()).isEqualTo(ExecutionMode.SUPERSEDED);
                    assertThat(summary.executionType()).isEqualTo(ExecutionType.STANDARD);
                    assertThat(summary.sourceRevisions()).singleElement().satisfies(revision -> assertThat(
                                    revision.actionName())
                            .isEqualTo("Source"));
                });
    }

    @Test
    void the_state_shows_each_stage_and_action() {
        String name = create(pipeline("app", stage("Build", work("Compile", 1)), stage("Deploy", work("Release", 1))));
        fail("Compile");

        GetPipelineStateResponse state = pipelines().getPipelineState(r -> r.name(name));
        assertThat(state.pipelineName()).isEqualTo(name);
        assertThat(state.pipelineVersion()).isEqualTo(1);
        assertThat(state.stageStates()).extracting(StageState::stageName).containsExactly("Source", "Build", "Deploy");
        StageState source = state.stageStates().get(0);
        assertThat(source.inboundTransitionState().enabled()).isTrue();
        assertThat(source.latestExecution().status()).isEqualTo(StageExecutionStatus.SUCCEEDED);
        assertThat(source.actionStates()).singleElement().satisfies(action -> {
            assertThat(action.currentRevision().revisionId()).isNotEmpty();
            assertThat(action.latestExecution().status()).isEqualTo(ActionExecutionStatus.SUCCEEDED);
            assertThat(action.latestExecution().actionExecutionId()).isNotEmpty();
        });
        assertThat(state.stageStates().get(1)).satisfies(build -> {
            assertThat(build.latestExecution().pipelineExecutionId()).isEqualTo(first(name));
            assertThat(build.latestExecution().status()).isEqualTo(StageExecutionStatus.FAILED);
            assertThat(build.actionStates().get(0).latestExecution().errorDetails())
                    .isEqualTo(ErrorDetails.builder()
                            .code("JobFailed")
                            .message("no luck")
                            .build());
        });
        assertThat(state.stageStates().get(2).latestExecution()).isNull();
        assertThat(status(name, first(name))).isEqualTo(PipelineExecutionStatus.FAILED);
    }

    @Test
    void actions_of_the_same_run_order_run_side_by_side_and_the_next_when_all_are_done() {
        create(pipeline("app", stage("Build", work("One", 1), work("Two", 1), work("Three", 2))));

        assertThat(poll("Three")).isEmpty();
        succeed("One");
        assertThat(poll("Three")).isEmpty();
        succeed("Two");
        succeed("Three");

        assertThat(status("app", first("app"))).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
    }

    @Test
    void a_stage_fails_when_the_others_of_the_group_are_done() {
        create(pipeline("app", stage("Build", work("One", 1), work("Two", 1), work("Three", 2))));

        fail("One");
        assertThat(stageState("app", "Build").latestExecution().status()).isEqualTo(StageExecutionStatus.IN_PROGRESS);
        succeed("Two");

        assertThat(stageState("app", "Build").latestExecution().status()).isEqualTo(StageExecutionStatus.FAILED);
        assertThat(poll("Three")).isEmpty();
    }

    @Test
    void a_waiting_execution_gives_way_to_a_later_one() {
        create(pipeline("app", stage("Build", work("Compile", 1))));
        String second = start("app");
        String third = start("app");

        assertThat(stageState("app", "Build").inboundExecution().pipelineExecutionId())
                .isEqualTo(third);
        assertThat(status("app", second)).isEqualTo(PipelineExecutionStatus.SUPERSEDED);
        succeed("Compile");

        assertThat(status("app", first("app"))).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
        assertThat(stageState("app", "Build").latestExecution().pipelineExecutionId())
                .isEqualTo(third);
        assertThat(stageState("app", "Build").inboundExecution()).isNull();
    }

    @Test
    void queued_executions_wait_for_each_other() {
        create(pipeline("app", stage("Build", work("Compile", 1))).executionMode(ExecutionMode.QUEUED));
        String second = start("app");
        String third = start("app");

        assertThat(stageState("app", "Build").inboundExecutions())
                .extracting(StageExecution::pipelineExecutionId)
                .containsExactly(second, third);
        succeed("Compile");
        assertThat(stageState("app", "Build").latestExecution().pipelineExecutionId())
                .isEqualTo(second);
        succeed("Compile");
        succeed("Compile");

        assertThat(List.of(first("app"), second, third))
                .allSatisfy(id -> assertThat(status("app", id)).isEqualTo(PipelineExecutionStatus.SUCCEEDED));
    }

    @Test
    void parallel_executions_do_not_know_each_other() {
        create(pipeline("app", stage("Build", work("Compile", 1))).executionMode(ExecutionMode.PARALLEL));
        String second = start("app");

        List<Job> jobs = pipelines()
                .pollForJobs(r -> r.actionTypeId(work()).maxBatchSize(5))
                .jobs();
        assertThat(jobs).hasSize(2);
        assertThat(jobs)
                .extracting(job -> job.data().pipelineContext().pipelineExecutionId())
                .contains(first("app"), second);
    }

    @Test
    void a_disabled_transition_holds_executions_up_until_it_is_enabled() {
        create(pipeline("app", stage("Build", work("Compile", 1)), stage("Deploy", work("Release", 1))));
        pipelines().disableStageTransition(r -> r.pipelineName("app")
                .stageName("Deploy")
                .transitionType(StageTransitionType.INBOUND)
                .reason("freeze"));
        succeed("Compile");

        StageState deploy = stageState("app", "Deploy");
        assertThat(deploy.inboundTransitionState().enabled()).isFalse();
        assertThat(deploy.inboundTransitionState().disabledReason()).isEqualTo("freeze");
        assertThat(deploy.inboundExecution().pipelineExecutionId()).isEqualTo(first("app"));
        assertThat(poll("Release")).isEmpty();

        pipelines()
                .enableStageTransition(
                        r -> r.pipelineName("app").stageName("Build").transitionType(StageTransitionType.OUTBOUND));
        settle();
        succeed("Release");
        assertThat(status("app", first("app"))).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
    }

    @Test
    void a_stopped_execution_waits_for_its_actions_and_can_be_retried() {
        create(pipeline("app", stage("Build", work("Compile", 1), work("Test", 2))));
        String id = first("app");

        pipelines()
                .stopPipelineExecution(
                        r -> r.pipelineName("app").pipelineExecutionId(id).reason("wrong commit"));
        assertThat(status("app", id)).isEqualTo(PipelineExecutionStatus.STOPPING);
        assertThatThrownBy(() -> pipelines()
                        .stopPipelineExecution(r -> r.pipelineName("app").pipelineExecutionId(id)))
                .isInstanceOf(DuplicatedStopRequestException.class);
        succeed("Compile");

        assertThat(status("app", id)).isEqualTo(PipelineExecutionStatus.STOPPED);
        assertThat(stageState("app", "Build").latestExecution().status()).isEqualTo(StageExecutionStatus.STOPPED);
        assertThatThrownBy(() -> pipelines()
                        .stopPipelineExecution(r -> r.pipelineName("app").pipelineExecutionId(id)))
                .isInstanceOf(PipelineExecutionNotStoppableException.class);
        retry(id, StageRetryMode.FAILED_ACTIONS);
        succeed("Test");
        assertThat(status("app", id)).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
    }

    @Test
    void a_stop_that_abandons_does_not_wait() {
        create(pipeline("app", stage("Build", work("Compile", 1))));
        String id = first("app");
        Job job = take("Compile");

        pipelines()
                .stopPipelineExecution(
                        r -> r.pipelineName("app").pipelineExecutionId(id).abandon(true));

        assertThat(status("app", id)).isEqualTo(PipelineExecutionStatus.STOPPED);
        assertThat(action("app", "Build", "Compile").status()).isEqualTo(ActionExecutionStatus.ABANDONED);
        assertThatThrownBy(() -> pipelines().putJobSuccessResult(r -> r.jobId(job.id())))
                .isInstanceOf(InvalidJobStateException.class);
    }

    private void retry(String id, StageRetryMode mode) {
        pipelines().retryStageExecution(r -> r.pipelineName("app")
                .stageName("Build")
                .pipelineExecutionId(id)
                .retryMode(mode));
        settle();
    }

    @Test
    void a_retry_runs_what_failed_again() {
        create(pipeline("app", stage("Build", work("One", 1), work("Two", 1))));
        String id = first("app");
        succeed("One");
        fail("Two");

        retry(id, StageRetryMode.FAILED_ACTIONS);
        assertThat(poll("One")).isEmpty();
        succeed("Two");

        assertThat(status("app", id)).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
        assertThat(stageState("app", "Build").retryStageMetadata().manualStageRetryAttempt())
                .isEqualTo(1);
        assertThat(actionHistory(StartTimeRange.ALL)).isEqualTo(4);
        assertThat(actionHistory(StartTimeRange.LATEST)).isEqualTo(3);
    }

    private int actionHistory(StartTimeRange range) {
        return pipelines()
                .listActionExecutions(r -> r.pipelineName("app")
                        .filter(f -> f.latestInPipelineExecution(
                                l -> l.pipelineExecutionId(first("app")).startTimeRange(range))))
                .actionExecutionDetails()
                .size();
    }

    @Test
    void a_retry_of_all_runs_the_whole_stage_again() {
        create(pipeline("app", stage("Build", work("One", 1), work("Two", 1))));
        succeed("One");
        fail("Two");

        retry(first("app"), StageRetryMode.ALL_ACTIONS);
        succeed("One");
        succeed("Two");

        assertThat(status("app", first("app"))).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
    }

    @Test
    void only_the_latest_failed_execution_of_a_stage_can_be_retried() {
        create(pipeline("app", stage("Build", work("Compile", 1))));
        String old = first("app");
        fail("Compile");
        start("app");
        assertThatThrownBy(() -> retry(old, StageRetryMode.FAILED_ACTIONS))
                .isInstanceOf(NotLatestPipelineExecutionException.class);
        succeed("Compile");
        String good = stageState("app", "Build").latestExecution().pipelineExecutionId();
        assertThatThrownBy(() -> retry(good, StageRetryMode.FAILED_ACTIONS))
                .isInstanceOf(StageNotRetryableException.class);
    }

    @Test
    void a_stage_that_shall_retry_does_so_once() {
        create(pipeline(
                "app",
                stage("Build", work("Compile", 1)).toBuilder()
                        .onFailure(f -> f.result(Result.RETRY))
                        .build()));

        fail("Compile");
        assertThat(status("app", first("app"))).isEqualTo(PipelineExecutionStatus.IN_PROGRESS);
        assertThat(stageState("app", "Build").retryStageMetadata().autoStageRetryAttempt())
                .isEqualTo(1);
        fail("Compile");
        assertThat(status("app", first("app"))).isEqualTo(PipelineExecutionStatus.FAILED);
    }

    @Test
    void a_stage_is_rolled_back_to_an_execution_that_succeeded_in_it() {
        create(pipeline("app", stage("Deploy", work("Release", 1))));
        String good = first("app");
        succeed("Release");
        start("app");
        fail("Release");

        String id = pipelines()
                .rollbackStage(r -> r.pipelineName("app").stageName("Deploy").targetPipelineExecutionId(good))
                .pipelineExecutionId();
        settle();
        succeed("Release");

        assertThat(status("app", id)).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
        assertThat(pipelines()
                        .getPipelineExecution(r -> r.pipelineName("app").pipelineExecutionId(id))
                        .pipelineExecution())
                .satisfies(execution -> {
                    assertThat(execution.executionType()).isEqualTo(ExecutionType.ROLLBACK);
                    assertThat(execution.trigger().triggerType()).isEqualTo(TriggerType.MANUAL_ROLLBACK);
                    assertThat(execution.rollbackMetadata().rollbackTargetPipelineExecutionId())
                            .isEqualTo(good);
                });
        assertThatThrownBy(() -> pipelines()
                        .rollbackStage(
                                r -> r.pipelineName("app").stageName("Deploy").targetPipelineExecutionId(id)))
                .isInstanceOf(UnableToRollbackStageException.class);
    }

    @Test
    void a_failed_stage_that_shall_roll_back_deploys_the_last_good_execution_again() {
        create(pipeline(
                "app",
                stage("Deploy", work("Release", 1)).toBuilder()
                        .onFailure(f -> f.result(Result.ROLLBACK))
                        .build()));
        succeed("Release");
        String bad = start("app");
        fail("Release");

        assertThat(status("app", bad)).isEqualTo(PipelineExecutionStatus.FAILED);
        assertThat(stageState("app", "Deploy").latestExecution().type()).isEqualTo(ExecutionType.ROLLBACK);
        succeed("Release");
        assertThat(stageState("app", "Deploy").latestExecution().status()).isEqualTo(StageExecutionStatus.SUCCEEDED);
    }

    private void answer(ApprovalStatus status, String token) {
        pipelines().putApprovalResult(r -> r.pipelineName("app")
                .stageName("Approve")
                .actionName("Ask")
                .token(token)
                .result(a -> a.status(status).summary("looked at it")));
        settle();
    }

    @Test
    void an_approval_waits_for_its_answer() {
        create(pipeline("app", stage("Approve", approval("Ask")), stage("Deploy", work("Release", 1))));
        ActionExecution waiting = action("app", "Approve", "Ask");
        assertThat(waiting.status()).isEqualTo(ActionExecutionStatus.IN_PROGRESS);

        assertThatThrownBy(() -> answer(ApprovalStatus.APPROVED, first("app")))
                .isInstanceOf(InvalidApprovalTokenException.class);
        answer(ApprovalStatus.APPROVED, waiting.token());

        assertThat(action("app", "Approve", "Ask")).satisfies(approved -> {
            assertThat(approved.status()).isEqualTo(ActionExecutionStatus.SUCCEEDED);
            assertThat(approved.summary()).isEqualTo("looked at it");
            assertThat(approved.lastUpdatedBy()).startsWith("arn:aws:iam::123456789012:");
            assertThat(approved.token()).isNull();
        });
        assertThatThrownBy(() -> answer(ApprovalStatus.REJECTED, waiting.token()))
                .isInstanceOf(ApprovalAlreadyCompletedException.class);
        succeed("Release");
    }

    /** "The token … is not available. Instead, use the externalExecutionId" of ListActionExecutions (PutApprovalResult). */
    @Test
    void parallel_approvals_are_answered_with_what_the_list_of_actions_tells() {
        create(pipeline("app", stage("Approve", approval("Ask"))).executionMode(ExecutionMode.PARALLEL));
        String second = start("app");
        assertThat(action("app", "Approve", "Ask").token()).isNull();

        List.of(second, first("app")).forEach(id -> {
            answer(ApprovalStatus.APPROVED, asked(id));
            assertThat(status("app", id)).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
        });
    }

    private String asked(String execution) {
        return pipelines()
                .listActionExecutions(r -> r.pipelineName("app").filter(f -> f.pipelineExecutionId(execution)))
                .actionExecutionDetails()
                .stream()
                .filter(detail -> detail.actionName().equals("Ask"))
                .map(detail -> detail.output().executionResult().externalExecutionId())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void stages_of_parallel_executions_are_not_rolled_back() {
        create(pipeline("app", stage("Deploy", work("Release", 1))).executionMode(ExecutionMode.PARALLEL));
        succeed("Release");
        start("app");
        succeed("Release");

        assertThatThrownBy(() -> pipelines()
                        .rollbackStage(
                                r -> r.pipelineName("app").stageName("Deploy").targetPipelineExecutionId(first("app"))))
                .isInstanceOf(UnableToRollbackStageException.class);
    }

    @Test
    void a_rejected_approval_fails_the_execution() {
        create(pipeline("app", stage("Approve", approval("Ask"))));

        answer(ApprovalStatus.REJECTED, action("app", "Approve", "Ask").token());

        assertThat(status("app", first("app"))).isEqualTo(PipelineExecutionStatus.FAILED);
    }

    @Test
    void variables_come_from_the_start_the_defaults_and_the_actions() {
        create(pipeline(
                        "app",
                        stage(
                                "Build",
                                work("Compile", 1).toBuilder()
                                        .configuration(
                                                Map.of("Name", "#{variables.Env}-#{codepipeline.PipelineExecutionId}"))
                                        .build()))
                .variables(PipelineVariableDeclaration.builder()
                        .name("Env")
                        .defaultValue("test")
                        .build()));
        String first = first("app");
        assertThat(poll("test-" + first)).hasSize(1);
        pipelines()
                .stopPipelineExecution(
                        r -> r.pipelineName("app").pipelineExecutionId(first).abandon(true));

        String second = pipelines()
                .startPipelineExecution(r -> r.name("app")
                        .variables(PipelineVariable.builder()
                                .name("Env")
                                .value("prod")
                                .build()))
                .pipelineExecutionId();
        settle();

        assertThat(poll("prod-" + second)).hasSize(1);
        assertThat(pipelines()
                        .getPipelineExecution(r -> r.pipelineName("app").pipelineExecutionId(second))
                        .pipelineExecution()
                        .variables())
                .containsExactly(ResolvedPipelineVariable.builder()
                        .name("Env")
                        .resolvedValue("prod")
                        .build());
        assertThatThrownBy(() -> pipelines().startPipelineExecution(r -> r.name("app")
                        .variables(PipelineVariable.builder()
                                .name("Other")
                                .value("x")
                                .build())))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void an_action_that_names_an_unknown_variable_fails_with_its_name() {
        create(pipeline(
                "app",
                stage(
                        "Build",
                        work("Compile", 1).toBuilder()
                                .configuration(Map.of("Name", "#{src.NoSuchThing}"))
                                .build())));

        assertThat(action("app", "Build", "Compile").errorDetails().message()).contains("#{src.NoSuchThing}");
        assertThat(status("app", first("app"))).isEqualTo(PipelineExecutionStatus.FAILED);
    }

    @Test
    void a_start_with_the_same_token_is_the_same_start() {
        create(pipeline("app", stage("Build", work("Compile", 1))));

        String once = pipelines()
                .startPipelineExecution(r -> r.name("app").clientRequestToken("t-1"))
                .pipelineExecutionId();
        String twice = pipelines()
                .startPipelineExecution(r -> r.name("app").clientRequestToken("t-1"))
                .pipelineExecutionId();

        assertThat(twice).isEqualTo(once);
    }

    @Test
    void an_update_makes_a_version_and_cancels_what_runs() {
        create(pipeline("app", stage("Build", work("Compile", 1))));
        String id = first("app");

        PipelineDeclaration updated = pipelines()
                .updatePipeline(r -> r.pipeline(
                        pipeline("app", stage("Build", work("Pack", 1))).build()))
                .pipeline();

        assertThat(updated.version()).isEqualTo(2);
        assertThat(status("app", id)).isEqualTo(PipelineExecutionStatus.CANCELLED);
        assertThat(pipelines()
                        .getPipeline(r -> r.name("app").version(1))
                        .pipeline()
                        .stages()
                        .get(1)
                        .actions()
                        .get(0)
                        .name())
                .isEqualTo("Compile");
        assertThat(pipelines().getPipeline(r -> r.name("app")).pipeline().version())
                .isEqualTo(2);
        assertThatThrownBy(() -> pipelines().getPipeline(r -> r.name("app").version(3)))
                .isInstanceOf(PipelineVersionNotFoundException.class);
        start("app");
        succeed("Pack");
    }

    @Test
    void a_job_may_go_on_with_a_continuation_token() {
        create(pipeline("app", stage("Build", work("Compile", 1))));
        Job begun = take("Compile");

        pipelines().putJobSuccessResult(r -> r.jobId(begun.id()).continuationToken("half"));
        pass(Duration.ofSeconds(31));
        Job next = take("Compile");

        assertThat(next.data().continuationToken()).isEqualTo("half");
        pipelines().putJobSuccessResult(r -> r.jobId(next.id())
                .executionDetails(d -> d.externalExecutionId("ext-1").summary("all done")));
        settle();
        assertThat(action("app", "Build", "Compile")).satisfies(action -> {
            assertThat(action.externalExecutionId()).isEqualTo("ext-1");
            assertThat(action.summary()).isEqualTo("all done");
        });
    }

    @Test
    void the_history_tells_inputs_and_outputs_of_actions() {
        create(pipeline(
                "app",
                stage(
                        "Build",
                        work("Compile", 1).toBuilder()
                                .namespace("build")
                                .inputArtifacts(Declarations.input("App"))
                                .outputArtifacts(Declarations.output("Built"))
                                .build())));
        Job job = take("Compile");
        pipelines().putJobSuccessResult(r -> r.jobId(job.id()).outputVariables(Map.of("Tag", "1.0")));
        settle();

        List<ActionExecutionDetail> details =
                pipelines().listActionExecutions(r -> r.pipelineName("app")).actionExecutionDetails();
        assertThat(details).extracting(ActionExecutionDetail::actionName).containsExactly("Compile", "Source");
        assertThat(details.get(0)).satisfies(build -> {
            assertThat(build.input().resolvedConfiguration()).containsEntry("Name", "Compile");
            assertThat(build.input().namespace()).isEqualTo("build");
            assertThat(build.input().inputArtifacts().get(0).s3location())
                    .isEqualTo(details.get(1).output().outputArtifacts().get(0).s3location());
            assertThat(build.output().outputArtifacts().get(0).s3location().key())
                    .matches("app/Built/[A-Za-z0-9]{7}");
            assertThat(build.output().outputVariables()).containsEntry("Tag", "1.0");
            assertThat(build.status()).isEqualTo(ActionExecutionStatus.SUCCEEDED);
        });
        assertThat(details.get(1).output().outputVariables())
                .containsEntry("BucketName", Declarations.BUCKET)
                .containsKey("ETag");
    }

    @Test
    void histories_are_listed_in_pages_the_latest_first() {
        create(pipeline("app", stage("Build", work("Compile", 1))).executionMode(ExecutionMode.PARALLEL));
        String second = start("app");
        String third = start("app");

        ListPipelineExecutionsResponse page =
                pipelines().listPipelineExecutions(r -> r.pipelineName("app").maxResults(2));
        assertThat(page.pipelineExecutionSummaries())
                .extracting(PipelineExecutionSummary::pipelineExecutionId)
                .containsExactly(third, second);
        assertThat(pipelines()
                        .listPipelineExecutions(r -> r.pipelineName("app").nextToken(page.nextToken()))
                        .pipelineExecutionSummaries())
                .hasSize(1);
        assertThatThrownBy(() -> pipelines()
                        .listPipelineExecutions(r -> r.pipelineName("app").nextToken("???")))
                .isInstanceOf(InvalidNextTokenException.class);
    }

    @Test
    void a_deleted_pipeline_is_gone_with_its_history_and_may_be_made_again() {
        create(pipeline("app", stage("Build", work("Compile", 1))));

        pipelines().deletePipeline(r -> r.name("app"));
        pipelines().deletePipeline(r -> r.name("app"));

        assertThatThrownBy(() -> pipelines().getPipelineState(r -> r.name("app")))
                .isInstanceOf(PipelineNotFoundException.class)
                .hasMessageContaining("Account '123456789012' does not have a pipeline with name 'app'");
        assertThat(poll("Compile")).isEmpty();
        create(pipeline("app", stage("Build", work("Compile", 1))));
        succeed("Compile");
        assertThat(status("app", first("app"))).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
    }

    @Test
    void there_are_no_webhooks() {
        assertThat(pipelines().listWebhooks(r -> {}).webhooks()).isEmpty();
        assertThatThrownBy(() -> pipelines().listWebhooks(r -> r.nextToken("token")))
                .isInstanceOf(InvalidNextTokenException.class);
        assertThatThrownBy(() -> pipelines().listWebhooks(r -> r.maxResults(101)))
                .hasMessageContaining("maxResults");
    }
}
