package io.devopslab.cloud.service.codepipeline;

import static io.devopslab.cloud.service.codepipeline.Declarations.pipeline;
import static io.devopslab.cloud.service.codepipeline.Declarations.stage;
import static io.devopslab.cloud.service.codepipeline.Declarations.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.model.Condition;
import software.amazon.awssdk.services.codepipeline.model.ConditionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ConditionNotOverridableException;
import software.amazon.awssdk.services.codepipeline.model.ConditionType;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.InvalidStageDeclarationException;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.PipelineVariable;
import software.amazon.awssdk.services.codepipeline.model.PipelineVariableDeclaration;
import software.amazon.awssdk.services.codepipeline.model.Result;
import software.amazon.awssdk.services.codepipeline.model.RuleDeclaration;
import software.amazon.awssdk.services.codepipeline.model.RuleExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.RuleType;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;

/** How stages check conditions on any CodePipeline. */
abstract class StageConditionsContract extends PipelineContract {

    private static RuleDeclaration rule(String name, String variable, String operator, String value) {
        return RuleDeclaration.builder()
                .name(name)
                .ruleTypeId(t -> t.category("Rule")
                        .owner("AWS")
                        .provider("VariableCheck")
                        .version("1"))
                .configuration(Map.of("Variable", variable, "Operator", operator, "Value", value))
                .build();
    }

    private static Condition condition(Result result, RuleDeclaration... rules) {
        return Condition.builder().result(result).rules(rules).build();
    }

    /** A pipeline with the variable {@code env}, which is {@code test} unless a start says otherwise. */
    private static PipelineDeclaration.Builder declared(StageDeclaration... stages) {
        return pipeline("app", stages)
                .variables(PipelineVariableDeclaration.builder()
                        .name("env")
                        .defaultValue("test")
                        .build());
    }

    private static StageDeclaration deploy(Result result, RuleDeclaration... rules) {
        return stage("Deploy", work("Release", 1)).toBuilder()
                .beforeEntry(c -> c.conditions(condition(result, rules)))
                .build();
    }

    private static StageDeclaration build() {
        return stage("Build", work("Compile", 1));
    }

    private String start(String pipeline, String env) {
        String id = pipelines()
                .startPipelineExecution(r -> r.name(pipeline)
                        .variables(PipelineVariable.builder()
                                .name("env")
                                .value(env)
                                .build()))
                .pipelineExecutionId();
        settle();
        return id;
    }

    @Test
    void a_stage_is_entered_when_its_condition_is_met() {
        String name = create(declared(
                build(),
                deploy(
                        Result.FAIL,
                        rule("Equal", "#{variables.env}", "EQ", "test"),
                        rule("Other", "#{variables.env}", "NE", "production"),
                        rule("Part", "#{variables.env}", "CONTAINS", "es"),
                        rule("Pattern", "#{variables.env}", "MATCHES", "t.*t"))));
        succeed("Compile");
        succeed("Release");

        assertThat(status(name, first(name))).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
        assertThat(stageState(name, "Deploy").beforeEntryConditionState()).satisfies(state -> {
            assertThat(state.latestExecution().status()).isEqualTo(ConditionExecutionStatus.SUCCEEDED);
            assertThat(state.conditionStates().get(0).ruleStates())
                    .extracting("ruleName")
                    .containsExactly("Equal", "Other", "Part", "Pattern");
        });
        assertThat(pipelines().listRuleExecutions(r -> r.pipelineName(name)).ruleExecutionDetails())
                .hasSize(4)
                .allSatisfy(detail -> {
                    assertThat(detail.status()).isEqualTo(RuleExecutionStatus.SUCCEEDED);
                    assertThat(detail.stageName()).isEqualTo("Deploy");
                    assertThat(detail.input().resolvedConfiguration()).containsEntry("Variable", "test");
                });
        assertThat(pipelines().listActionExecutions(r -> r.pipelineName(name)).actionExecutionDetails())
                .extracting("actionName")
                .containsExactly("Release", "Compile", "Source");
    }

    @Test
    void a_stage_fails_when_its_entry_condition_is_not_met_and_asks_for_that() {
        String name =
                create(declared(build(), deploy(Result.FAIL, rule("Env", "#{variables.env}", "EQ", "production"))));
        succeed("Compile");

        assertThat(poll("Release")).isEmpty();
        assertThat(status(name, first(name))).isEqualTo(PipelineExecutionStatus.FAILED);
        assertThat(stageState(name, "Deploy").latestExecution().status()).isEqualTo(StageExecutionStatus.FAILED);
        assertThat(stageState(name, "Deploy")
                        .beforeEntryConditionState()
                        .latestExecution()
                        .status())
                .isEqualTo(ConditionExecutionStatus.FAILED);
    }

