package io.devopslab.cloud.service.ecs;

import io.devopslab.cloud.service.ecs.state.EcsTables;
import io.devopslab.cloud.service.ecs.state.RolloutRow;
import io.devopslab.cloud.service.ecs.state.TaskRow;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/** Services and task sets as they are shown: with what follows from their tasks. */
final class ServiceViews {

    private final EcsTables tables;

    ServiceViews(EcsTables tables) {
        this.tables = tables;
    }

    static String key(Service service) {
        return EcsTables.key(clusterOf(service), service.serviceName());
    }

    static String clusterOf(Service service) {
        return service.clusterArn().substring(service.clusterArn().lastIndexOf('/') + 1);
    }

    Service shown(Service service, boolean withTags) {
        return tables.store().read(() -> {
            List<RolloutRow> rollouts = tables.rolloutsOf(key(service)).stream()
                    .sorted(Comparator.comparing(row -> !row.isPrimary()))
                    .toList();
            List<TaskRow> tasks = tables.livingTasksOf(key(service));
            return service.toBuilder()
                    .tags(withTags ? service.tags() : List.of())
                    .runningCount(running(tasks))
                    .pendingCount(pending(tasks))
                    .deployments(rollouts.stream()
                            .filter(row -> !row.isTaskSet())
                            .map(row -> deployment(service, row, of(tasks, row)))
                            .toList())
                    .taskSets(rollouts.stream()
                            .filter(RolloutRow::isTaskSet)
                            .map(row -> taskSet(service, row, of(tasks, row), withTags))
                            .toList())
                    .build();
        });
    }

    private static List<TaskRow> of(List<TaskRow> tasks, RolloutRow row) {
        return tasks.stream().filter(task -> task.rollout().equals(row.id())).toList();
    }

    private static int running(List<TaskRow> tasks) {
        return (int) tasks.stream().filter(TaskRow::isRunning).count();
    }

    private static int pending(List<TaskRow> tasks) {
        return (int) tasks.stream()
                .filter(task -> task.isWanted() && !task.isRunning())
                .count();
    }

    private static Deployment deployment(Service service, RolloutRow row, List<TaskRow> tasks) {
        boolean isPrimary = row.isPrimary();
        String state = row.isCompleted() ? "completed" : "in progress";
        return Deployment.builder()
                .id(row.id())
                .status(row.set().status())
                .taskDefinition(row.set().taskDefinition())
                .desiredCount(isPrimary ? service.desiredCount() : running(tasks) + pending(tasks))
                .runningCount(running(tasks))
                .pendingCount(pending(tasks))
                .failedTasks(row.failedTasks())
                .createdAt(row.set().createdAt())
                .updatedAt(row.set().updatedAt())
                .launchType(row.set().launchType())
                .platformVersion(row.set().platformVersion())
                .networkConfiguration(row.set().networkConfiguration())
                .rolloutState(row.isCompleted() ? DeploymentRolloutState.COMPLETED : DeploymentRolloutState.IN_PROGRESS)
                .rolloutStateReason("ECS deployment " + row.id() + " " + state + ".")
                .build();
    }

    TaskSet shown(Service service, RolloutRow row, boolean withTags) {
        return tables.store().read(() -> taskSet(service, row, of(tables.livingTasksOf(key(service)), row), withTags));
    }

    private static TaskSet taskSet(Service service, RolloutRow row, List<TaskRow> tasks, boolean withTags) {
        int desired = row.isDraining()
                ? 0
                : (int) Math.ceil(service.desiredCount() * row.set().scale().value() / 100);
        return row.set().toBuilder()
                .tags(withTags ? row.set().tags() : List.of())
                .computedDesiredCount(desired)
                .runningCount(running(tasks))
                .pendingCount(pending(tasks))
                .build();
    }
}
