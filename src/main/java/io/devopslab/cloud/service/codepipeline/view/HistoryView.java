package io.devopslab.cloud.service.codepipeline.view;

import io.devopslab.cloud.service.codepipeline.run.ActionRun;
import io.devopslab.cloud.service.codepipeline.run.ArtifactLocation;
import io.devopslab.cloud.service.codepipeline.run.Execution;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Revision;
import io.devopslab.cloud.service.codepipeline.run.Trigger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionInput;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionOutput;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionResult;
import software.amazon.awssdk.services.codepipeline.model.ArtifactDetail;
import software.amazon.awssdk.services.codepipeline.model.ArtifactRevision;
import software.amazon.awssdk.services.codepipeline.model.ExecutionTrigger;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecution;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.PipelineRollbackMetadata;
import software.amazon.awssdk.services.codepipeline.model.ResolvedPipelineVariable;
import software.amazon.awssdk.services.codepipeline.model.S3Location;
import software.amazon.awssdk.services.codepipeline.model.SourceRevision;
import software.amazon.awssdk.services.codepipeline.model.StopExecutionTrigger;

/** Executions and their actions as the history operations show them. */
public final class HistoryView {

    private HistoryView() {}

    public static PipelineExecution execution(Execution execution) {
        return PipelineExecution.builder()
                .pipelineName(execution.pipeline())
                .pipelineVersion(execution.version())
                .pipelineExecutionId(execution.id())
                .status(execution.status())
                .artifactRevisions(execution.results().revisions().stream()
                        .map(HistoryView::artifactRevision)
                        .toList())
                .variables(execution.launch().variables().entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(variable -> ResolvedPipelineVariable.builder()
                                .name(variable.getKey())
                                .resolvedValue(variable.getValue())
                                .build())
                        .toList())
                .trigger(trigger(execution.launch().trigger()))
                .executionMode(execution.launch().mode())
                .executionType(execution.launch().type())
                .rollbackMetadata(rollback(execution))
                .build();
    }

    private static ArtifactRevision artifactRevision(Revision revision) {
        return ArtifactRevision.builder()
                .name(revision.artifact())
                .revisionId(revision.id())
                .revisionChangeIdentifier(revision.change().orElse(null))
                .revisionSummary(revision.summary().orElse(null))
                .created(revision.created())
                .revisionUrl(revision.url().orElse(null))
                .build();
    }

    private static ExecutionTrigger trigger(Trigger trigger) {
        return ExecutionTrigger.builder()
                .triggerType(trigger.type())
                .triggerDetail(trigger.detail())
                .build();
    }

    private static @Nullable PipelineRollbackMetadata rollback(Execution execution) {
        return execution
                .launch()
                .rollbackTarget()
                .map(target -> PipelineRollbackMetadata.builder()
                        .rollbackTargetPipelineExecutionId(target)
                        .build())
                .orElse(null);
    }

    public static PipelineExecutionSummary summary(Execution execution) {
        return PipelineExecutionSummary.builder()
                .pipelineExecutionId(execution.id())
                .status(execution.status())
                .startTime(execution.launch().started())
                .lastUpdateTime(execution.updated())
                .sourceRevisions(execution.results().revisions().stream()
                        .map(HistoryView::sourceRevision)
                        .toList())
                .trigger(trigger(execution.launch().trigger()))
                .stopTrigger(execution
                        .stop()
                        .flatMap(Execution.Stop::reason)
                        .map(reason ->
                                StopExecutionTrigger.builder().reason(reason).build())
                        .orElse(null))
                .executionMode(execution.launch().mode())
                .executionType(execution.launch().type())
                .rollbackMetadata(rollback(execution))
                .build();
    }

    private static SourceRevision sourceRevision(Revision revision) {
        return SourceRevision.builder()
                .actionName(revision.action())
                .revisionId(revision.id())
                .revisionSummary(revision.summary().orElse(null))
                .revisionUrl(revision.url().orElse(null))
                .build();
    }

    /**
     * @param region of an action that declares none
     */
    public static ActionExecutionDetail action(Execution execution, ActionRun run, String region) {
        return ActionExecutionDetail.builder()
                .pipelineExecutionId(execution.id())
                .actionExecutionId(run.id())
                .pipelineVersion(run.version())
                .stageName(run.stage())
                .actionName(run.action())
                .startTime(run.started())
                .lastUpdateTime(run.updated())
                .updatedBy(run.outcome().updatedBy().orElse(null))
                .status(run.outcome().status())
                .input(input(run, region))
                .output(output(run))
                .build();
    }

    private static ActionExecutionInput input(ActionRun run, String region) {
        return ActionExecutionInput.builder()
                .actionTypeId(run.declaration().actionTypeId())
                .configuration(run.declaration().configuration())
                .resolvedConfiguration(run.configuration())
                .roleArn(run.declaration().roleArn())
                .region(
                        run.declaration().region() == null
                                ? region
                                : run.declaration().region())
                .inputArtifacts(artifacts(run.inputs()))
                .namespace(run.declaration().namespace())
                .build();
    }

    private static ActionExecutionOutput output(ActionRun run) {
        External external = run.outcome().external();
        Optional<ActionRun.Failure> error = run.outcome().error();
        return ActionExecutionOutput.builder()
                .outputArtifacts(artifacts(run.isSucceeded() ? run.outputs() : List.of()))
                .executionResult(ActionExecutionResult.builder()
                        .externalExecutionId(external.id().orElse(null))
                        .externalExecutionSummary(external.summary().orElse(null))
                        .externalExecutionUrl(external.url().orElse(null))
                        .errorDetails(error.map(StateView::error).orElse(null))
                        .build())
                .outputVariables(run.outcome().variables())
                .build();
    }

    private static List<ArtifactDetail> artifacts(List<ArtifactLocation> locations) {
        return locations.stream()
                .map(location -> ArtifactDetail.builder()
                        .name(location.name())
                        .s3location(S3Location.builder()
                                .bucket(location.bucket())
                                .key(location.key())
                                .build())
                        .build())
                .toList();
    }
}