    @Test
    void a_stage_is_skipped_when_its_entry_condition_is_not_met_and_asks_for_that() {
        String name = create(declared(
                build(),
                deploy(Result.SKIP, rule("Env", "#{variables.env}", "EQ", "production")),
                stage("After", work("Clean", 1))));
        succeed("Compile");

        assertThat(poll("Release")).isEmpty();
        assertThat(stageState(name, "Deploy").latestExecution().status()).isEqualTo(StageExecutionStatus.SKIPPED);
        succeed("Clean");
        assertThat(status(name, first(name))).isEqualTo(PipelineExecutionStatus.SUCCEEDED);

        String production = start(name, "production");
        succeed("Compile");
        succeed("Release");
        succeed("Clean");
        assertThat(status(name, production)).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
    }

    @Test
    void a_failed_condition_can_be_overridden_once() {
        String name =
                create(declared(build(), deploy(Result.FAIL, rule("Env", "#{variables.env}", "EQ", "production"))));
        succeed("Compile");
        String id = first(name);

        override(name, id, ConditionType.BEFORE_ENTRY);
        settle();
        assertThat(stageState(name, "Deploy")
                        .beforeEntryConditionState()
                        .latestExecution()
                        .status())
                .isEqualTo(ConditionExecutionStatus.OVERRIDDEN);
        assertThatThrownBy(() -> override(name, id, ConditionType.BEFORE_ENTRY))
                .isInstanceOf(ConditionNotOverridableException.class);
        succeed("Release");
        assertThat(status(name, id)).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
        assertThatThrownBy(() -> override(name, id, ConditionType.ON_SUCCESS))
                .isInstanceOf(ConditionNotOverridableException.class);
    }

    @Test
    void each_of_parallel_executions_can_be_overridden() {
        String name = create(declared(deploy(Result.FAIL, rule("Env", "#{variables.env}", "EQ", "production")))
                .executionMode(ExecutionMode.PARALLEL));
        String id = first(name);
        start(name, "test");

        override(name, id, ConditionType.BEFORE_ENTRY);
        settle();
        succeed("Release");
        assertThat(status(name, id)).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
    }

    private void override(String pipeline, String id, ConditionType type) {
        pipelines().overrideStageCondition(r -> r.pipelineName(pipeline)
                .stageName("Deploy")
                .pipelineExecutionId(id)
                .conditionType(type));
    }

    @Test
    void a_failed_condition_is_checked_anew_by_a_retry() {
        String name =
                create(declared(build(), deploy(Result.FAIL, rule("Env", "#{variables.env}", "EQ", "production"))));
        succeed("Compile");
        String id = first(name);

        pipelines().retryStageExecution(r -> r.pipelineName(name)
                .stageName("Deploy")
                .pipelineExecutionId(id)
                .retryMode(StageRetryMode.ALL_ACTIONS));
        settle();

        assertThat(status(name, id)).isEqualTo(PipelineExecutionStatus.FAILED);
        assertThat(pipelines().listRuleExecutions(r -> r.pipelineName(name)).ruleExecutionDetails())
                .hasSize(2)
                .allSatisfy(detail -> assertThat(detail.status()).isEqualTo(RuleExecutionStatus.FAILED));
    }

    @Test
    void a_success_condition_that_is_not_met_rolls_the_stage_back() {
        StageDeclaration deploy = stage("Deploy", work("Release", 1)).toBuilder()
                .onSuccess(c -> c.conditions(condition(Result.ROLLBACK, rule("Env", "#{variables.env}", "EQ", "test"))))
                .build();
        String name = create(declared(build(), deploy));
        succeed("Compile");
        succeed("Release");
        String good = first(name);
        assertThat(status(name, good)).isEqualTo(PipelineExecutionStatus.SUCCEEDED);

        String bad = start(name, "broken");
        succeed("Compile");
        succeed("Release");

        assertThat(status(name, bad)).isEqualTo(PipelineExecutionStatus.FAILED);
        succeed("Release");
        assertThat(pipelines()
                        .listPipelineExecutions(r -> r.pipelineName(name))
                        .pipelineExecutionSummaries()
                        .get(0))
                .satisfies(rollback -> {
                    assertThat(rollback.trigger().triggerType()).isEqualTo(TriggerType.AUTOMATED_ROLLBACK);
                    assertThat(rollback.rollbackMetadata().rollbackTargetPipelineExecutionId())
                            .isEqualTo(good);
                    assertThat(rollback.status()).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
                });
    }

