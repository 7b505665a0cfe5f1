package io.devopslab.cloud.service.ecs.state;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/**
 * The tables of a scope. Thread-safe.
 *
 * @param clusters by their names
 * @param definitions by family and revision
 * @param revisions the last revision of each family
 * @param services by {@code cluster/service}; as they are shown, but for what follows from their rollouts and tasks
 * @param rollouts by {@code cluster/service#id}
 * @param tasks by {@code cluster/id}
 */
public record EcsTables(
        Store store,
        Table<Cluster> clusters,
        Table<DefinitionRow> definitions,
        Table<Integer> revisions,
        Table<Service> services,
        Table<RolloutRow> rollouts,
        Table<TaskRow> tasks) {

    private static final String DEFAULT = "default";

    public static EcsTables in(Store store) {
        return new EcsTables(
                store,
                store.table("clusters", Cluster.class),
                store.table("definitions", DefinitionRow.class),
                store.table("revisions", Integer.class),
                store.table("services", Service.class),
                store.table("rollouts", RolloutRow.class),
                store.table("tasks", TaskRow.class));
    }

    public static String key(String cluster, String service) {
        return cluster + "/" + service;
    }

    /** The active cluster that a name or an ARN means; without a word the one called default. */
    public Cluster cluster(@Nullable String nameOrArn) {
        return findCluster(nameOrArn)
                .filter(cluster -> "ACTIVE".equals(cluster.status()))
                .orElseThrow(EcsErrors::noCluster);
    }

    public Optional<Cluster> findCluster(@Nullable String nameOrArn) {
        String name = nameOrArn == null || nameOrArn.isEmpty() ? DEFAULT : nameOrArn;
        return clusters.get(EcsArns.last(name))
                .filter(cluster -> !name.startsWith("arn:") || name.equals(cluster.clusterArn()));
    }

    /** The service that a name or an ARN means, in whatever state. */
    public Optional<Service> findService(String cluster, @Nullable String nameOrArn) {
        return nameOrArn == null
                ? Optional.empty()
                : services.get(key(cluster, EcsArns.last(nameOrArn)))
                        .filter(service -> !nameOrArn.startsWith("arn:") || nameOrArn.equals(service.serviceArn()));
    }

    /** The service that is there and active. */
    public Service service(String cluster, @Nullable String nameOrArn) {
        if (nameOrArn == null || nameOrArn.isEmpty()) {
            throw EcsErrors.invalid("Service cannot be empty.");
        }
        Service found = findService(cluster, nameOrArn).orElseThrow(EcsErrors::noService);
        if (!"ACTIVE".equals(found.status())) {
            throw EcsErrors.notActive();
        }
        return found;
    }

    /** The definition that a family, a family with a revision, or an ARN means. */
    public Optional<DefinitionRow> findDefinition(String name) {
        String resource = EcsArns.last(name);
        int colon = resource.indexOf(':');
        if (colon < 0) {
            return definitions.valuesOf(resource + ":").stream()
                    .filter(row -> row.definition().status() == TaskDefinitionStatus.ACTIVE)
                    .reduce((first, second) -> second);
        }
        String revision = resource.substring(colon + 1);
        if (!revision.matches("\\d{1,9}")) {
            return Optional.empty();
        }
        return definitions
                .get(DefinitionRow.key(resource.substring(0, colon), Integer.parseInt(revision)))
                .filter(row ->
                        !name.startsWith("arn:") || name.equals(row.definition().taskDefinitionArn()));
    }

    /** The definition of which tasks are to be made. */
    public TaskDefinition activeDefinition(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw EcsErrors.client("TaskDefinition cannot be empty.");
        }
        TaskDefinition found = findDefinition(name)
                .map(DefinitionRow::definition)
                .orElseThrow(() -> EcsErrors.client("TaskDefinition not found."));
        if (found.status() != TaskDefinitionStatus.ACTIVE) {
            throw EcsErrors.client("TaskDefinition is inactive");
        }
        return found;
    }

    public void put(DefinitionRow row) {
        definitions.put(row.key(), row);
    }

    /** In the order of their making. */
    public List<RolloutRow> rolloutsOf(String service) {
        return rollouts.valuesOf(service + "#").stream()
                .sorted(java.util.Comparator.comparing(row -> row.set().createdAt()))
                .toList();
    }

    /** The tasks of a service that have not stopped. */
    public List<TaskRow> livingTasksOf(String service) {
        return tasks.valuesOf(service.substring(0, service.indexOf('/') + 1)).stream()
                .filter(row -> row.service().equals(service) && !row.isStopped())
                .toList();
    }

    public List<TaskRow> tasksOfCluster(String cluster) {
        return tasks.valuesOf(cluster + "/");
    }

    /** Changes a task that has not stopped; one that has stays as it is. */
    public Optional<TaskRow> update(String taskKey, UnaryOperator<TaskRow> change) {
        return tasks.update(taskKey, row -> row.isStopped() ? row : change.apply(row));
    }
}
