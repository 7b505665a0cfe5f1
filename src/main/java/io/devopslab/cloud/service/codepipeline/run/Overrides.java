package io.devopslab.cloud.service.codepipeline.run;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codepipeline.definition.PipelineErrors;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.model.ConditionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ConditionNotOverridableException;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.NotLatestPipelineExecutionException;

/** Lets an execution pass conditions that it does not meet, or has not met yet. All of it runs inside a write. */
public final class Overrides {

    private final Pipelines pipelines;
    private final Executions executions;
    private final StageMachine stages;

    /** A user's wish that an execution pass. */
    public record Request(String pipeline, String stage, String execution, GateKind kind) {}

    Overrides(Pipelines pipelines, Executions executions, StageMachine stages) {
        this.pipelines = pipelines;
        this.executions = executions;
        this.stages = stages;
    }

    void override(Turn turn, Request request) {
        pipelines.stage(request.pipeline(), request.stage());
        Execution execution = executions
                .find(request.pipeline(), request.execution())
                .orElseThrow(() -> PipelineErrors.noSuchExecution(request.pipeline(), request.execution()));
        Optional<String> latest =
                executions.stage(request.pipeline(), request.stage()).latest();
        boolean parallel = execution.launch().mode() == ExecutionMode.PARALLEL;
        if (!parallel && !latest.equals(Optional.of(execution.id()))) {
            throw Errors.of(
                    NotLatestPipelineExecutionException.builder(),
                    "The stage has failed in a later run of the pipeline and the pipelineExecutionId associated with"
                            + " the request is out of date.");
        }
        Gate gate = execution
                .stage(request.stage())
                .flatMap(run -> Optional.ofNullable(run.gates().get(request.kind())))
                .orElseThrow(Overrides::refused);
        boolean checking = gate.isOpen() && execution.place().equals(new Place.In(request.stage()));
        boolean failed = gate.status() == ConditionExecutionStatus.FAILED
                && execution.place().equals(new Place.HaltedIn(request.stage()));
        if (!checking && !failed) {
            throw refused();
        }
        stages.override(turn, execution, request.stage(), request.kind());
    }

    private static AwsServiceException refused() {
        return Errors.of(
                ConditionNotOverridableException.builder(),
                "Unable to override because the condition does not allow overrides.");
    }
}
