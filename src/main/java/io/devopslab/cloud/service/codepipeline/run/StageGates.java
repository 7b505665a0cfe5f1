package io.devopslab.cloud.service.codepipeline.run;

import io.devopslab.cloud.service.codepipeline.definition.RuleTypes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.Condition;
import software.amazon.awssdk.services.codepipeline.model.ConditionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.Result;
import software.amazon.awssdk.services.codepipeline.model.RuleDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/**
 * Checks the conditions of stages (CodePipeline User Guide, "How do stage conditions work?"). A condition is met when
 * all of its rules succeed; when it is not, its result engages. A rule runs as an action does, but is none: it has no
 * events, and histories of actions leave it out. All of it runs inside a write.
 */
final class StageGates {

    private final Executions executions;
    private final ActionStarter starter;
    private final InstantSource time;

    StageGates(Executions executions, ActionStarter starter, InstantSource time) {
        this.executions = executions;
        this.starter = starter;
        this.time = time;
    }

    static List<Condition> declared(StageDeclaration stage, GateKind kind) {
        return switch (kind) {
            case BEFORE_ENTRY ->
                stage.beforeEntry() == null ? List.of() : stage.beforeEntry().conditions();
            case ON_SUCCESS ->
                stage.onSuccess() == null ? List.of() : stage.onSuccess().conditions();
            case ON_FAILURE ->
                stage.onFailure() == null ? List.of() : stage.onFailure().conditions();
        };
    }

    /** Whether the stage has such conditions that were not checked yet. */
    boolean isNeeded(StageDeclaration stage, StageRun run, GateKind kind) {
        return !declared(stage, kind).isEmpty() && !run.gates().containsKey(kind);
    }

    /** Begins to check. */
    Gate open(Turn turn, Execution execution, PipelineDeclaration pipeline, StageDeclaration stage, GateKind kind) {
        List<List<String>> rules = new ArrayList<>();
        for (Condition condition : declared(stage, kind)) {
            List<String> keys = new ArrayList<>();
            for (RuleDeclaration rule : condition.rules()) {
                ActionRun run = starter.begin(execution, pipeline, stage.name(), action(rule));
                if (run.isInProgress()) {
                    turn.start(run);
                }
                keys.add(run.key());
            }
            rules.add(keys);
        }
        return new Gate(ConditionExecutionStatus.IN_PROGRESS, rules, time.instant());
    }

    private static ActionDeclaration action(RuleDeclaration rule) {
        return ActionDeclaration.builder()
                .name(rule.name())
                .actionTypeId(t -> t.category(RuleTypes.CATEGORY)
                        .owner(rule.ruleTypeId().ownerAsString())
                        .provider(rule.ruleTypeId().provider())
                        .version(rule.ruleTypeId().version()))
                .configuration(rule.configuration())
                .inputArtifacts(rule.inputArtifacts())
                .roleArn(rule.roleArn())
                .region(rule.region())
                .timeoutInMinutes(rule.timeoutInMinutes())
                .build();
    }

    /** The runs of all rules of a stage that count. */
    List<ActionRun> rules(StageRun run) {
        return run.gates().values().stream()
                .flatMap(gate -> gate.rules().stream())
                .flatMap(List::stream)
                .map(executions::requireAction)
                .toList();
    }

    /** What the first condition that is not met asks for; empty when all are met. */
    Optional<Result> unmet(StageDeclaration stage, GateKind kind, Gate gate) {
        List<Condition> conditions = declared(stage, kind);
        for (int i = 0; i < conditions.size(); i++) {
            boolean met =
                    gate.rules().get(i).stream().map(executions::requireAction).allMatch(ActionRun::isSucceeded);
            if (!met) {
                Result result = conditions.get(i).result();
                return Optional.of(result == null ? Result.FAIL : result);
            }
        }
        return Optional.empty();
    }

    Gate closed(Gate gate, ConditionExecutionStatus status) {
        return gate.with(status, time.instant());
    }

    /** Leaves the rules in progress to themselves. */
    void abandon(StageRun run) {
        rules(run).stream()
                .filter(ActionRun::isInProgress)
                .forEach(rule -> executions.put(rule.with(
                        rule.outcome().with(ActionExecutionStatus.ABANDONED, External.NONE), time.instant())));
    }
}
