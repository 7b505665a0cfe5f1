package io.devopslab.cloud.service.codepipeline.run;

import io.devopslab.cloud.service.codepipeline.definition.PipelineErrors;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineVariableDeclaration;

/** The values of a pipeline's variables for one execution: those that the start gave, and the defaults. */
final class LaunchVariables {

    private LaunchVariables() {}

    /**
     * @throws software.amazon.awssdk.services.codepipeline.model.ValidationException for a variable that the
     *     pipeline does not declare, or that has neither a value nor a default
     */
    static Map<String, String> of(PipelineDeclaration pipeline, Map<String, String> given) {
        Map<String, String> left = new HashMap<>(given);
        Map<String, String> values = new HashMap<>();
        for (PipelineVariableDeclaration variable : pipeline.variables()) {
            String value = left.remove(variable.name());
            value = value == null ? variable.defaultValue() : value;
            if (value == null) {
                throw PipelineErrors.validation("The pipeline variable '" + variable.name()
                        + "' has no default value. Provide a value to start the pipeline.");
            }
            values.put(variable.name(), value);
        }
        left.keySet().stream().sorted().findFirst().ifPresent(name -> {
            throw PipelineErrors.validation(
                    "The pipeline variable '" + name + "' is not declared in the pipeline " + pipeline.name() + ".");
        });
        return values;
    }
}
