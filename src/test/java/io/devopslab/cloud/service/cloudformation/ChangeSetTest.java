package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.InvalidChangeSetStatusException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;

final class ChangeSetTest {

    private StackBench bench;

    @BeforeEach
    void open(@TempDir Path directory) {
        bench = new StackBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private DescribeChangeSetResponse plan(ChangeSetType type, String body, Parameter... parameters) {
        bench.client()
                .createChangeSet(CreateChangeSetRequest.builder()
                        .stackName("app")
                        .changeSetName("plan")
                        .changeSetType(type)
                        .templateBody(body)
                        .parameters(parameters)
                        .build());
        return describe();
    }

    private DescribeChangeSetResponse describe() {
        return bench.client().describeChangeSet(r -> r.stackName("app").changeSetName("plan"));
    }

    private void execute() {
        bench.client().executeChangeSet(r -> r.stackName("app").changeSetName("plan"));
        bench.settle();
    }

    @Test
    void stack_is_reviewed_then_created() {
        DescribeChangeSetResponse plan = plan(ChangeSetType.CREATE, "Resources: {A: {Type: 'AWS::Fake::Thing'}}");
        assertThat(bench.status("app")).isEqualTo("REVIEW_IN_PROGRESS");
        assertThat(plan.statusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(plan.executionStatusAsString()).isEqualTo("AVAILABLE");
        assertThat(plan.changes()).singleElement().satisfies(change -> {
            assertThat(change.resourceChange().actionAsString()).isEqualTo("Add");
            assertThat(change.resourceChange().resourceType()).isEqualTo("AWS::Fake::Thing");
        });

        execute();
        assertThat(bench.status("app")).isEqualTo("CREATE_COMPLETE");
        assertThat(bench.stack("app").changeSetId()).isEqualTo(plan.changeSetId());
        assertThat(describe().executionStatusAsString()).isEqualTo("EXECUTE_COMPLETE");
        assertThat(bench.history("app"))
                .startsWith("app REVIEW_IN_PROGRESS: User Initiated", "app CREATE_IN_PROGRESS: User Initiated");
    }

    @Test
    void changes_tell_what_is_replaced_and_why() {
        String body = """
                Parameters: {P: {Type: String, Default: p1}}
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: !Sub 'a-${P}', Value: v}}
                  B: {Type: AWS::Fake::Thing, Properties: {Name: b, Value: !Ref A}}
                  C: {Type: AWS::Fake::Thing, Properties: {Name: !GetAtt A.Value}}
                  D: {Type: AWS::Fake::Thing, Properties: {Name: d}}
                  E: {Type: AWS::Fake::Thing, Properties: {Name: e}}
                """;
        bench.create("app", body);
        DescribeChangeSetResponse plan = plan(
                ChangeSetType.UPDATE,
                body.replace("{Name: d}", "{Name: d, Value: new}").replaceAll("  E:.*\n", ""),
                Parameter.builder().parameterKey("P").parameterValue("p2").build());

        assertThat(plan.changes())
                .extracting(Change::resourceChange)
                .extracting(change -> change.logicalResourceId() + " " + change.actionAsString() + " "
                        + change.replacementAsString() + " " + causes(change))
                .containsExactly(
                        "A Modify True Name Always Static ParameterReference P,Name Always Dynamic DirectModification"
                                + " null",
                        "B Modify False Value Never Dynamic ResourceReference A",
                        "C Modify Conditional Name Always Dynamic ResourceAttribute A.Value",
                        "D Modify False Value Never Static DirectModification null",
                        "E Remove null ");
        execute();
        assertThat(bench.status("app")).isEqualTo("UPDATE_COMPLETE");
        assertThat(bench.things.standing).containsOnlyKeys("a-p2", "b", "v", "d");
    }

    private static String causes(ResourceChange change) {
        return String.join(
                ",",
                change.details().stream()
                        .map(detail -> detail.target().name() + " "
                                + detail.target().requiresRecreationAsString() + " " + detail.evaluationAsString() + " "
                                + detail.changeSourceAsString() + " " + detail.causingEntity())
                        .toList());
    }

    @Test
    void property_values_are_shown_on_request() {
        bench.create("app", "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: a, Value: old}}}");
        plan(ChangeSetType.UPDATE, "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: a, Value: new}}}");

        assertThat(describe()
                        .changes()
                        .get(0)
                        .resourceChange()
                        .details()
                        .get(0)
                        .target()
                        .beforeValue())
                .isNull();
        assertThat(bench.client()
                        .describeChangeSet(
                                r -> r.stackName("app").changeSetName("plan").includePropertyValues(true))
                        .changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.resourceChange().beforeContext())
                            .isEqualTo("{\"Properties\":{\"Name\":\"a\",\"Value\":\"old\"}}");
                    assertThat(change.resourceChange().details().get(0).target().afterValue())
                            .isEqualTo("new");
                });
    }

