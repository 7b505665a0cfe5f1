package io.devopslab.cloud.service.codepipeline.view;

import io.devopslab.cloud.service.codepipeline.definition.ActionTypes;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines.Pipeline;
import io.devopslab.cloud.service.codepipeline.run.ActionRun;
import io.devopslab.cloud.service.codepipeline.run.Execution;
import io.devopslab.cloud.service.codepipeline.run.Executions;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.GateKind;
import io.devopslab.cloud.service.codepipeline.run.Revision;
import io.devopslab.cloud.service.codepipeline.run.StageRun;
import io.devopslab.cloud.service.codepipeline.run.StageState;
import io.devopslab.cloud.service.codepipeline.run.Transition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionExecution;
import software.amazon.awssdk.services.codepipeline.model.ActionRevision;
import software.amazon.awssdk.services.codepipeline.model.ActionState;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeSettings;
import software.amazon.awssdk.services.codepipeline.model.ErrorDetails;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineStateResponse;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.RetryStageMetadata;
import software.amazon.awssdk.services.codepipeline.model.StageConditionState;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageExecution;
import software.amazon.awssdk.services.codepipeline.model.StageExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.TransitionState;

/** A pipeline's state as {@code GetPipelineState} shows it. */
public final class StateView {

    private final Pipelines pipelines;
    private final Executions executions;
    private final ActionTypes types;
    private final String region;

    public StateView(Pipelines pipelines, Executions executions, ActionTypes types, String region) {
        this.pipelines = pipelines;
        this.executions = executions;
        this.types = types;
        this.region = region;
    }

    public GetPipelineStateResponse of(String name) {
        Pipeline pipeline = pipelines.require(name);
        PipelineDeclaration declaration = pipelines.declaration(name, pipeline.version());
        return GetPipelineStateResponse.builder()
                .pipelineName(name)
                .pipelineVersion(pipeline.version())
                .created(pipeline.created())
                .updated(pipeline.updated())
                .stageStates(declaration.stages().stream()
                        .map(stage -> stage(declaration, stage))
                        .toList())
                .build();
    }

    private software.amazon.awssdk.services.codepipeline.model.StageState stage(
            PipelineDeclaration pipeline, StageDeclaration declared) {
        StageState state = executions.stage(pipeline.name(), declared.name());
        Optional<Execution> latest = state.latest().flatMap(id -> executions.find(pipeline.name(), id));
        List<StageExecution> inbound = executions.waiting(pipeline.name(), declared.name()).stream()
                .map(execution -> execution(execution, StageExecutionStatus.IN_PROGRESS))
                .toList();
        var view = software.amazon.awssdk.services.codepipeline.model.StageState.builder()
                .stageName(declared.name())
                .inboundTransitionState(transition(state))
                .actionStates(declared.actions().stream()
                        .map(action -> action(state, action))
                        .toList());
        latest.ifPresent(execution -> execution.stage(declared.name()).ifPresent(run -> view.latestExecution(
                        execution(execution, run.status()))
                .retryStageMetadata(retries(run).orElse(null))
                .beforeEntryConditionState(conditions(run, GateKind.BEFORE_ENTRY))
                .onSuccessConditionState(conditions(run, GateKind.ON_SUCCESS))
                .onFailureConditionState(conditions(run, GateKind.ON_FAILURE))));
        if (!inbound.isEmpty()) {
            view.inboundExecution(inbound.get(0));
            view.inboundExecutions(pipeline.executionMode() == ExecutionMode.QUEUED ? inbound : null);
        }
        return view.build();
    }

    private @Nullable StageConditionState conditions(StageRun run, GateKind kind) {
        return Optional.ofNullable(run.gates().get(kind))
                .map(gate -> RuleView.state(gate, executions))
                .orElse(null);
    }

    private static StageExecution execution(Execution execution, StageExecutionStatus status) {
        return StageExecution.builder()
                .pipelineExecutionId(execution.id())
                .status(status)
                .type(execution.launch().type())
                .build();
    }

    private static Optional<RetryStageMetadata> retries(StageRun run) {
        return run.lastRetry().map(trigger -> RetryStageMetadata.builder()
                .autoStageRetryAttempt(run.automaticRetries() == 0 ? null : run.automaticRetries())
                .manualStageRetryAttempt(run.manualRetries() == 0 ? null : run.manualRetries())
                .latestRetryTrigger(trigger)
                .build());
    }

    private static TransitionState transition(StageState state) {
        TransitionState.Builder view = TransitionState.builder().enabled(state.isOpen());
        state.transition().ifPresent(changed -> addChange(view, changed));
        return view.build();
    }

    private static void addChange(TransitionState.Builder view, Transition changed) {
        view.lastChangedBy(changed.changedBy()).lastChangedAt(changed.changedAt());
        if (!changed.enabled()) {
            view.disabledReason(changed.reason());
        }
    }

    private ActionState action(StageState state, ActionDeclaration declared) {
        Optional<ActionRun> run =
                Optional.ofNullable(state.actions().get(declared.name())).flatMap(executions::action);
        Optional<Revision> revision = run.flatMap(latest -> executions.byKey(latest.executionKey()))
                .flatMap(execution -> execution.results().revisions().stream()
                        .filter(found -> found.action().equals(declared.name()))
                        .findFirst())
                .filter(found -> declared.actionTypeId().category() == ActionCategory.SOURCE);
        ActionTypeSettings settings = types.find(declared.actionTypeId())
                .map(type -> type.settings())
                .orElseGet(() -> ActionTypeSettings.builder().build());
        return ActionState.builder()
                .actionName(declared.name())
                .currentRevision(revision.map(StateView::revision).orElse(null))
                .latestExecution(run.map(this::actionExecution).orElse(null))
                .entityUrl(Urls.fill(settings.entityUrlTemplate(), declared, region, "")
                        .orElse(null))
                .revisionUrl(revision.flatMap(Revision::url).orElse(null))
                .build();
    }

    private static ActionRevision revision(Revision revision) {
        return ActionRevision.builder()
                .revisionId(revision.id())
                .revisionChangeId(revision.change().orElse(null))
                .created(revision.created())
                .build();
    }

    private ActionExecution actionExecution(ActionRun run) {
        External external = run.outcome().external();
        return ActionExecution.builder()
                .actionExecutionId(run.id())
                .status(run.outcome().status())
                .summary(external.summary().orElse(null))
                .lastStatusChange(run.updated())
                .token(asksForApproval(run) ? run.memory().orElse(null) : null)
                .lastUpdatedBy(run.outcome().updatedBy().orElse(null))
                .externalExecutionId(external.id().orElse(null))
                .externalExecutionUrl(external.url().orElse(null))
                .errorDetails(run.outcome().error().map(StateView::error).orElse(null))
                .build();
    }

    /** Where executions run side by side, the state shows the token of none of them. */
    private boolean asksForApproval(ActionRun run) {
        return run.isInProgress()
                && run.declaration().actionTypeId().category() == ActionCategory.APPROVAL
                && executions
                        .byKey(run.executionKey())
                        .filter(execution -> execution.launch().mode() == ExecutionMode.PARALLEL)
                        .isEmpty();
    }

    static ErrorDetails error(ActionRun.Failure failure) {
        return ErrorDetails.builder()
                .code(failure.code())
                .message(failure.message())
                .build();
    }
}
