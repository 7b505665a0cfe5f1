package io.devopslab.cloud.service.codepipeline.run;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codepipeline.definition.PipelineErrors;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.model.ConflictException;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.NotLatestPipelineExecutionException;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionOutdatedException;
import software.amazon.awssdk.services.codepipeline.model.RetryTrigger;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.StageNotRetryableException;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;
import software.amazon.awssdk.services.codepipeline.model.UnableToRollbackStageException;

/** What may be tried again, and what may be rolled back to. All of it runs inside a write. */
public final class Retries {

    private final Pipelines pipelines;
    private final Executions executions;
    private final StageMachine stages;

    /** A user's wish to begin a stage again. */
    public record Request(String pipeline, String stage, String execution, StageRetryMode mode) {}

    Retries(Pipelines pipelines, Executions executions, StageMachine stages) {
        this.pipelines = pipelines;
        this.executions = executions;
        this.stages = stages;
    }

    void retry(Turn turn, Request request) {
        StageDeclaration stage = pipelines.stage(request.pipeline(), request.stage());
        Execution execution =
                executions.find(request.pipeline(), request.execution()).orElseThrow(Retries::notRetryable);
        boolean parallel = execution.launch().mode() == ExecutionMode.PARALLEL;
        Optional<String> latest =
                executions.stage(request.pipeline(), request.stage()).latest();
        if (!parallel && !latest.equals(Optional.of(execution.id()))) {
            throw Errors.of(
                    NotLatestPipelineExecutionException.builder(),
                    "The stage has failed in a later run of the pipeline and the pipelineExecutionId associated with"
                            + " the request is out of date.");
        }
        if (execution.place().equals(new Place.In(request.stage()))) {
            throw Errors.of(
                    ConflictException.builder(),
                    "Your request cannot be handled because the pipeline is busy handling ongoing activities. Try"
                            + " again later.");
        }
        if (!execution.place().equals(new Place.HaltedIn(request.stage())) || !isUnchanged(execution, stage)) {
            throw notRetryable();
        }
        int version = pipelines.require(request.pipeline()).version();
        stages.retry(
                turn, execution.resumedIn(version), request.stage(), request.mode(), RetryTrigger.MANUAL_STAGE_RETRY);
    }

    private boolean isUnchanged(Execution execution, StageDeclaration stage) {
        PipelineDeclaration then = pipelines.declaration(execution.pipeline(), execution.version());
        return then.stages().contains(stage);
    }

    private static AwsServiceException notRetryable() {
        return Errors.of(
                StageNotRetryableException.builder(),
                "Unable to retry. The pipeline structure or stage state might have changed while actions awaited"
                        + " retry, or the stage contains no failed actions.");
    }

    Execution rollbackTarget(String pipeline, String stage, String id) {
        StageDeclaration declared = pipelines.stage(pipeline, stage);
        Execution target =
                executions.find(pipeline, id).orElseThrow(() -> PipelineErrors.noSuchExecution(pipeline, id));
        boolean running = executions.active(pipeline).stream()
                .anyMatch(execution -> execution.place().equals(new Place.In(stage)));
        boolean first = pipelines.declaration(pipeline).stages().get(0).name().equals(stage);
        // "For pipelines in PARALLEL mode, stage rollback is not available."
        boolean parallel = pipelines.declaration(pipeline).executionMode() == ExecutionMode.PARALLEL;
        boolean unfit = target.launch().isRollback() || !succeededIn(target, stage);
        if (first || running || parallel || unfit) {
            throw Errors.of(
                    UnableToRollbackStageException.builder(),
                    "Unable to roll back the stage. The cause might be if the pipeline version has changed since the"
                            + " target pipeline execution was deployed, the stage is currently running, or an incorrect"
                            + " target pipeline execution ID was provided.");
        }
        if (!isUnchanged(target, declared)) {
            throw Errors.of(
                    PipelineExecutionOutdatedException.builder(),
                    "The specified pipeline execution is outdated and cannot be used as a target pipeline execution"
                            + " for rollback.");
        }
        return target;
    }

    /** The last execution before {@code failed} that went well through the stage as it is now. */
    Optional<Execution> latestSucceeded(Execution failed, String stage) {
        StageDeclaration declared = pipelines.stage(failed.pipeline(), stage);
        return executions.of(failed.pipeline()).stream()
                .filter(execution -> execution.number() < failed.number())
                .filter(execution -> !execution.launch().isRollback())
                .filter(execution -> succeededIn(execution, stage) && isUnchanged(execution, declared))
                .findFirst();
    }

    private static boolean succeededIn(Execution execution, String stage) {
        return execution
                .stage(stage)
                .filter(run -> run.status() == StageExecutionStatus.SUCCEEDED)
                .isPresent();
    }
}
