package io.devopslab.cloud.service.ecs.state;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/**
 * What brings the tasks of one task definition into a service: a task set, or, where ECS itself deploys the service, a
 * deployment, which is kept in the same shape.
 *
 * @param set as it is shown, but for its counts, which follow from the tasks
 * @param service the key of its service
 * @param isTaskSet whether it is one to users
 * @param failedTasks how many in a row did not start, or did not stay
 * @param notBefore when the next task may be tried
 * @param isCompleted whether it once had all its tasks
 */
public record RolloutRow(
        TaskSet set,
        String service,
        boolean isTaskSet,
        String clientToken,
        int failedTasks,
        Optional<Instant> notBefore,
        boolean isCompleted) {

    public static final String PRIMARY = "PRIMARY";
    public static final String ACTIVE = "ACTIVE";
    public static final String DRAINING = "DRAINING";

    public static RolloutRow begin(TaskSet set, String service, boolean isTaskSet, String clientToken) {
        return new RolloutRow(set, service, isTaskSet, clientToken, 0, Optional.empty(), false);
    }

    public String id() {
        return set.id();
    }

    public String key() {
        return service + "#" + set.id();
    }

    public boolean isPrimary() {
        return PRIMARY.equals(set.status());
    }

    public boolean isDraining() {
        return DRAINING.equals(set.status());
    }

    public RolloutRow with(Consumer<TaskSet.Builder> change) {
        return new RolloutRow(
                set.toBuilder().applyMutation(change).build(),
                service,
                isTaskSet,
                clientToken,
                failedTasks,
                notBefore,
                isCompleted);
    }

    public RolloutRow failedOnce(Instant nextNotBefore) {
        return new RolloutRow(
                set, service, isTaskSet, clientToken, failedTasks + 1, Optional.of(nextNotBefore), isCompleted);
    }

    public RolloutRow completed() {
        return new RolloutRow(set, service, isTaskSet, clientToken, 0, Optional.empty(), true);
    }
}
