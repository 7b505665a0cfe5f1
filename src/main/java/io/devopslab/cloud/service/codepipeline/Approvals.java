package io.devopslab.cloud.service.codepipeline;

import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.definition.PipelineConstraints;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import io.devopslab.cloud.service.codepipeline.run.ActionRun;
import io.devopslab.cloud.service.codepipeline.run.Engine;
import io.devopslab.cloud.service.codepipeline.run.Executions;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codepipeline.model.ActionNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.ApprovalAlreadyCompletedException;
import software.amazon.awssdk.services.codepipeline.model.ApprovalResult;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.codepipeline.model.InvalidApprovalTokenException;
import software.amazon.awssdk.services.codepipeline.model.PutApprovalResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutApprovalResultResponse;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/** Takes the answers to requests for approval. */
final class Approvals {

    private final ServiceContext context;
    private final Pipelines pipelines;
    private final Executions executions;
    private final Engine engine;

    Approvals(ServiceContext context, Pipelines pipelines, Executions executions, Engine engine) {
        this.context = context;
        this.pipelines = pipelines;
        this.executions = executions;
        this.engine = engine;
    }

    PutApprovalResultResponse put(PutApprovalResultRequest request) {
        check(request);
        ActionRun run = find(request);
        String who = Caller.of(request, context).arn();
        boolean first = engine.answer(
                run.key(),
                () -> engine.note(run.key(), outcome -> outcome.withUpdatedBy(who)),
                progress(request.result()));
        if (!first) {
            throw Errors.of(
                    ApprovalAlreadyCompletedException.builder(),
                    "The approval action has already been approved or rejected.");
        }
        return PutApprovalResultResponse.builder()
                .approvedAt(context.time().instant())
                .build();
    }

    private static void check(PutApprovalResultRequest request) {
        Constraints constraints = PipelineConstraints.pipelineName("pipelineName", request.pipelineName());
        PipelineConstraints.name(constraints, "stageName", request.stageName());
        PipelineConstraints.name(constraints, "actionName", request.actionName())
                .required("token", request.token())
                .pattern("token", request.token(), ExecutionOperations.EXECUTION_ID)
                .required("result", request.result());
        if (request.result() != null) {
            constraints
                    .required("result.status", request.result().statusAsString())
                    .oneOf("result.status", request.result().statusAsString(), ApprovalStatus.knownValues())
                    .required("result.summary", request.result().summary())
                    .length("result.summary", request.result().summary(), 0, 512);
        }
        constraints.verify(ValidationException.builder());
    }

    private ActionRun find(PutApprovalResultRequest request) {
        boolean declared = pipelines.stage(request.pipelineName(), request.stageName()).actions().stream()
                .anyMatch(action -> action.name().equals(request.actionName()));
        if (!declared) {
            throw Errors.of(
                    ActionNotFoundException.builder(),
                    "Stage '" + request.stageName() + "' of pipeline '" + request.pipelineName()
                            + "' does not have an action with name '" + request.actionName() + "'");
        }
        Optional<String> latest = Optional.ofNullable(executions
                .stage(request.pipelineName(), request.stageName())
                .actions()
                .get(request.actionName()));
        return Stream.concat(executions.running().stream(), latest.flatMap(executions::action).stream())
                .filter(run -> isMeant(run, request))
                .findFirst()
                .orElseThrow(() -> Errors.of(
                        InvalidApprovalTokenException.builder(),
                        "The approval request already received a response or has expired."));
    }

    private static boolean isMeant(ActionRun run, PutApprovalResultRequest request) {
        return run.executionKey().startsWith(request.pipelineName() + "/")
                && run.stage().equals(request.stageName())
                && run.action().equals(request.actionName())
                && run.memory().equals(Optional.of(request.token()));
    }

    private static Progress progress(ApprovalResult result) {
        External external = result.summary().isEmpty() ? External.NONE : External.summary(result.summary());
        return result.status() == ApprovalStatus.APPROVED
                ? new Progress.Succeeded(external)
                : new Progress.Failed(external, "JobFailed", "The approval was rejected.");
    }
}
