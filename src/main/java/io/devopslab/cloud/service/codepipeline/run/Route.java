package io.devopslab.cloud.service.codepipeline.run;

import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;

/** The way of an execution through the declaration that it runs by. */
final class Route {

    private final Pipelines pipelines;

    Route(Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    PipelineDeclaration pipeline(Execution execution) {
        return pipelines.declaration(execution.pipeline(), execution.version());
    }

    StageDeclaration stage(Execution execution, String stage) {
        return pipeline(execution).stages().stream()
                .filter(candidate -> candidate.name().equals(stage))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The pipeline has no stage " + stage + "."));
    }

    /** The stage behind that one; a rollback has none. */
    Optional<String> next(Execution execution, String stage) {
        if (execution.launch().isRollback()) {
            return Optional.empty();
        }
        List<String> names = pipeline(execution).stages().stream()
                .map(StageDeclaration::name)
                .toList();
        int index = names.indexOf(stage) + 1;
        return index < names.size() ? Optional.of(names.get(index)) : Optional.empty();
    }

    /** How the stage retries by itself. */
    StageRetryMode retryMode(Execution execution, String stage) {
        StageDeclaration declared = stage(execution, stage);
        return declared.onFailure() == null || declared.onFailure().retryConfiguration() == null
                ? StageRetryMode.FAILED_ACTIONS
                : declared.onFailure().retryConfiguration().retryMode();
    }
}
