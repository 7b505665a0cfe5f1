package io.devopslab.cloud.service.codepipeline.run;

import io.devopslab.cloud.kernel.ServiceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStore;
import software.amazon.awssdk.services.codepipeline.model.InputArtifact;
import software.amazon.awssdk.services.codepipeline.model.OutputArtifact;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;

/** Makes the row of an action that is to run: its variables replaced, its artifacts found or given a place. */
final class ActionStarter {

    private static final int NAME_IN_KEY = 20;
    private static final int ARTIFACT_IN_KEY = 10;
    private static final int RANDOM_IN_KEY = 7;

    private final ServiceContext context;
    private final Executions executions;

    ActionStarter(ServiceContext context, Executions executions) {
        this.context = context;
        this.executions = executions;
    }

    /** Inside a write: keeps a new run of the action. It has failed already when it lacks something. */
    ActionRun begin(Execution execution, PipelineDeclaration pipeline, String stage, ActionDeclaration action) {
        Map<String, String> configuration = action.configuration();
        List<ArtifactLocation> inputs = List.of();
        Optional<String> problem = Optional.empty();
        try {
            configuration = Variables.resolve(configuration, execution);
            inputs = inputs(execution, action);
        } catch (IllegalArgumentException e) {
            problem = Optional.ofNullable(e.getMessage());
        }
        ActionRun run = new ActionRun(
                executions.nextActionKey(execution),
                execution.key(),
                context.ids().uuid(),
                execution.version(),
                stage,
                action,
                configuration,
                inputs,
                outputs(pipeline, action),
                false,
                Optional.empty(),
                problem.map(ActionStarter::failure).orElse(ActionRun.Outcome.IN_PROGRESS),
                context.time().instant(),
                context.time().instant());
        return executions.put(run);
    }

    private static ActionRun.Outcome failure(String message) {
        return ActionRun.Outcome.IN_PROGRESS
                .with(ActionExecutionStatus.FAILED, External.NONE)
                .withError(new ActionRun.Failure("ConfigurationError", message));
    }

    private static List<ArtifactLocation> inputs(Execution execution, ActionDeclaration action) {
        List<ArtifactLocation> inputs = new ArrayList<>();
        for (InputArtifact input : action.inputArtifacts()) {
            ArtifactLocation location = execution.results().artifacts().get(input.name());
            if (location == null) {
                throw new IllegalArgumentException("The input artifact " + input.name() + " does not exist.");
            }
            inputs.add(location);
        }
        return inputs;
    }

    private List<ArtifactLocation> outputs(PipelineDeclaration pipeline, ActionDeclaration action) {
        String bucket = store(pipeline, action).location();
        List<ArtifactLocation> outputs = new ArrayList<>();
        for (OutputArtifact output : action.outputArtifacts()) {
            String key = cut(pipeline.name(), NAME_IN_KEY) + "/" + cut(output.name(), ARTIFACT_IN_KEY) + "/"
                    + context.ids().alphanumeric(RANDOM_IN_KEY);
            outputs.add(new ArtifactLocation(output.name(), bucket, key));
        }
        return outputs;
    }

    private ArtifactStore store(PipelineDeclaration pipeline, ActionDeclaration action) {
        if (pipeline.artifactStore() != null) {
            return pipeline.artifactStore();
        }
        String region = action.region() == null ? context.scope().region() : action.region();
        return Optional.ofNullable(pipeline.artifactStores().get(region))
                .orElseThrow(() -> new IllegalStateException("The pipeline has no artifact store in " + region + "."));
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(text.length(), length));
    }
}
