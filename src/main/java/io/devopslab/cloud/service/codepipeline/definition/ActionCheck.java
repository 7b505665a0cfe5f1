package io.devopslab.cloud.service.codepipeline.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionConfigurationProperty;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionType;
import software.amazon.awssdk.services.codepipeline.model.ArtifactDetails;
import software.amazon.awssdk.services.codepipeline.model.InputArtifact;
import software.amazon.awssdk.services.codepipeline.model.OutputArtifact;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/** The rules that the actions of a declaration must keep: their types, configuration, artifacts and variables. */
final class ActionCheck {

    private static final Pattern REFERENCE = Pattern.compile("#\\{([A-Za-z0-9@_-]+)\\.[^}]*}");
    private static final Set<String> BUILT_IN = Set.of("codepipeline", "variables");

    private final PipelineDeclaration pipeline;
    private final ActionTypes types;
    private final String region;
    private final Set<String> artifacts = new HashSet<>();
    private final Set<String> namespaces = new HashSet<>(BUILT_IN);

    ActionCheck(PipelineDeclaration pipeline, ActionTypes types, String region) {
        this.pipeline = pipeline;
        this.types = types;
        this.region = region;
    }

    /**
     * @throws software.amazon.awssdk.services.codepipeline.model.InvalidActionDeclarationException for the first
     *     action that breaks a rule
     */
    void verify() {
        checkUniqueOutputs();
        checkUniqueNamespaces();
        for (StageDeclaration stage : pipeline.stages()) {
            List<Integer> orders = stage.actions().stream()
                    .map(ActionCheck::order)
                    .distinct()
                    .sorted()
                    .toList();
            for (int order : orders) {
                List<ActionDeclaration> group =
                        stage.actions().stream().filter(a -> order(a) == order).toList();
                group.forEach(this::checkAction);
                group.forEach(this::keepOutputs);
            }
        }
    }

    private static int order(ActionDeclaration action) {
        return action.runOrder() == null ? 1 : action.runOrder();
    }

    private void checkUniqueOutputs() {
        Set<String> seen = new HashSet<>();
        pipeline.stages().stream()
                .flatMap(stage -> stage.actions().stream())
                .flatMap(action -> action.outputArtifacts().stream())
                .map(OutputArtifact::name)
                .filter(name -> !seen.add(name))
                .findFirst()
                .ifPresent(name -> {
                    throw PipelineErrors.action("Output Artifact Bundle name must be unique within the pipeline. "
                            + name + " has been used more than once.");
                });
    }

    private void checkUniqueNamespaces() {
        Set<String> seen = new HashSet<>();
        for (StageDeclaration stage : pipeline.stages()) {
            for (ActionDeclaration action : stage.actions()) {
                if (action.namespace() == null) {
                    continue;
                }
                if (BUILT_IN.contains(action.namespace())) {
                    throw PipelineErrors.action(
                            "Namespace '" + action.namespace() + "' in action '" + action.name() + "' is reserved");
                }
                if (!seen.add(action.namespace())) {
                    throw PipelineErrors.action("Namespaces must be unique across the pipeline definition. The"
                            + " following occur more than once in the pipeline. StageName=[" + stage.name()
                            + "], ActionName=[" + action.name() + "], Namespace=[" + action.namespace() + "]");
                }
            }
        }
    }

    private void checkAction(ActionDeclaration action) {
        ActionType type = types.find(action.actionTypeId())
                .orElseThrow(() -> PipelineErrors.noSuchActionType(action.actionTypeId(), action.name(), region));
        checkConfiguration(action, type);
        checkCount(action, "input", action.inputArtifacts().size(), type.inputArtifactDetails());
        checkCount(action, "output", action.outputArtifacts().size(), type.outputArtifactDetails());
        checkInputs(action);
        checkReferences(action);
        checkPrimarySource(action);
    }

    private static void checkConfiguration(ActionDeclaration action, ActionType type) {
        Set<String> known = new HashSet<>();
        for (ActionConfigurationProperty property : type.actionConfigurationProperties()) {
            known.add(property.name());
            if (property.required() && !action.configuration().containsKey(property.name())) {
                throw PipelineErrors.action("Action configuration for action '" + action.name()
                        + "' is missing required configuration '" + property.name() + "'");
            }
        }
        action.configuration().keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .findFirst()
                .ifPresent(key -> {
                    throw PipelineErrors.action("Action configuration for action '" + action.name()
                            + "' contains unknown configuration '" + key + "'");
                });
    }

    private static void checkCount(ActionDeclaration action, String kind, int count, ArtifactDetails allowed) {
        String declares = "Action " + action.name() + " declares " + count + " " + kind + " artifacts which is ";
        if (count < allowed.minimumCount()) {
            throw PipelineErrors.action(declares + "less than the minimum count (" + allowed.minimumCount() + ")");
        }
        if (count > allowed.maximumCount()) {
            throw PipelineErrors.action(declares + "more than the maximum count (" + allowed.maximumCount() + ")");
        }
    }

    private void checkInputs(ActionDeclaration action) {
        for (InputArtifact input : action.inputArtifacts()) {
            if (!artifacts.contains(input.name())) {
                throw PipelineErrors.action("Input Artifact Bundle " + input.name() + " in action " + action.name()
                        + " is not declared as Output Artifact Bundle in any of the preceding actions");
            }
        }
    }

    private void checkReferences(ActionDeclaration action) {
        for (String value : action.configuration().values()) {
            Matcher reference = REFERENCE.matcher(value);
            while (reference.find()) {
                if (action.actionTypeId().category() == ActionCategory.SOURCE
                        && !BUILT_IN.contains(reference.group(1))) {
                    throw PipelineErrors.action(
                            "Source action '" + action.name() + "' cannot reference variables of other actions");
                }
                if (!namespaces.contains(reference.group(1))) {
                    throw PipelineErrors.action("Variable " + reference.group() + " in action '" + action.name()
                            + "' references a namespace that is not declared in any of the preceding actions");
                }
            }
        }
    }

    private static void checkPrimarySource(ActionDeclaration action) {
        if (!action.actionTypeId().provider().equals("CodeBuild")) {
            return;
        }
        String primary = action.configuration().get("PrimarySource");
        List<String> inputs =
                action.inputArtifacts().stream().map(InputArtifact::name).toList();
        if (primary == null && inputs.size() > 1) {
            throw PipelineErrors.action("Action configuration for action '" + action.name()
                    + "' is missing required configuration 'PrimarySource'");
        }
        if (primary != null && !inputs.contains(primary)) {
            throw PipelineErrors.action("PrimarySource '" + primary + "' of action '" + action.name()
                    + "' is not one of its input artifacts");
        }
    }

    private void keepOutputs(ActionDeclaration action) {
        action.outputArtifacts().forEach(output -> artifacts.add(output.name()));
        if (action.namespace() != null) {
            namespaces.add(action.namespace());
        }
    }
}