    @Test
    void change_set_without_changes_fails_with_the_words_that_tools_look_for() {
        String body = "Resources: {A: {Type: 'AWS::Fake::Thing'}}";
        bench.create("app", body);

        assertThat(plan(ChangeSetType.UPDATE, body)).satisfies(plan -> {
            assertThat(plan.statusAsString()).isEqualTo("FAILED");
            assertThat(plan.statusReason())
                    .isEqualTo("The submitted information didn't contain changes. Submit different information to"
                            + " create a change set.");
        });
        assertThatThrownBy(this::execute)
                .isInstanceOf(InvalidChangeSetStatusException.class)
                .hasMessageContaining("cannot be executed in its current status of [FAILED]");
        bench.client().deleteChangeSet(r -> r.stackName("app").changeSetName("plan"));
        assertThat(plan(ChangeSetType.UPDATE, body + " # comment").statusReason())
                .isEqualTo("No updates are to be performed.");
        assertThat(bench.status("app")).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void change_sets_end_with_the_state_that_they_were_made_for() {
        bench.create("app", "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: a}}}");
        plan(ChangeSetType.UPDATE, "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: b}}}");
        bench.client().updateStack(r -> r.stackName("app")
                .templateBody("Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: c}}}"));
        bench.settle();

        assertThat(describe().executionStatusAsString()).isEqualTo("OBSOLETE");
        assertThatThrownBy(this::execute).hasMessageContaining("execution status of [OBSOLETE]");
    }

    @Test
    void executing_one_deletes_the_others() {
        bench.create("app", "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: a}}}");
        bench.client().createChangeSet(r -> r.stackName("app")
                .changeSetName("other")
                .templateBody("Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: b}}}"));
        plan(ChangeSetType.UPDATE, "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: c}}}");
        execute();

        assertThat(bench.client().listChangeSets(r -> r.stackName("app")).summaries())
                .singleElement()
                .satisfies(left -> assertThat(left.changeSetName()).isEqualTo("plan"));
    }

    @Test
    void template_of_a_change_set_can_be_had_before_it_is_executed() {
        String body = "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: a}}}";
        String next = "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: b}}}";
        bench.create("app", body);
        String id = plan(ChangeSetType.UPDATE, next).changeSetId();

        assertThat(bench.client()
                        .getTemplate(r -> r.stackName("app").changeSetName("plan"))
                        .templateBody())
                .isEqualTo(next);
        assertThat(bench.client().getTemplate(r -> r.changeSetName(id)).templateBody())
                .isEqualTo(next);
        assertThat(bench.client().getTemplate(r -> r.stackName("app")).templateBody())
                .isEqualTo(body);
        assertThatThrownBy(
                        () -> bench.client().getTemplate(r -> r.stackName("app").changeSetName("nothing")))
                .isInstanceOf(ChangeSetNotFoundException.class);
    }

    @Test
    void wrong_targets_are_told() {
        assertThatThrownBy(() -> plan(ChangeSetType.UPDATE, "Resources: {A: {Type: 'AWS::Fake::Thing'}}"))
                .hasMessageContaining("Stack [app] does not exist");
        bench.create("app", "Resources: {A: {Type: 'AWS::Fake::Thing'}}");
        assertThatThrownBy(() -> plan(ChangeSetType.CREATE, "Resources: {A: {Type: 'AWS::Fake::Thing'}}"))
                .hasMessageContaining(
                        "Stack [app] already exists and cannot be created again with the changeSet" + " [plan].");
        assertThatThrownBy(this::describe)
                .isInstanceOf(ChangeSetNotFoundException.class)
                .hasMessageContaining("ChangeSet [plan] does not exist");
        assertThatThrownBy(() -> bench.client().describeChangeSet(r -> r.changeSetName("plan")))
                .hasMessageContaining("StackName must be specified if ChangeSetName is not specified as an ARN.");
    }
}