    @Test
    void a_failure_condition_that_is_not_met_engages_and_one_that_is_met_does_not() {
        StageDeclaration deploy = stage("Deploy", work("Release", 1)).toBuilder()
                .onFailure(
                        c -> c.conditions(condition(Result.SKIP, rule("Env", "#{variables.env}", "EQ", "production"))))
                .build();
        String name = create(declared(build(), deploy));
        succeed("Compile");
        fail("Release");
        assertThat(status(name, first(name))).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
        assertThat(stageState(name, "Deploy").latestExecution().status()).isEqualTo(StageExecutionStatus.SKIPPED);

        String production = start(name, "production");
        succeed("Compile");
        fail("Release");
        assertThat(status(name, production)).isEqualTo(PipelineExecutionStatus.FAILED);
        assertThat(stageState(name, "Deploy")
                        .onFailureConditionState()
                        .latestExecution()
                        .status())
                .isEqualTo(ConditionExecutionStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({"#{variables.env}, LIKE, test", "#{variables.env}, MATCHES, (", "#{nothing.here}, EQ, test"})
    void a_rule_that_cannot_be_checked_fails_with_the_reason(String variable, String operator, String value) {
        String name = create(declared(build(), deploy(Result.FAIL, rule("Odd", variable, operator, value))));
        succeed("Compile");

        assertThat(status(name, first(name))).isEqualTo(PipelineExecutionStatus.FAILED);
        assertThat(pipelines().listRuleExecutions(r -> r.pipelineName(name)).ruleExecutionDetails())
                .singleElement()
                .satisfies(detail -> {
                    assertThat(detail.status()).isEqualTo(RuleExecutionStatus.FAILED);
                    assertThat(detail.output().executionResult().errorDetails().code())
                            .isEqualTo("ConfigurationError");
                    assertThat(detail.output().executionResult().errorDetails().message())
                            .isNotEmpty();
                });
    }

    @Test
    void conditions_that_make_no_sense_are_refused() {
        RuleDeclaration rule = rule("Env", "#{variables.env}", "EQ", "test");
        RuleDeclaration window = rule.toBuilder()
                .ruleTypeId(t -> t.category("Rule")
                        .owner("AWS")
                        .provider("DeploymentWindow")
                        .version("1"))
                .build();

        assertRefused(deploy(Result.ROLLBACK, rule), "The result ROLLBACK is not valid");
        assertRefused(deploy(Result.FAIL), "must have between 1 and 5 rules");
        assertRefused(deploy(Result.FAIL, rule, rule), "Rule name 'Env' is used more than once");
        assertRefused(deploy(Result.FAIL, window), "The rule type DeploymentWindow of rule 'Env'");
        assertRefused(
                deploy(
                        Result.FAIL,
                        rule.toBuilder().configuration(Map.of("Variable", "x")).build()),
                "is missing required configuration 'Operator'");
    }

    /** BeforeEntryConditions: "Fixed number of 1 item". */
    @Test
    void a_stage_has_one_condition_at_each_place() {
        Condition condition = condition(Result.FAIL, rule("Env", "#{variables.env}", "EQ", "test"));
        StageDeclaration two = build().toBuilder()
                .beforeEntry(c -> c.conditions(condition, condition))
                .build();

        assertThatThrownBy(() ->
                        pipelines().createPipeline(r -> r.pipeline(declared(two).build())))
                .isInstanceOfSatisfying(AwsServiceException.class, error -> {
                    assertThat(error.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
                    assertThat(error.awsErrorDetails().errorMessage())
                            .contains("'pipeline.stages.2.member.beforeEntry.conditions' failed to satisfy constraint:"
                                    + " Member must have length less than or equal to 1");
                });
    }

    private void assertRefused(StageDeclaration stage, String message) {
        assertThatThrownBy(() -> pipelines()
                        .createPipeline(r -> r.pipeline(declared(build(), stage).build())))
                .isInstanceOf(InvalidStageDeclarationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void the_rule_types_are_those_that_can_be_checked() {
        assertThat(pipelines().listRuleTypes(r -> {}).ruleTypes())
                .extracting(RuleType::id)
                .extracting("provider")
                .containsExactly("CloudWatchAlarm", "LambdaInvoke", "VariableCheck");
    }
}
