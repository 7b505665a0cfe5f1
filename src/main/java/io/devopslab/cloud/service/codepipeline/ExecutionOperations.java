package io.devopslab.cloud.service.codepipeline;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.definition.PipelineConstraints;
import io.devopslab.cloud.service.codepipeline.definition.PipelineErrors;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import io.devopslab.cloud.service.codepipeline.run.Engine;
import io.devopslab.cloud.service.codepipeline.run.Execution;
import io.devopslab.cloud.service.codepipeline.run.GateKind;
import io.devopslab.cloud.service.codepipeline.run.Overrides;
import io.devopslab.cloud.service.codepipeline.run.Retries;
import io.devopslab.cloud.service.codepipeline.run.Transition;
import io.devopslab.cloud.service.codepipeline.run.Trigger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.ConditionType;
import software.amazon.awssdk.services.codepipeline.model.DisableStageTransitionRequest;
import software.amazon.awssdk.services.codepipeline.model.DisableStageTransitionResponse;
import software.amazon.awssdk.services.codepipeline.model.EnableStageTransitionRequest;
import software.amazon.awssdk.services.codepipeline.model.EnableStageTransitionResponse;
import software.amazon.awssdk.services.codepipeline.model.OverrideStageConditionRequest;
import software.amazon.awssdk.services.codepipeline.model.OverrideStageConditionResponse;
import software.amazon.awssdk.services.codepipeline.model.PipelineVariable;
import software.amazon.awssdk.services.codepipeline.model.RetryStageExecutionRequest;
import software.amazon.awssdk.services.codepipeline.model.RetryStageExecutionResponse;
import software.amazon.awssdk.services.codepipeline.model.RollbackStageRequest;
import software.amazon.awssdk.services.codepipeline.model.RollbackStageResponse;
import software.amazon.awssdk.services.codepipeline.model.SourceRevisionOverride;
import software.amazon.awssdk.services.codepipeline.model.SourceRevisionType;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;
import software.amazon.awssdk.services.codepipeline.model.StageTransitionType;
import software.amazon.awssdk.services.codepipeline.model.StartPipelineExecutionRequest;
import software.amazon.awssdk.services.codepipeline.model.StartPipelineExecutionResponse;
import software.amazon.awssdk.services.codepipeline.model.StopPipelineExecutionRequest;
import software.amazon.awssdk.services.codepipeline.model.StopPipelineExecutionResponse;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/** The operations that start, stop, repeat and hold up executions. */
final class ExecutionOperations {

