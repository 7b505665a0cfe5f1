package io.devopslab.cloud.service.codepipeline.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineType;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/**
 * The rules that a declaration must keep as a whole (CodePipeline User Guide, "Pipeline structure reference"); the
 * actions' own are with {@link ActionCheck}.
 */
final class StructureCheck {

    private static final int MOST_STAGES = 50;
    private static final int MOST_ACTIONS = 1000;

    private final PipelineDeclaration pipeline;
    private final String region;

    StructureCheck(PipelineDeclaration pipeline, String region) {
        this.pipeline = pipeline;
        this.region = region;
    }

    /**
     * @throws software.amazon.awssdk.services.codepipeline.model.InvalidStructureException for the pipeline
     * @throws software.amazon.awssdk.services.codepipeline.model.InvalidStageDeclarationException for a stage
     */
    void verify() {
        checkCounts();
        checkSources();
        checkStores();
        checkVariables();
        checkType();
        new TriggerCheck(pipeline).verify();
        checkStages();
    }

    private void checkCounts() {
        int stages = pipeline.stages().size();
        if (stages < 2) {
            throw PipelineErrors.structure(
                    "Pipeline has only " + stages + " stage(s). There should be a minimum of 2 stages in a pipeline");
        }
        if (stages > MOST_STAGES) {
            throw PipelineErrors.structure(
                    "Pipeline has too many stages. There can only be up to " + MOST_STAGES + " stages in a pipeline");
        }
        if (actions().count() > MOST_ACTIONS) {
            throw PipelineErrors.structure("Pipeline has too many actions. There can only be up to " + MOST_ACTIONS
                    + " actions in a pipeline");
        }
    }

    private Stream<ActionDeclaration> actions() {
        return pipeline.stages().stream().flatMap(stage -> stage.actions().stream());
    }

    private static boolean isSource(ActionDeclaration action) {
        return action.actionTypeId().category() == ActionCategory.SOURCE;
    }

    private void checkSources() {
        StageDeclaration first = pipeline.stages().get(0);
        if (first.actions().isEmpty() || !first.actions().stream().allMatch(StructureCheck::isSource)) {
            throw PipelineErrors.structure("Pipeline should start with a stage that only contains source actions");
        }
        List<StageDeclaration> others =
                pipeline.stages().subList(1, pipeline.stages().size());
        if (others.stream().flatMap(stage -> stage.actions().stream()).anyMatch(StructureCheck::isSource)) {
            throw PipelineErrors.structure("Source actions can only be included in the first stage of the pipeline");
        }
        if (actions().allMatch(StructureCheck::isSource)) {
            throw PipelineErrors.structure("Pipeline should contain at least 1 action whose category is not Source");
        }
    }

    private void checkStores() {
        boolean one = pipeline.artifactStore() != null;
        boolean many =
                pipeline.hasArtifactStores() && !pipeline.artifactStores().isEmpty();
        if (one == many) {
            throw PipelineErrors.structure("You must include either artifactStore or artifactStores in your pipeline,"
                    + " but you cannot use both.");
        }
        Set<String> regions = new HashSet<>(Set.of(region));
        actions().map(ActionDeclaration::region).filter(Objects::nonNull).forEach(regions::add);
        if (one && regions.size() > 1) {
            throw PipelineErrors.structure("Your pipeline contains actions in more than one region. Use"
                    + " 'pipeline.artifactStores' instead of 'pipeline.artifactStore' to declare an artifact store,"
                    + " such as an artifact bucket, for each region where you have an action.");
        }
        regions.removeAll(many ? pipeline.artifactStores().keySet() : regions);
        if (!regions.isEmpty()) {
            throw PipelineErrors.structure("Your pipeline must have an artifact store, such as an artifact bucket, for"
                    + " each region where you have an action. The following region is missing in"
                    + " 'pipeline.artifactStores': " + regions.iterator().next() + ".");
        }
    }

    private void checkVariables() {
        Set<String> names = new HashSet<>();
        pipeline.variables().forEach(variable -> {
            if (!names.add(variable.name())) {
                throw PipelineErrors.structure("Variable names must be unique. The following variable name is already"
                        + " in use: " + variable.name());
            }
        });
    }

    private void checkType() {
        if (pipeline.pipelineType() == PipelineType.V2) {
            return;
        }
        if (pipeline.executionMode() == ExecutionMode.QUEUED || pipeline.executionMode() == ExecutionMode.PARALLEL) {
            throw PipelineErrors.structure("QUEUED or PARALLEL mode can only be used with V2 pipelines");
        }
        if (!pipeline.variables().isEmpty()) {
            throw PipelineErrors.structure("Pipeline variable can only be used with V2 pipelines");
        }
        if (!pipeline.triggers().isEmpty()) {
            throw PipelineErrors.structure("Triggers on tag can only be used with V2 pipelines");
        }
        if (pipeline.stages().stream()
                .anyMatch(s -> s.onFailure() != null || s.onSuccess() != null || s.beforeEntry() != null)) {
            throw PipelineErrors.stage("Stage level conditions can only be used with V2 pipelines.");
        }
    }

    private void checkStages() {
        Set<String> names = new HashSet<>();
        for (StageDeclaration stage : pipeline.stages()) {
            if (!names.add(stage.name())) {
                throw PipelineErrors.stage("Stage name '" + stage.name() + "' is used more than once");
            }
            checkStage(stage);
        }
    }

    private void checkStage(StageDeclaration stage) {
        if (stage.actions().isEmpty()) {
            throw PipelineErrors.stage("Stage '" + stage.name() + "' must contain at least one action");
        }
        Set<String> names = new HashSet<>();
        for (ActionDeclaration action : stage.actions()) {
            if (!names.add(action.name())) {
                throw PipelineErrors.stage(
                        "Action name '" + action.name() + "' is used more than once in stage '" + stage.name() + "'");
            }
        }
        new ConditionCheck(pipeline, region).verify(stage);
    }
}
