package io.devopslab.cloud.service.ecs;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.ecs.state.EcsArns;
import io.devopslab.cloud.service.ecs.state.EcsErrors;
import io.devopslab.cloud.service.ecs.state.EcsPages;
import io.devopslab.cloud.service.ecs.state.EcsTables;
import io.devopslab.cloud.service.ecs.state.TaskRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterContainsServicesException;
import software.amazon.awssdk.services.ecs.model.ClusterContainsTasksException;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterResponse;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterResponse;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.Service;

/** Clusters: names under which services and tasks stand. They have no container instances. */
final class Clusters {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");

    private final ServiceContext context;
    private final EcsTables tables;

    Clusters(ServiceContext context, EcsTables tables) {
        this.context = context;
        this.tables = tables;
    }

    /** Makes a cluster; one that is there is what was asked for. */
    CreateClusterResponse create(CreateClusterRequest request) {
        String name = Optional.ofNullable(request.clusterName()).orElse("default");
        if (!NAME.matcher(name).matches()) {
            throw EcsErrors.invalid("Cluster name should match the regular expression: ^[a-zA-Z0-9_-]{1,255}$");
        }
        Outside.refuse(request, Set.of("clusterName", "tags", "settings"), "CreateCluster");
        request.settings().forEach(setting -> {
            if (!"containerInsights".equals(setting.nameAsString())) {
                throw EcsErrors.invalid("The setting name " + setting.nameAsString() + " is invalid.");
            }
            if (!"disabled".equals(setting.value())) {
                throw EcsErrors.unsupported("Container Insights");
            }
        });
        Cluster cluster = Cluster.builder()
                .clusterArn(EcsArns.cluster(context.scope(), name))
                .clusterName(name)
                .status("ACTIVE")
                .settings(request.settings())
                .tags(Tags.checked(request.tags(), CallSource.of(request).isPresent()))
                .build();
        Cluster made = context.store().write(() -> {
            Optional<Cluster> present = tables.clusters().get(name).filter(each -> "ACTIVE".equals(each.status()));
            if (present.isEmpty()) {
                tables.clusters().put(name, cluster);
            }
            return present.orElse(cluster);
        });
        return CreateClusterResponse.builder().cluster(shown(made, true)).build();
    }

    private Cluster shown(Cluster cluster, boolean withTags) {
        List<TaskRow> tasks = tables.tasksOfCluster(cluster.clusterName());
        return cluster.toBuilder()
                .tags(withTags ? cluster.tags() : List.of())
                .registeredContainerInstancesCount(0)
                .runningTasksCount(
                        (int) tasks.stream().filter(TaskRow::isRunning).count())
                .pendingTasksCount((int) tasks.stream()
                        .filter(task -> task.isWanted() && !task.isRunning())
                        .count())
                .activeServicesCount(activeServices(cluster).size())
                .build();
    }

    private List<Service> activeServices(Cluster cluster) {
        return tables.services().valuesOf(cluster.clusterName() + "/").stream()
                .filter(service -> "ACTIVE".equals(service.status()))
                .toList();
    }

    DescribeClustersResponse describe(DescribeClustersRequest request) {
        List<String> asked = request.clusters().isEmpty() ? List.of("default") : request.clusters();
        if (asked.size() > 100) {
            throw EcsErrors.invalid("Clusters cannot have more than 100 elements.");
        }
        boolean withTags = request.include().contains(ClusterField.TAGS);
        List<Cluster> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String name : asked) {
            Optional<Cluster> cluster = tables.findCluster(name);
            cluster.ifPresentOrElse(
                    each -> found.add(shown(each, withTags)),
                    () -> failures.add(Failure.builder()
                            .arn(name.startsWith("arn:") ? name : EcsArns.cluster(context.scope(), name))
                            .reason("MISSING")
                            .build()));
        }
        return DescribeClustersResponse.builder()
                .clusters(found)
                .failures(failures)
                .build();
    }

    ListClustersResponse list(ListClustersRequest request) {
        List<String> arns = tables.clusters().values().stream()
                .filter(cluster -> "ACTIVE".equals(cluster.status()))
                .map(Cluster::clusterArn)
                .toList();
        Page<String> page = EcsPages.of(arns, request.nextToken(), request.maxResults(), 100);
        return ListClustersResponse.builder()
                .clusterArns(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    DeleteClusterResponse delete(DeleteClusterRequest request) {
        if (request.cluster() == null || request.cluster().isEmpty()) {
            throw EcsErrors.invalid("Cluster cannot be empty.");
        }
        Cluster deleted = context.store().write(() -> {
            Cluster cluster = tables.cluster(request.cluster());
            if (!activeServices(cluster).isEmpty()) {
                throw Errors.of(
                        ClusterContainsServicesException.builder(),
                        "The Cluster cannot be deleted while Services are active.");
            }
            if (tables.tasksOfCluster(cluster.clusterName()).stream().anyMatch(task -> !task.isStopped())) {
                throw Errors.of(
                        ClusterContainsTasksException.builder(),
                        "The Cluster cannot be deleted while Tasks are active.");
            }
            Cluster inactive = cluster.toBuilder().status("INACTIVE").build();
            tables.clusters().put(cluster.clusterName(), inactive);
            return inactive;
        });
        return DeleteClusterResponse.builder().cluster(shown(deleted, false)).build();
    }
}
