package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.TokenAlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

/** Stacks that keep what was provisioned when something fails, and the way back from there. */
final class RollbackStackTest {

    private static final String STABLE = """
            Resources:
              A: {Type: AWS::Fake::Thing, Properties: {Name: a, Value: old}}
              R: {Type: AWS::Fake::Thing, Properties: {Name: r1}}
              Gone: {Type: AWS::Fake::Thing, Properties: {Name: gone}}
            Outputs:
              Value: {Value: !GetAtt A.Value}
            """;

    private static final String FAILING = """
            Resources:
              A: {Type: AWS::Fake::Thing, Properties: {Name: a, Value: new}}
              R: {Type: AWS::Fake::Thing, Properties: {Name: r2}}
              N: {Type: AWS::Fake::Thing, Properties: {Name: n}}
              Z: {Type: AWS::Fake::Thing, DependsOn: [A, R, N], Properties: {Name: z, Fail: create}}
            """;

    private StackBench bench;

    @BeforeEach
    void open(@TempDir Path directory) {
        bench = new StackBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void createPreserving(String body) {
        bench.create(CreateStackRequest.builder()
                .stackName("app")
                .templateBody(body)
                .disableRollback(true)
                .build());
    }

    private void updatePreserving(String body) {
        update(body, true);
    }

    private void update(String body, boolean preserve) {
        bench.client()
                .updateStack(UpdateStackRequest.builder()
                        .stackName("app")
                        .templateBody(body)
                        .disableRollback(preserve)
                        .build());
        bench.settle();
    }

    private void rollback() {
        bench.client().rollbackStack(r -> r.stackName("app").clientRequestToken("back"));
        bench.settle();
    }

    private String lastStackEvents(int count) {
        List<String> own = bench.history("app").stream()
                .filter(line -> line.startsWith("app "))
                .toList();
        return String.join(",", own.subList(own.size() - count, own.size()));
    }

    @Test
    void failure_in_one_path_leaves_the_others_alone_when_rollback_is_disabled() {
        createPreserving("""
                Resources:
                  Bad: {Type: AWS::Fake::Thing, Properties: {Name: bad, Fail: create}}
                  AfterBad: {Type: AWS::Fake::Thing, DependsOn: Bad, Properties: {Name: after-bad}}
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a}}
                  B: {Type: AWS::Fake::Thing, DependsOn: A, Properties: {Name: b}}
                  C: {Type: AWS::Fake::Thing, DependsOn: B, Properties: {Name: c}}
                """);

        assertThat(bench.status("app")).isEqualTo("CREATE_FAILED");
        assertThat(bench.stack("app").stackStatusReason())
                .isEqualTo("The following resource(s) failed to create: [Bad]. ");
        assertThat(bench.things.standing).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void failure_in_one_path_of_an_update_leaves_the_others_alone_when_rollback_is_disabled() {
        bench.create("app", "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: a, Value: old}}}");
        updatePreserving("""
                Resources:
                  Bad: {Type: AWS::Fake::Thing, Properties: {Name: bad, Fail: create}}
                  N: {Type: AWS::Fake::Thing, Properties: {Name: n}}
                  A: {Type: AWS::Fake::Thing, DependsOn: N, Properties: {Name: a, Value: new}}
                """);

        assertThat(bench.status("app")).isEqualTo("UPDATE_FAILED");
        assertThat(bench.things.standing).containsOnlyKeys("a", "n");
        assertThat(bench.things.standing.get("a").path("Value").asText()).isEqualTo("new");
    }

    @Test
    void stack_that_never_stood_loses_what_was_created() {
        createPreserving("""
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a}}
                  K: {Type: AWS::Fake::Thing, DeletionPolicy: Retain, Properties: {Name: k}}
                  Bad: {Type: AWS::Fake::Thing, DependsOn: [A, K], Properties: {Name: bad, Fail: create}}
                """);
        rollback();

        assertThat(lastStackEvents(2)).isEqualTo("app ROLLBACK_IN_PROGRESS: User Initiated,app ROLLBACK_COMPLETE");
        assertThat(bench.things.standing).containsOnlyKeys("k");
        assertThat(bench.client()
                        .describeStackEvents(r -> r.stackName("app"))
                        .stackEvents()
                        .get(0)
                        .clientRequestToken())
                .isEqualTo("back");
    }

    @Test
    void retained_resources_that_are_new_go_when_asked_for() {
        createPreserving("""
                Resources:
                  K: {Type: AWS::Fake::Thing, DeletionPolicy: Retain, Properties: {Name: k}}
                  Bad: {Type: AWS::Fake::Thing, DependsOn: K, Properties: {Name: bad, Fail: create}}
                """);
        bench.client().rollbackStack(r -> r.stackName("app").retainExceptOnCreate(true));
        bench.settle();

        assertThat(bench.status("app")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(bench.things.standing).isEmpty();
    }

    @Test
    void update_goes_back_to_the_last_stable_state() {
        bench.create("app", STABLE);
        updatePreserving(FAILING);
        assertThat(bench.status("app")).isEqualTo("UPDATE_FAILED");
        assertThat(bench.things.standing).containsOnlyKeys("a", "r1", "r2", "n", "gone");
        rollback();

        assertThat(lastStackEvents(3))
                .isEqualTo("app UPDATE_ROLLBACK_IN_PROGRESS: User Initiated,"
                        + "app UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,app UPDATE_ROLLBACK_COMPLETE");
        assertStable();
    }

    private void assertStable() {
        assertThat(bench.things.standing).containsOnlyKeys("a", "r1", "gone");
        assertThat(bench.things.standing.get("a").path("Value").asText()).isEqualTo("old");
        assertThat(bench.output("app", "Value")).isEqualTo("old");
        assertThat(bench.client().getTemplate(r -> r.stackName("app")).templateBody())
                .isEqualTo(STABLE);
        assertThat(bench.client().listStackResources(r -> r.stackName("app")).stackResourceSummaries())
                .extracting(row -> row.logicalResourceId() + " " + row.physicalResourceId())
                .containsExactlyInAnyOrder("A a", "R r1", "Gone gone");
        assertThatThrownBy(() -> update(STABLE, false)).hasMessageContaining("No updates are to be performed.");
    }

    @Test
    void several_failed_updates_go_back_together() {
        bench.create("app", STABLE);
        updatePreserving(FAILING);
        updatePreserving(FAILING.replace("Value: new", "Value: newer")
                .replace("Name: r2", "Name: r3")
                .replace("Name: n}", "Name: n2}"));
        assertThat(bench.status("app")).isEqualTo("UPDATE_FAILED");
        rollback();

        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertStable();
    }

    @Test
    void update_after_a_failed_one_rolls_back_to_the_last_stable_state() {
        bench.create("app", STABLE);
        updatePreserving(FAILING);
        update(
                FAILING.replace("Value: new", "Value: newer")
                        .replace("Name: r2", "Name: r3")
                        .replace("Name: n}", "Name: n2}"),
                false);

        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertStable();
    }

    @Test
    void update_that_succeeds_after_a_failed_one_is_stable() {
        bench.create("app", STABLE);
        updatePreserving(FAILING);
        update(FAILING.replace(", Fail: create", ""), true);
        assertThat(bench.status("app")).isEqualTo("UPDATE_COMPLETE");
        assertThat(bench.things.standing).containsOnlyKeys("a", "r2", "n", "z");

        String next = "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: a, Value: other, Fail: update}}}";
        updatePreserving(next);
        rollback();
        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(bench.things.standing).containsOnlyKeys("a", "r2", "n", "z");
        assertThat(bench.things.standing.get("a").path("Value").asText()).isEqualTo("new");
    }

    @Test
    void rollback_that_fails_can_be_continued() {
        bench.create("app", STABLE);
        updatePreserving(FAILING);
        bench.things.intercept(
                request -> {
                    if (request.properties().path("Value").asText().equals("old")) {
                        throw new IllegalArgumentException("not now");
                    }
                },
                false);
        rollback();
        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_FAILED");
        bench.things.intercept(request -> {}, false);
        bench.client().continueUpdateRollback(r -> r.stackName("app"));
        bench.settle();

        assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertStable();
    }

    @Test
    void stack_that_has_not_failed_cannot_go_back() {
        bench.create("app", STABLE);
        String id = bench.stack("app").stackId();

        assertThatThrownBy(this::rollback).hasMessageContaining("Stack:" + id + " is in CREATE_COMPLETE state");
        assertThatThrownBy(() -> bench.client().rollbackStack(r -> r.stackName("nobody")))
                .hasMessageContaining("Stack [nobody] does not exist");
    }

    @Test
    void repeated_request_is_the_same_and_the_token_of_the_failed_operation_is_taken() {
        bench.create(CreateStackRequest.builder()
                .stackName("app")
                .templateBody("Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Fail: create}}}")
                .disableRollback(true)
                .clientRequestToken("made")
                .build());
        assertThatThrownBy(() ->
                        bench.client().rollbackStack(r -> r.stackName("app").clientRequestToken("made")))
                .isInstanceOf(TokenAlreadyExistsException.class);

        rollback();
        assertThat(bench.client()
                        .rollbackStack(r -> r.stackName("app").clientRequestToken("back"))
                        .stackId())
                .isEqualTo(bench.stack("app").stackId());
        assertThat(bench.status("app")).isEqualTo("ROLLBACK_COMPLETE");
    }
}
