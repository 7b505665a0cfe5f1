package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

/** CloudFormation User Guide, "Prevent updates to stack resources". */
final class StackPolicyTest {

    private static final String BEFORE = """
            Resources:
              A: {Type: AWS::Fake::Thing, Properties: {Name: a1, Value: old}}
              B: {Type: AWS::Fake::Other, Properties: {Name: b1, Value: old}}
            """;
    private static final String ALLOW_ALL =
            "{\"Effect\":\"Allow\",\"Action\":\"Update:*\",\"Principal\":\"*\",\"Resource\":\"*\"}";
    private static final String DENY_ALL =
            "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"Update:*\",\"Principal\":\"*\",\"Resource\":\"*\"}]}";
    private static final String REFUSED =
            "Action denied by stack policy: Statement [#1] does not allow [Update:*] for resource [*];";

    private StackBench bench;

    @BeforeEach
    void open(@TempDir Path directory) {
        bench = new StackBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void createUnder(String policy) {
        bench.create(CreateStackRequest.builder()
                .stackName("app")
                .templateBody(BEFORE)
                .stackPolicyBody(policy)
                .build());
    }

    private static String allowingBut(String statement) {
        return "{\"Statement\":[" + ALLOW_ALL + "," + statement.replace('\'', '"') + "]}";
    }

    private void update(String body) {
        update(UpdateStackRequest.builder(), body);
    }

    private void update(UpdateStackRequest.Builder request, String body) {
        bench.client().updateStack(request.stackName("app").templateBody(body).build());
        bench.settle();
    }

    private List<String> sinceUpdate() {
        List<String> history = bench.history("app");
        return history.subList(history.lastIndexOf("app UPDATE_IN_PROGRESS: User Initiated"), history.size());
    }

    private String policy() {
        return bench.client().getStackPolicy(r -> r.stackName("app")).stackPolicyBody();
    }

    @Test
    void a_denied_update_fails_before_anything_is_tried_and_is_rolled_back() {
        createUnder(DENY_ALL);
        bench.things.calls.clear();
        update(BEFORE.replace("a1, Value: old", "a1, Value: new"));

        assertThat(sinceUpdate())
                .containsExactly(
                        "app UPDATE_IN_PROGRESS: User Initiated",
                        "A UPDATE_FAILED: " + REFUSED,
                        "app UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to update: [A]. ",
                        "A UPDATE_COMPLETE",
                        "app UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
                        "app UPDATE_ROLLBACK_COMPLETE");
        assertThat(bench.things.calls).isEmpty();
        assertThat(bench.things.standing.get("a1").path("Value").asText()).isEqualTo("old");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "{'Effect':'Deny','Principal':'*','Action':'Update:Modify','Resource':'LogicalResourceId/A'}; 1",
                "{'Effect':'Deny','Principal':'*','Action':'Update:Replace','Resource':'LogicalResourceId/A'}; 2",
                "{'Effect':'Deny','Principal':'*','Action':'Update:Delete','Resource':'LogicalResourceId/A'}; 3",
                "{'Effect':'Deny','Principal':'*','Action':['Update:Modify','Update:Delete'],'Resource':['LogicalResourceId/A*']}; 1 3",
                "{'Effect':'Deny','Principal':'*','NotAction':'Update:Modify','NotResource':'LogicalResourceId/B'}; 2 3",
                "{'Effect':'Deny','Principal':'*','Action':'Update:*','Resource':'*','Condition':{'StringEquals':{'ResourceType':['AWS::Fake::Thing']}}}; 1 2 3",
                "{'Effect':'Deny','Principal':'*','Action':'Update:*','Resource':'*','Condition':{'StringLike':{'ResourceType':'AWS::F*Other'}}}; none",
                "{'Effect':'Deny','Principal':['*'],'Action':'Update:*','Resource':'LogicalResourceId/B'}; none",
                "{'Effect':'Deny','Principal':'*','Action':'Update:*'}; none",
            })
    void statements_concern_actions_resources_and_types(String statement, String denied) {
        createUnder(allowingBut(statement));
        assertDenied(BEFORE.replace("a1, Value: old", "a1, Value: new"), denied.contains("1"));
        assertDenied(BEFORE.replace("Name: a1", "Name: a2"), denied.contains("2"));
        assertDenied(BEFORE.replaceAll("A: .*", ""), denied.contains("3"));
    }

