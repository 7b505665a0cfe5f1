package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

final class StackUpdateTest {

    private StackBench bench;

    @BeforeEach
    void open(@TempDir Path directory) {
        bench = new StackBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void update(String body) {
        bench.client()
                .updateStack(UpdateStackRequest.builder()
                        .stackName("app")
                        .templateBody(body)
                        .build());
        bench.settle();
    }

    private List<String> sinceUpdate() {
        List<String> history = bench.history("app");
        return history.subList(history.lastIndexOf("app UPDATE_IN_PROGRESS: User Initiated"), history.size());
    }

    @Test
    void changed_properties_update_in_place_and_dependants_follow() {
        bench.create("app", """
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: one, Value: old}}
                  B: {Type: AWS::Fake::Other, Properties: {Value: !GetAtt A.Value}}
                  C: {Type: AWS::Fake::Other, Properties: {Value: same}}
                """);
        update("""
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: one, Value: new}}
                  B: {Type: AWS::Fake::Other, Properties: {Value: !GetAtt A.Value}}
                  C: {Type: AWS::Fake::Other, Properties: {Value: same}}
                """);

        assertThat(sinceUpdate())
                .containsExactly(
                        "app UPDATE_IN_PROGRESS: User Initiated",
                        "A UPDATE_IN_PROGRESS",
                        "A UPDATE_COMPLETE",
                        "B UPDATE_IN_PROGRESS",
                        "B UPDATE_COMPLETE",
                        "app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "app UPDATE_COMPLETE");
        assertThat(bench.things.standing.get("one").path("Value").asText()).isEqualTo("new");
        assertThat(bench.stack("app").lastUpdatedTime()).isNotNull();
    }

    @Test
    void events_show_the_properties_that_a_step_is_to_give() {
        bench.create("app", "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: one, Value: old}}}");
        update("Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: one, Value: new}}}");

        assertThat(bench.client().describeStackEvents(r -> r.stackName("app")).stackEvents())
                .filteredOn(event -> event.logicalResourceId().equals("A"))
                .extracting(event -> event.resourceStatusAsString() + " " + event.resourceProperties())
                .containsExactly(
                        "UPDATE_COMPLETE {\"Name\":\"one\",\"Value\":\"new\"}",
                        "UPDATE_IN_PROGRESS {\"Name\":\"one\",\"Value\":\"new\"}",
                        "CREATE_COMPLETE {\"Name\":\"one\",\"Value\":\"old\"}",
                        "CREATE_IN_PROGRESS {\"Name\":\"one\",\"Value\":\"old\"}",
                        "CREATE_IN_PROGRESS {\"Name\":\"one\",\"Value\":\"old\"}");
    }

    @Test
    void replacement_creates_the_new_before_it_deletes_the_old() {
        bench.create("app", "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: one}}}");
        bench.things.calls.clear();
        update("Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: two}}}");

        assertThat(sinceUpdate())
                .containsExactly(
                        "app UPDATE_IN_PROGRESS: User Initiated",
                        "A UPDATE_IN_PROGRESS: Requested update requires the creation of a new physical resource;"
                                + " hence creating one.",
                        "A UPDATE_IN_PROGRESS: Resource creation Initiated",
                        "A UPDATE_COMPLETE",
                        "app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "A DELETE_IN_PROGRESS",
                        "A DELETE_COMPLETE",
                        "app UPDATE_COMPLETE");
        assertThat(bench.things.calls).containsExactly("create A", "delete A");
        assertThat(bench.things.standing).containsOnlyKeys("two");
    }

    @Test
    void resources_that_leave_the_template_are_deleted_at_the_end() {
        bench.create("app", """
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a}}
                  B: {Type: AWS::Fake::Thing, Properties: {Name: b, Value: !Ref A}}
                  K: {Type: AWS::Fake::Thing, DeletionPolicy: Retain, Properties: {Name: k}}
                """);
        update("Resources: {C: {Type: 'AWS::Fake::Thing', Properties: {Name: c}}}");

        assertThat(bench.things.standing).containsOnlyKeys("c", "k");
        assertThat(sinceUpdate())
                .containsSubsequence(
                        "app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "B DELETE_COMPLETE", "A DELETE_COMPLETE")
                .contains("K DELETE_SKIPPED");
        assertThat(bench.client().listStackResources(r -> r.stackName("app")).stackResourceSummaries())
                .hasSize(1);
    }

    @Test
    void nothing_changed_is_an_error() {
        String body = "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: one}}}";
        bench.create("app", body);

        assertThatThrownBy(() -> update(body)).hasMessageContaining("No updates are to be performed.");
        assertThatThrownBy(() -> update("# other text\n" + body))
                .hasMessageContaining("No updates are to be performed.");
        assertThat(bench.status("app")).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void outputs_alone_can_be_updated() {
        String body = "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: one}}}\n";
        bench.create("app", body);
        update(body + "Outputs: {Name: {Value: !Ref A}}");

        assertThat(bench.output("app", "Name")).isEqualTo("one");
    }

    @Test
    void failed_update_takes_everything_back() {
        bench.create("app", """
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a, Value: old}}
                  R: {Type: AWS::Fake::Thing, Properties: {Name: r1}}
                  Z: {Type: AWS::Fake::Thing, DependsOn: [A, R], Properties: {Name: z}}
                """);
        update("""
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a, Value: new}}
                  R: {Type: AWS::Fake::Thing, Properties: {Name: r2}}
                  N: {Type: AWS::Fake::Thing, Properties: {Name: n}}
                  Z: {Type: AWS::Fake::Thing, DependsOn: [A, R, N], Properties: {Name: z, Fail: update}}
                """);

        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(bench.things.standing).containsOnlyKeys("a", "r1", "z");
        assertThat(bench.things.standing.get("a").path("Value").asText()).isEqualTo("old");
        assertThat(sinceUpdate())
                .contains("app UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to update: [Z]. ")
                .containsSubsequence(
                        "app UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "app UPDATE_ROLLBACK_COMPLETE");
        assertThat(bench.client().listStackResources(r -> r.stackName("app")).stackResourceSummaries())
                .extracting(resource -> resource.physicalResourceId())
                .containsExactly("a", "r1", "z");
        assertThat(bench.client().getTemplate(r -> r.stackName("app")).templateBody())
                .contains("r1");
    }

    @Test
    void failed_rollback_can_be_continued() {
        bench.create("app", """
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a}}
                  Z: {Type: AWS::Fake::Thing, DependsOn: A, Properties: {Name: z}}
                """);
        bench.things.before = request -> {
            boolean back = request.logicalId().equals("A")
                    && !request.physicalId().isEmpty()
                    && !request.properties().has("Value");
            if (back) {
                throw new IllegalArgumentException("stuck");
            }
        };
        update("""
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a, Value: new}}
                  Z: {Type: AWS::Fake::Thing, DependsOn: A, Properties: {Name: z, Fail: update}}
                """);
        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_FAILED");
        assertThat(bench.stack("app").stackStatusReason())
                .isEqualTo("The following resource(s) failed to update: [A]. ");

        bench.things.before = request -> {};
        bench.client()
                .continueUpdateRollback(
                        ContinueUpdateRollbackRequest.builder().stackName("app").build());
        bench.settle();
        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(bench.things.standing.get("a").has("Value")).isFalse();
    }

    @Test
    void update_in_progress_can_be_cancelled() {
        bench.create("app", """
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a}}
                  Z: {Type: AWS::Fake::Thing, DependsOn: A, Properties: {Name: z}}
                """);
        bench.things.before = request -> {
            if (request.properties().path("Value").asText().equals("new")) {
                bench.client()
                        .cancelUpdateStack(CancelUpdateStackRequest.builder()
                                .stackName("app")
                                .build());
            }
        };
        update("""
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a, Value: new}}
                  Z: {Type: AWS::Fake::Thing, DependsOn: A, Properties: {Name: z, Value: later}}
                """);

        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(bench.things.standing.get("a").has("Value")).isFalse();
        assertThat(sinceUpdate()).contains("A UPDATE_FAILED: Resource update cancelled");
        assertThat(bench.things.calls).doesNotContain("update Z");
    }

    @Test
    void custom_named_resource_cannot_be_replaced_under_its_name() {
        bench.create("app", "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {ThingName: x, Name: x}}}");
        update("Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {ThingName: x, Name: y}}}");

        assertThat(sinceUpdate())
                .contains("A UPDATE_FAILED: CloudFormation cannot update a stack when a custom-named resource requires"
                        + " replacing. Rename x and update the stack again.");
        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    }

    @Test
    void previous_values_and_template_are_kept_on_request() {
        bench.create(software.amazon.awssdk.services.cloudformation.model.CreateStackRequest.builder()
                .stackName("app")
                .templateBody("""
                        Parameters: {P: {Type: String}, Q: {Type: String}}
                        Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Value: !Sub '${P}-${Q}'}}}
                        """)
                .parameters(parameter("P", "p1"), parameter("Q", "q1"))
                .build());
        bench.client()
                .updateStack(UpdateStackRequest.builder()
                        .stackName("app")
                        .usePreviousTemplate(true)
                        .parameters(
                                Parameter.builder()
                                        .parameterKey("P")
                                        .usePreviousValue(true)
                                        .build(),
                                parameter("Q", "q2"))
                        .build());
        bench.settle();

        assertThat(bench.things.standing.values())
                .extracting(properties -> properties.path("Value").asText())
                .containsExactly("p1-q2");
    }

    private static Parameter parameter(String key, String value) {
        return Parameter.builder().parameterKey(key).parameterValue(value).build();
    }

    @Test
    void exports_in_use_hold_their_stack() {
        bench.create("app", """
                Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: a}}}
                Outputs: {O: {Value: !Ref A, Export: {Name: !Sub '${AWS::StackName}:A'}}}
                """);
        bench.create("user", """
                Resources: {B: {Type: 'AWS::Fake::Thing', Properties: {Name: b, Value: !ImportValue 'app:A'}}}
                """);
        assertThat(bench.things.standing.get("b").path("Value").asText()).isEqualTo("a");
        assertThat(bench.client().listImports(r -> r.exportName("app:A")).imports())
                .containsExactly("user");

        bench.delete("app");
        assertThat(bench.status("app")).isEqualTo("CREATE_COMPLETE");
        assertThat(bench.stack("app").stackStatusReason())
                .isEqualTo("Delete canceled. Cannot delete export app:A as it is in use by user.");

        update("Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: a, Value: x}}}");
        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(sinceUpdate())
                .contains("app UPDATE_ROLLBACK_IN_PROGRESS: Cannot delete export app:A as it is in use by user. ");

        bench.delete("user");
        bench.delete("app");
        assertThat(bench.things.standing).isEmpty();
    }

    @Test
    void deletion_that_fails_can_leave_resources_behind() {
        bench.create("app", """
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a, Fail: delete}}
                  B: {Type: AWS::Fake::Thing, Properties: {Name: b}}
                """);
        String id = bench.stack("app").stackId();
        bench.delete("app");
        assertThat(bench.status("app")).isEqualTo("DELETE_FAILED");
        assertThat(bench.stack("app").stackStatusReason())
                .isEqualTo("The following resource(s) failed to delete: [A]. ");
        assertThat(bench.things.standing).containsOnlyKeys("a");

        bench.client()
                .deleteStack(DeleteStackRequest.builder()
                        .stackName("app")
                        .retainResources("A")
                        .build());
        bench.settle();
        assertThat(bench.status(id)).isEqualTo("DELETE_COMPLETE");
        assertThat(bench.things.standing).containsOnlyKeys("a");
    }

    @Test
    void forced_deletion_lets_go_what_cannot_be_deleted() {
        bench.create("app", """
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a, Fail: delete}}
                  B: {Type: AWS::Fake::Thing, Properties: {Name: b}}
                """);
        String id = bench.stack("app").stackId();
        DeleteStackRequest forced = DeleteStackRequest.builder()
                .stackName("app")
                .deletionMode("FORCE_DELETE_STACK")
                .build();
        assertThatThrownBy(() -> bench.client().deleteStack(forced))
                .hasMessageContaining(
                        "You can activate DeletionMode FORCE_DELETE_STACK in a delete stack operation only"
                                + " when the stack is in the DELETE_FAILED state.");
        assertThatThrownBy(() -> bench.client()
                        .deleteStack(forced.toBuilder().deletionMode("HARDER").build()))
                .hasMessageContaining("[STANDARD, FORCE_DELETE_STACK]");
        bench.delete("app");
        assertThat(bench.status("app")).isEqualTo("DELETE_FAILED");

        bench.client().deleteStack(forced);
        bench.settle();

        assertThat(bench.status(id)).isEqualTo("DELETE_COMPLETE");
        assertThat(bench.things.standing).containsOnlyKeys("a");
    }

    @Test
    void creation_can_be_deleted_in_the_middle() {
        bench.things.before = request -> {
            if (request.logicalId().equals("B") && request.physicalId().isEmpty()) {
                bench.client()
                        .deleteStack(
                                DeleteStackRequest.builder().stackName("app").build());
            }
        };
        String id = bench.create("app", """
                Resources:
                  A: {Type: AWS::Fake::Thing}
                  B: {Type: AWS::Fake::Thing, DependsOn: A}
                  C: {Type: AWS::Fake::Thing, DependsOn: B}
                """);

        assertThat(bench.status(id)).isEqualTo("DELETE_COMPLETE");
        assertThat(bench.things.standing).isEmpty();
        assertThat(bench.things.calls).doesNotContain("create C");
    }

    @Test
    void busy_or_broken_stacks_are_not_updated() {
        bench.create("app", "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Fail: create}}}");
        String id = bench.stack("app").stackId();

        assertThatThrownBy(() -> update("Resources: {A: {Type: 'AWS::Fake::Thing'}}"))
                .hasMessageContaining("Stack:" + id + " is in ROLLBACK_COMPLETE state and can not be updated.");
        assertThatThrownBy(() -> bench.client()
                        .updateStack(UpdateStackRequest.builder()
                                .stackName("none")
                                .templateBody("x")
                                .build()))
                .hasMessageContaining("Stack [none] does not exist");
    }
}