    static final Pattern EXECUTION_ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TOKEN = Pattern.compile("^[a-zA-Z0-9-]+$");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9@\\-_]+");
    private static final Pattern REASON = Pattern.compile("[a-zA-Z0-9!@ \\(\\)\\.\\*\\?\\-]+");

    private final ServiceContext context;
    private final Pipelines pipelines;
    private final Engine engine;

    ExecutionOperations(ServiceContext context, Pipelines pipelines, Engine engine) {
        this.context = context;
        this.pipelines = pipelines;
        this.engine = engine;
    }

    StartPipelineExecutionResponse start(StartPipelineExecutionRequest request) {
        Constraints constraints = PipelineConstraints.pipelineName("name", request.name())
                .length("clientRequestToken", request.clientRequestToken(), 1, 128)
                .pattern("clientRequestToken", request.clientRequestToken(), TOKEN)
                .size("variables", request.variables(), request.hasVariables() ? 1 : 0, 50)
                .size("sourceRevisions", request.sourceRevisions(), 0, 50);
        Map<String, String> variables = variables(request, constraints);
        for (int i = 0; i < request.sourceRevisions().size(); i++) {
            check(
                    constraints,
                    "sourceRevisions." + (i + 1) + ".member",
                    request.sourceRevisions().get(i));
        }
        constraints.verify(ValidationException.builder());
        checkSources(request);
        String id = engine.start(request.name(), trigger(request), variables, request.sourceRevisions());
        return StartPipelineExecutionResponse.builder().pipelineExecutionId(id).build();
    }

    OverrideStageConditionResponse override(OverrideStageConditionRequest request) {
        Constraints constraints = PipelineConstraints.pipelineName("pipelineName", request.pipelineName());
        PipelineConstraints.name(constraints, "stageName", request.stageName())
                .required("pipelineExecutionId", request.pipelineExecutionId())
                .pattern("pipelineExecutionId", request.pipelineExecutionId(), EXECUTION_ID)
                .required("conditionType", request.conditionTypeAsString())
                .oneOf("conditionType", request.conditionTypeAsString(), ConditionType.knownValues())
                .verify(ValidationException.builder());
        GateKind kind =
                request.conditionType() == ConditionType.BEFORE_ENTRY ? GateKind.BEFORE_ENTRY : GateKind.ON_SUCCESS;
        engine.override(new Overrides.Request(
                request.pipelineName(), request.stageName(), request.pipelineExecutionId(), kind));
        return OverrideStageConditionResponse.builder().build();
    }

    private static Map<String, String> variables(StartPipelineExecutionRequest request, Constraints constraints) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < request.variables().size(); i++) {
            PipelineVariable variable = request.variables().get(i);
            String path = "variables." + (i + 1) + ".member.";
            constraints
                    .required(path + "name", variable.name())
                    .length(path + "name", variable.name(), 1, 128)
                    .pattern(path + "name", variable.name(), VARIABLE)
                    .required(path + "value", variable.value())
                    .length(path + "value", variable.value(), 1, 1000);
            variables.put(variable.name(), variable.value());
        }
        return variables;
    }

    private static void check(Constraints constraints, String path, SourceRevisionOverride revision) {
        PipelineConstraints.name(constraints, path + ".actionName", revision.actionName())
                .required(path + ".revisionType", revision.revisionTypeAsString())
                .oneOf(path + ".revisionType", revision.revisionTypeAsString(), SourceRevisionType.knownValues())
                .required(path + ".revisionValue", revision.revisionValue())
                .length(path + ".revisionValue", revision.revisionValue(), 1, 1500);
    }

    private void checkSources(StartPipelineExecutionRequest request) {
        var sources = pipelines.declaration(request.name()).stages().get(0).actions();
        for (SourceRevisionOverride revision : request.sourceRevisions()) {
            if (sources.stream().noneMatch(source -> source.name().equals(revision.actionName()))) {
                throw PipelineErrors.validation("The source revision override names the action '"
                        + revision.actionName() + "', which is no source action of the pipeline " + request.name());
            }
        }
    }

    private Trigger trigger(StartPipelineExecutionRequest request) {
        Optional<String> token = Optional.ofNullable(request.clientRequestToken());
        return CallSource.of(request)
                .map(rule -> new Trigger(TriggerType.CLOUD_WATCH_EVENT, rule, token))
                .orElseGet(() -> new Trigger(
                        TriggerType.START_PIPELINE_EXECUTION,
                        Caller.of(request, context).arn(),
                        token));
    }

    private static Constraints execution(@Nullable String pipeline, @Nullable String id) {
        return PipelineConstraints.pipelineName("pipelineName", pipeline)
                .required("pipelineExecutionId", id)
                .pattern("pipelineExecutionId", id, EXECUTION_ID);
    }

    StopPipelineExecutionResponse stop(StopPipelineExecutionRequest request) {
        execution(request.pipelineName(), request.pipelineExecutionId())
                .length("reason", request.reason(), 0, 200)
                .verify(ValidationException.builder());
        pipelines.require(request.pipelineName());
        engine.stop(
                request.pipelineName(),
                request.pipelineExecutionId(),
                new Execution.Stop(Optional.ofNullable(request.reason()), Boolean.TRUE.equals(request.abandon())));
        return StopPipelineExecutionResponse.builder()
                .pipelineExecutionId(request.pipelineExecutionId())
                .build();
    }

    RetryStageExecutionResponse retry(RetryStageExecutionRequest request) {
        PipelineConstraints.name(
                        execution(request.pipelineName(), request.pipelineExecutionId()),
                        "stageName",
                        request.stageName())
                .required("retryMode", request.retryModeAsString())
                .oneOf("retryMode", request.retryModeAsString(), StageRetryMode.knownValues())
                .verify(ValidationException.builder());
        engine.retry(new Retries.Request(
                request.pipelineName(), request.stageName(), request.pipelineExecutionId(), request.retryMode()));
        return RetryStageExecutionResponse.builder()
                .pipelineExecutionId(request.pipelineExecutionId())
                .build();
    }

    RollbackStageResponse rollBack(RollbackStageRequest request) {
        Constraints constraints = PipelineConstraints.pipelineName("pipelineName", request.pipelineName());
        PipelineConstraints.name(constraints, "stageName", request.stageName())
                .required("targetPipelineExecutionId", request.targetPipelineExecutionId())
                .pattern("targetPipelineExecutionId", request.targetPipelineExecutionId(), EXECUTION_ID)
                .verify(ValidationException.builder());
        Trigger trigger = Trigger.of(
                TriggerType.MANUAL_ROLLBACK, Caller.of(request, context).arn());
        String id = engine.rollBack(
                request.pipelineName(), request.stageName(), request.targetPipelineExecutionId(), trigger);
        return RollbackStageResponse.builder().pipelineExecutionId(id).build();
    }

    DisableStageTransitionResponse disable(DisableStageTransitionRequest request) {
        transition(request.pipelineName(), request.stageName(), request.transitionTypeAsString())
                .required("reason", request.reason())
                .length("reason", request.reason(), 1, 300)
                .pattern("reason", request.reason(), REASON)
                .verify(ValidationException.builder());
        set(
                request.pipelineName(),
                request.stageName(),
                request.transitionType(),
                change(false, request.reason(), Caller.of(request, context)));
        return DisableStageTransitionResponse.builder().build();
    }

    EnableStageTransitionResponse enable(EnableStageTransitionRequest request) {
        transition(request.pipelineName(), request.stageName(), request.transitionTypeAsString())
                .verify(ValidationException.builder());
        set(
                request.pipelineName(),
                request.stageName(),
                request.transitionType(),
                change(true, "", Caller.of(request, context)));
        return EnableStageTransitionResponse.builder().build();
    }

    private static Constraints transition(@Nullable String pipeline, @Nullable String stage, @Nullable String type) {
        Constraints constraints = PipelineConstraints.pipelineName("pipelineName", pipeline);
        return PipelineConstraints.name(constraints, "stageName", stage)
                .required("transitionType", type)
                .oneOf("transitionType", type, StageTransitionType.knownValues());
    }

    private Transition change(boolean enabled, String reason, Caller caller) {
        return new Transition(enabled, reason, caller.arn(), context.time().instant());
    }

    /** The way out of a stage is the way into the next one. */
    private void set(String pipeline, String stage, StageTransitionType type, Transition transition) {
        if (type == StageTransitionType.INBOUND) {
            engine.setTransition(pipeline, stage, transition);
            return;
        }
        var stages = pipelines.declaration(pipeline).stages();
        int index = stages.indexOf(pipelines.stage(pipeline, stage)) + 1;
        if (index == stages.size()) {
            throw PipelineErrors.validation(
                    "The stage '" + stage + "' is the last one of the pipeline and has no outbound transition.");
        }
        engine.setTransition(pipeline, stages.get(index).name(), transition);
    }
}
