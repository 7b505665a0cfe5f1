package io.devopslab.cloud.service.codepipeline.run;

import java.util.Map;

/**
 * An action that a provider is to work on.
 *
 * @param pipelineArn the pipeline, in whose name other services are called
 */
public record ActionCall(ActionRun run, Execution execution, String pipelineArn) {

    /** The configuration with all variables replaced. */
    public Map<String, String> configuration() {
        return run.configuration();
    }

    /** The only output artifact of an action that has one. */
    public ArtifactLocation output() {
        return run.outputs().get(0);
    }
}
