package io.devopslab.cloud.service.codepipeline.view;

import io.devopslab.cloud.service.codepipeline.run.ActionRun;
import io.devopslab.cloud.service.codepipeline.run.Execution;
import io.devopslab.cloud.service.codepipeline.run.Executions;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Gate;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.ConditionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ConditionState;
import software.amazon.awssdk.services.codepipeline.model.RuleExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.RuleState;
import software.amazon.awssdk.services.codepipeline.model.RuleTypeId;
import software.amazon.awssdk.services.codepipeline.model.StageConditionState;

/** Conditions and their rules, as the API shows them. */
public final class RuleView {

    private RuleView() {}

    /** A run of a rule as {@code ListRuleExecutions} shows it. */
    public static RuleExecutionDetail detail(Execution execution, ActionRun run) {
        External external = run.outcome().external();
        ActionTypeId type = run.declaration().actionTypeId();
        return RuleExecutionDetail.builder()
                .pipelineExecutionId(execution.id())
                .ruleExecutionId(run.id())
                .pipelineVersion(run.version())
                .stageName(run.stage())
                .ruleName(run.action())
                .startTime(run.started())
                .lastUpdateTime(run.updated())
                .status(run.outcome().status().toString())
                .input(i -> i.ruleTypeId(RuleTypeId.builder()
                                .category(type.categoryAsString())
                                .owner(type.ownerAsString())
                                .provider(type.provider())
                                .version(type.version())
                                .build())
                        .configuration(run.declaration().configuration())
                        .resolvedConfiguration(run.configuration())
                        .roleArn(run.declaration().roleArn())
                        .region(run.declaration().region()))
                .output(o -> o.executionResult(r -> r.externalExecutionId(
                                external.id().orElse(null))
                        .externalExecutionSummary(external.summary().orElse(null))
                        .externalExecutionUrl(external.url().orElse(null))
                        .errorDetails(
                                run.outcome().error().map(StateView::error).orElse(null))))
                .build();
    }

    /** Conditions as {@code GetPipelineState} shows them. */
    static StageConditionState state(Gate gate, Executions executions) {
        return StageConditionState.builder()
                .latestExecution(e -> e.status(gate.status()))
                .conditionStates(gate.rules().stream()
                        .map(keys -> condition(gate, keys, executions))
                        .toList())
                .build();
    }

    private static ConditionState condition(Gate gate, List<String> keys, Executions executions) {
        List<ActionRun> runs =
                keys.stream().map(executions::action).flatMap(Optional::stream).toList();
        return ConditionState.builder()
                .latestExecution(e -> e.status(status(gate, runs)).lastStatusChange(gate.changed()))
                .ruleStates(runs.stream().map(RuleView::rule).toList())
                .build();
    }

    private static ConditionExecutionStatus status(Gate gate, List<ActionRun> runs) {
        boolean closed = gate.status() == ConditionExecutionStatus.FAILED;
        return closed && runs.stream().allMatch(ActionRun::isSucceeded)
                ? ConditionExecutionStatus.SUCCEEDED
                : gate.status();
    }

    private static RuleState rule(ActionRun run) {
        External external = run.outcome().external();
        return RuleState.builder()
                .ruleName(run.action())
                .latestExecution(e -> e.ruleExecutionId(run.id())
                        .status(run.outcome().status().toString())
                        .summary(external.summary().orElse(null))
                        .lastStatusChange(run.updated())
                        .externalExecutionId(external.id().orElse(null))
                        .externalExecutionUrl(external.url().orElse(null))
                        .errorDetails(
                                run.outcome().error().map(StateView::error).orElse(null)))
                .build();
    }
}