    private void assertDenied(String body, boolean denied) {
        update(body);
        assertThat(bench.status("app")).isEqualTo(denied ? "UPDATE_ROLLBACK_COMPLETE" : "UPDATE_COMPLETE");
        if (!denied) {
            update(
                    UpdateStackRequest.builder().stackPolicyDuringUpdateBody("{\"Statement\":" + ALLOW_ALL + "}"),
                    BEFORE);
        }
    }

    @Test
    void what_no_statement_allows_is_not_allowed_but_new_resources_are() {
        createUnder("{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"Update:*\",\"Principal\":\"*\","
                + "\"Resource\":\"LogicalResourceId/B\"}}");
        update(BEFORE.replace("a1, Value: old", "a1, Value: new"));
        assertThat(sinceUpdate()).contains("A UPDATE_FAILED: Action not allowed by stack policy");
        update(BEFORE.replace("b1, Value: old", "b1, Value: new") + "  C: {Type: AWS::Fake::Thing}\n");
        assertThat(bench.status("app")).isEqualTo("UPDATE_COMPLETE");
    }

    @Test
    void nothing_is_done_when_a_resource_may_not_leave_the_stack() {
        createUnder(allowingBut("{'Effect':'Deny','Principal':'*','Action':'Update:Delete','Resource':'*'}"));
        bench.things.calls.clear();
        bench.others.calls.clear();
        update("Resources: {B: {Type: 'AWS::Fake::Other', Properties: {Name: b1, Value: new}}}");

        assertThat(sinceUpdate())
                .contains("A UPDATE_FAILED: Action denied by stack policy: Statement [#1] does not allow"
                        + " [Update:Delete] for resource [*];")
                .doesNotContain("B UPDATE_IN_PROGRESS");
        assertThat(bench.others.calls).isEmpty();
        assertThat(bench.things.standing).containsOnlyKeys("a1");
        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    }

    @Test
    void a_change_set_is_held_to_the_policy_and_a_deletion_of_the_stack_is_not() {
        createUnder(DENY_ALL);
        bench.client().createChangeSet(r -> r.stackName("app")
                .changeSetName("next")
                .templateBody(BEFORE.replace("a1, Value: old", "a1, Value: new")));
        bench.settle();
        bench.client().executeChangeSet(r -> r.stackName("app").changeSetName("next"));
        bench.settle();
        assertThat(sinceUpdate()).contains("A UPDATE_FAILED: " + REFUSED);
        bench.delete("app");
        assertThat(bench.things.standing).isEmpty();
    }

    @Test
    void a_policy_during_an_update_holds_for_it_alone() {
        createUnder(DENY_ALL);
        bench.client().updateStack(r -> r.stackName("app")
                .templateBody(BEFORE.replace("a1, Value: old", "a1, Value: new"))
                .stackPolicyDuringUpdateBody("{\"Statement\":[" + ALLOW_ALL + "]}"));
        bench.settle();
        assertThat(bench.status("app")).isEqualTo("UPDATE_COMPLETE");
        assertThat(policy()).isEqualTo(DENY_ALL);
    }

