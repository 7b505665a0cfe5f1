package io.devopslab.cloud.service.codestarnotifications;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CloudEvent;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;

/** What full details say of a pipeline that failed: which stage, which actions, and why. */
final class FailureDetails {

    private final Supplier<CodePipelineClient> pipelines;

    FailureDetails(Supplier<CodePipelineClient> pipelines) {
        this.pipelines = pipelines;
    }

    /** Adds them to the attributes, if the event is about such a failure. */
    void addTo(ObjectNode attributes, CloudEvent event) {
        boolean isFailure = event.detailType().equals("CodePipeline Pipeline Execution State Change")
                && event.detail().path("state").asText().equals("FAILED");
        if (!isFailure) {
            return;
        }
        List<ActionExecutionDetail> failed = failed(event);
        if (failed.isEmpty()) {
            return;
        }
        attributes.put("failedActionCount", failed.size());
        ArrayNode actions = attributes.putArray("failedActions");
        failed.forEach(action -> actions.addObject()
                .put("action", action.actionName())
                .put("additionalInformation", information(action)));
        attributes.put("failedStage", failed.get(0).stageName());
    }

    private List<ActionExecutionDetail> failed(CloudEvent event) {
        String pipeline = event.detail().path("pipeline").asText();
        String execution = event.detail().path("execution-id").asText();
        try {
            return pipelines
                    .get()
                    .listActionExecutionsPaginator(
                            r -> r.pipelineName(pipeline).filter(f -> f.pipelineExecutionId(execution)))
                    .actionExecutionDetails()
                    .stream()
                    .filter(action -> action.status() == ActionExecutionStatus.FAILED)
                    .toList();
        } catch (AwsServiceException e) {
            // The pipeline is gone; the event alone is told.
            return List.of();
        }
    }

    private static String information(ActionExecutionDetail action) {
        if (action.output() == null || action.output().executionResult() == null) {
            return "";
        }
        var result = action.output().executionResult();
        if (result.errorDetails() != null && result.errorDetails().message() != null) {
            return result.errorDetails().message();
        }
        return result.externalExecutionSummary() == null ? "" : result.externalExecutionSummary();
    }
}
