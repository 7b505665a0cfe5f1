package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** An operation that is asked for in the moment in which the one before it ends. */
final class StackRaceTest {

    private static final int ROUNDS = Integer.getInteger("lab.rounds", 200);

    /** Two once deleted it side by side, and the second took the deletion for a rollback. */
    @Test
    void a_stack_that_is_deleted_as_soon_as_it_is_complete_is_deleted_once(@TempDir Path directory) {
        try (TestCloud cloud = TestCloud.open(directory)) {
            CloudFormationClient stacks = cloud.get(CloudFormationClient.class);
            for (int round = 0; round < ROUNDS; round++) {
                String name = "stack-" + round;
                String id = stacks.createStack(r -> r.stackName(name)
                                .templateBody(
                                        "Resources: {P: {Type: 'AWS::SSM::Parameter', Properties: {Name: /p, Type: String,"
                                                + " Value: v}}}"))
                        .stackId();
                while (status(stacks, id) != StackStatus.CREATE_COMPLETE) {
                    Thread.onSpinWait();
                }
                stacks.deleteStack(r -> r.stackName(name));
                cloud.time().advance(Duration.ofMinutes(1));

                assertThat(status(stacks, id)).as(name).isEqualTo(StackStatus.DELETE_COMPLETE);
                assertThat(stacks.describeStackEvents(r -> r.stackName(id)).stackEvents())
                        .as(name)
                        .filteredOn(event -> event.physicalResourceId().equals(id))
                        .extracting(event -> event.resourceStatusAsString())
                        .containsExactly(
                                "DELETE_COMPLETE", "DELETE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_IN_PROGRESS");
            }
        }
    }

    /** The way back that has just failed, and the same way asked for again. */
    @Test
    void a_rollback_that_is_continued_as_soon_as_it_has_failed_is_done_once(@TempDir Path directory) {
        try (StackBench bench = new StackBench(directory)) {
            CloudFormationClient stacks = bench.client();
            for (int round = 0; round < ROUNDS; round++) {
                String name = "stack-" + round;
                String id = bench.create(name, template(name, ""));
                bench.things.before = request -> {
                    if (!request.physicalId().isEmpty() && !request.properties().has("Value")) {
                        throw new IllegalArgumentException("stuck");
                    }
                };
                stacks.updateStack(r -> r.stackName(name).templateBody(template(name, ", Value: new")));
                while (status(stacks, id) != StackStatus.UPDATE_ROLLBACK_FAILED) {
                    Thread.onSpinWait();
                }
                bench.things.before = request -> {};
                stacks.continueUpdateRollback(r -> r.stackName(name));
                bench.settle();

                assertThat(bench.history(id))
                        .as(name)
                        .filteredOn(line -> line.startsWith(name + " UPDATE_ROLLBACK"))
                        .extracting(line -> line.replaceAll(".* (UPDATE_\\w+).*", "$1"))
                        .containsExactly(
                                "UPDATE_ROLLBACK_IN_PROGRESS",
                                "UPDATE_ROLLBACK_FAILED",
                                "UPDATE_ROLLBACK_IN_PROGRESS",
                                "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
                                "UPDATE_ROLLBACK_COMPLETE");
            }
        }
    }

    /** What an update does first may be what has it cancelled, before anybody knows that it runs. */
    @Test
    void an_update_that_is_cancelled_by_its_first_step_takes_no_second(@TempDir Path directory) {
        try (StackBench bench = new StackBench(directory)) {
            for (int round = 0; round < ROUNDS; round++) {
                String name = "stack-" + round;
                String id = bench.create(name, template(name, ""));
                bench.things.before = request -> {
                    if (request.properties().has("Value")) {
                        bench.client().cancelUpdateStack(r -> r.stackName(name));
                    }
                };
                bench.client().updateStack(r -> r.stackName(name).templateBody(template(name, ", Value: new")));
                bench.settle();

                assertThat(bench.status(id)).as(name).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
                assertThat(bench.history(id)).as(name).noneMatch(line -> line.startsWith("Z UPDATE_IN_PROGRESS"));
            }
        }
    }

    /** @param change what an update says of A besides its name; Z fails then */
    private static String template(String stack, String change) {
        String fails = change.isEmpty() ? "" : ", Fail: update";
        return "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Name: " + stack + "a" + change
                + "}}, Z: {Type: 'AWS::Fake::Thing', DependsOn: A, Properties: {Name: " + stack + "z" + fails + "}}}";
    }

    private static StackStatus status(CloudFormationClient stacks, String id) {
        return stacks.describeStacks(r -> r.stackName(id)).stacks().get(0).stackStatus();
    }
}