    @Test
    void a_new_policy_holds_after_the_update_that_brings_it() {
        bench.create("app", BEFORE);
        assertThat(policy()).isNull();
        String changed = BEFORE.replace("a1, Value: old", "a1, Value: new");
        update(UpdateStackRequest.builder().stackPolicyBody(DENY_ALL), changed);
        assertThat(bench.status("app")).isEqualTo("UPDATE_COMPLETE");
        assertThat(policy()).isEqualTo(DENY_ALL);
        assertThatThrownBy(() -> update(UpdateStackRequest.builder().stackPolicyBody(DENY_ALL + " "), changed))
                .hasMessageContaining("No updates are to be performed.");

        update(UpdateStackRequest.builder().stackPolicyBody("{}"), BEFORE);
        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(policy()).isEqualTo(DENY_ALL);
        update(UpdateStackRequest.builder().stackPolicyBody("{}"), changed);
        assertThat(policy()).isEqualTo("{}");
        update(BEFORE);
        assertThat(bench.status("app")).isEqualTo("UPDATE_COMPLETE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "nothing",
                "[]",
                "{} {}",
                "{'Other':1}",
                "{'Statement':'x'}",
                "{'Statement':[{'Effect':'Deny','Action':'Update:*','Principal':'me','Resource':'*'}]}",
                "{'Statement':[{'Effect':'Deny','Action':'Delete:*','Principal':'*','Resource':'*'}]}",
                "{'Statement':[{'Effect':'Perhaps','Action':'Update:*','Principal':'*','Resource':'*'}]}",
                "{'Statement':[{'Effect':'Deny','Action':'Update:*','Principal':'*','Resource':'A'}]}",
                "{'Statement':[{'Effect':'Deny','Principal':'*','Resource':'*'}]}",
                "{'Statement':[{'Effect':'Deny','Action':'Update:*','Principal':'*','Resource':'*','Condition':{'Null':{'ResourceType':'x'}}}]}",
            })
    void what_is_no_policy_is_refused(String policy) {
        bench.create("app", BEFORE);
        assertThatThrownBy(() -> bench.client()
                        .setStackPolicy(r -> r.stackName("app").stackPolicyBody(policy.replace('\'', '"'))))
                .hasMessageContaining("Error validating stack policy: Invalid stack policy");
        assertThatThrownBy(() -> bench.client().setStackPolicy(r -> r.stackName("app")))
                .hasMessageContaining("You must specify either StackPolicyURL or StackPolicyBody");
        assertThatThrownBy(() -> bench.client()
                        .setStackPolicy(
                                r -> r.stackName("app").stackPolicyBody("{}").stackPolicyURL("x")))
                .hasMessageContaining("You cannot specify both StackPolicyURL and StackPolicyBody");
    }

    @Test
    void hidden_parameters_are_told_nowhere() {
        String template = """
                Parameters:
                  Secret: {Type: String, NoEcho: true}
                  Pin: {Type: Number, NoEcho: true}
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a1, Value: !Sub 'x=${Secret}', Pin: !Ref Pin, Not: '17171'}}
                """;
        bench.create(CreateStackRequest.builder()
                .stackName("app")
                .templateBody(template)
                .parameters(p -> p.parameterKey("Secret").parameterValue("hunter\"2"), p -> p.parameterKey("Pin")
                        .parameterValue("17"))
                .build());
        bench.client().createChangeSet(r -> r.stackName("app")
                .changeSetName("next")
                .templateBody(template)
                .parameters(p -> p.parameterKey("Secret").parameterValue("hunter\"3"), p -> p.parameterKey("Pin")
                        .usePreviousValue(true)));
        bench.settle();
        var changeSet = bench.client()
                .describeChangeSet(r -> r.stackName("app").changeSetName("next").includePropertyValues(true));
        assertThat(changeSet.toString()).contains("x=****").doesNotContain("hunter");
        bench.client().executeChangeSet(r -> r.stackName("app").changeSetName("next"));
        bench.settle();

        assertThat(bench.things.standing.get("a1").path("Value").asText()).isEqualTo("x=hunter\"3");
        assertThat(bench.stack("app").toString()).contains("****").doesNotContain("hunter");
        assertThat(bench.client().describeStackEvents(r -> r.stackName("app")).stackEvents())
                .noneMatch(event -> event.toString().contains("hunter"))
                .anySatisfy(event -> assertThat(event.resourceProperties())
                        .contains("\"Value\":\"x=****\"", "\"Pin\":\"****\"", "\"Not\":\"17171\""));
        assertThat(bench.client()
                        .describeStackResources(r -> r.stackName("app"))
                        .toString())
                .doesNotContain("hunter");
        assertThat(bench.client().getTemplateSummary(r -> r.stackName("app")).toString())
                .doesNotContain("hunter");
    }
}
