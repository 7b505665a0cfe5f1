package io.devopslab.cloud.service.codepipeline.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.ExecutionType;
import software.amazon.awssdk.services.codepipeline.model.SourceRevisionOverride;

/**
 * Why, how and with what an execution started.
 *
 * @param variables the pipeline's variables with the values of this execution
 * @param rollbackTarget of a rollback, the execution whose artifacts are deployed again
 */
public record Launch(
        ExecutionMode mode,
        ExecutionType type,
        Trigger trigger,
        Map<String, String> variables,
        List<SourceRevisionOverride> overrides,
        Optional<String> rollbackTarget,
        Instant started) {

    public Launch {
        variables = Map.copyOf(variables);
        overrides = List.copyOf(overrides);
    }

    boolean isRollback() {
        return type == ExecutionType.ROLLBACK;
    }
}
