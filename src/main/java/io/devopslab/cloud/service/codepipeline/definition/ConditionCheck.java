package io.devopslab.cloud.service.codepipeline.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.codepipeline.model.Condition;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.Result;
import software.amazon.awssdk.services.codepipeline.model.RuleConfigurationProperty;
import software.amazon.awssdk.services.codepipeline.model.RuleDeclaration;
import software.amazon.awssdk.services.codepipeline.model.RuleType;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/** The rules that the conditions of a stage must keep (CodePipeline User Guide, "Configure conditions for a stage"). */
final class ConditionCheck {

    private static final int MOST_RULES = 5;

    private final PipelineDeclaration pipeline;
    private final String region;

    ConditionCheck(PipelineDeclaration pipeline, String region) {
        this.pipeline = pipeline;
        this.region = region;
    }

    /**
     * @throws software.amazon.awssdk.services.codepipeline.model.InvalidStageDeclarationException for the stage
     */
    void verify(StageDeclaration stage) {
        if (stage.onFailure() != null) {
            checkFailure(stage);
            check(stage, stage.onFailure().conditions(), Set.of(Result.values()));
        }
        if (stage.beforeEntry() != null) {
            check(stage, stage.beforeEntry().conditions(), Set.of(Result.FAIL, Result.SKIP));
        }
        if (stage.onSuccess() != null) {
            check(stage, stage.onSuccess().conditions(), Set.of(Result.FAIL, Result.ROLLBACK));
        }
    }

    private void checkFailure(StageDeclaration stage) {
        if (stage.onFailure().result() != null && stage.onFailure().hasConditions()) {
            throw PipelineErrors.stage("The following stage cannot have a failure exit gate configured with both"
                    + " top level result and conditions: '" + stage.name());
        }
        if (stage.onFailure().result() == Result.ROLLBACK) {
            checkRollback();
        }
    }

    private void checkRollback() {
        if (pipeline.executionMode() == ExecutionMode.PARALLEL) {
            throw PipelineErrors.stage(
                    "Failure conditions with rollback result type cannot be added to a PARALLEL pipeline.");
        }
    }

    private void check(StageDeclaration stage, List<Condition> conditions, Set<Result> allowed) {
        Set<String> names = new HashSet<>();
        for (Condition condition : conditions) {
            if (condition.result() != null && !allowed.contains(condition.result())) {
                throw PipelineErrors.stage("The result " + condition.resultAsString() + " is not valid for a condition"
                        + " at this place of stage '" + stage.name() + "'");
            }
            if (condition.result() == Result.ROLLBACK) {
                checkRollback();
            }
            if (condition.rules().isEmpty() || condition.rules().size() > MOST_RULES) {
                throw PipelineErrors.stage(
                        "A condition of stage '" + stage.name() + "' must have between 1 and " + MOST_RULES + " rules");
            }
            for (RuleDeclaration rule : condition.rules()) {
                if (!names.add(String.valueOf(rule.name()))) {
                    throw PipelineErrors.stage(
                            "Rule name '" + rule.name() + "' is used more than once in stage '" + stage.name() + "'");
                }
                check(stage, rule);
            }
        }
    }

    private void check(StageDeclaration stage, RuleDeclaration rule) {
        if (rule.name() == null || rule.ruleTypeId() == null) {
            throw PipelineErrors.stage("A rule of stage '" + stage.name() + "' must have a name and a ruleTypeId");
        }
        RuleType type = RuleTypes.find(rule.ruleTypeId())
                .orElseThrow(() -> PipelineErrors.stage(
                        "The rule type " + rule.ruleTypeId().provider() + " of rule '" + rule.name() + "' in stage '"
                                + stage.name() + "' is not available in region " + region));
        for (RuleConfigurationProperty property : type.ruleConfigurationProperties()) {
            if (property.required() && !rule.configuration().containsKey(property.name())) {
                throw PipelineErrors.stage("Rule configuration for rule '" + rule.name()
                        + "' is missing required configuration '" + property.name() + "'");
            }
        }
        Set<String> unknown = rule.configuration().keySet().stream()
                .filter(key -> type.ruleConfigurationProperties().stream()
                        .noneMatch(property -> property.name().equals(key)))
                .collect(Collectors.toSet());
        if (!unknown.isEmpty()) {
            throw PipelineErrors.stage("Rule configuration for rule '" + rule.name()
                    + "' contains unknown configuration '" + unknown.iterator().next() + "'");
        }
    }
}
