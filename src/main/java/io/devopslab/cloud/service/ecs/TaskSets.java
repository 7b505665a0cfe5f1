package io.devopslab.cloud.service.ecs;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.ecs.run.Scheduler;
import io.devopslab.cloud.service.ecs.state.EcsArns;
import io.devopslab.cloud.service.ecs.state.EcsErrors;
import io.devopslab.cloud.service.ecs.state.EcsTables;
import io.devopslab.cloud.service.ecs.state.RolloutRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetResponse;
import software.amazon.awssdk.services.ecs.model.DeleteTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.DeleteTaskSetResponse;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DescribeTaskSetsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskSetsResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Scale;
import software.amazon.awssdk.services.ecs.model.ScaleUnit;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskSet;
import software.amazon.awssdk.services.ecs.model.TaskSetField;
import software.amazon.awssdk.services.ecs.model.UpdateServicePrimaryTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServicePrimaryTaskSetResponse;
import software.amazon.awssdk.services.ecs.model.UpdateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.UpdateTaskSetResponse;

/** Task sets: the tasks that others than ECS bring into a service (Developer Guide, "external controller"). */
final class TaskSets {

    /** How many a service may have. */
    private static final int MOST = 5;

    private static final Set<String> SUPPORTED = Set.of(
            "service",
            "cluster",
            "externalId",
            "taskDefinition",
            "networkConfiguration",
            "loadBalancers",
            "launchType",
            "platformVersion",
            "scale",
            "clientToken",
            "tags");

    private final ServiceContext context;
    private final EcsTables tables;
    private final Placement placement;
    private final ServiceViews views;
    private final Scheduler scheduler;

    TaskSets(ServiceContext context, EcsTables tables, Placement placement, ServiceViews views, Scheduler scheduler) {
        this.context = context;
        this.tables = tables;
        this.placement = placement;
        this.views = views;
        this.scheduler = scheduler;
    }

    private Service service(@Nullable String cluster, @Nullable String name) {
        Service service = tables.service(tables.cluster(cluster).clusterName(), name);
        if (ServiceRules.controller(service.deploymentController()) == DeploymentControllerType.ECS) {
            throw EcsErrors.invalid(
                    "Amazon ECS only supports task set management on services configured to use external deployment"
                            + " controllers.");
        }
        return service;
    }

    private RolloutRow row(Service service, @Nullable String idOrArn) {
        if (idOrArn == null || idOrArn.isEmpty()) {
            throw EcsErrors.invalid("TaskSet cannot be empty.");
        }
        return find(service, idOrArn).orElseThrow(EcsErrors::noTaskSet);
    }

    private Optional<RolloutRow> find(Service service, String idOrArn) {
        return tables.rolloutsOf(ServiceViews.key(service)).stream()
                .filter(row ->
                        idOrArn.equals(row.id()) || idOrArn.equals(row.set().taskSetArn()))
                .findFirst();
    }

    CreateTaskSetResponse create(CreateTaskSetRequest request) {
        Outside.refuse(request, SUPPORTED, "CreateTaskSet");
        Service service = service(request.cluster(), request.service());
        TaskDefinition definition = tables.activeDefinition(request.taskDefinition());
        LaunchType type =
                request.launchType() == null ? service.launchType() : Placement.launchType(request.launchType());
        Placement.checkPlatformVersion(request.platformVersion());
        placement.check(definition, type, request.networkConfiguration());
        placement.check(request.loadBalancers(), definition);
        String key = ServiceViews.key(service);
        TaskSet set = Services.set(context, service, true)
                .externalId(request.externalId())
                .startedBy(CallSource.of(request)
                        .filter(arn -> arn.contains(":codedeploy:"))
                        .map(arn -> "CODE_DEPLOY")
                        .orElse(null))
                .status(RolloutRow.ACTIVE)
                .taskDefinition(definition.taskDefinitionArn())
                .launchType(type)
                .platformVersion("1.4.0")
                .networkConfiguration(request.networkConfiguration())
                .loadBalancers(request.loadBalancers())
                .scale(scale(request.scale()))
                .tags(Tags.checked(request.tags(), CallSource.of(request).isPresent()))
                .build();
        String token = request.clientToken() == null ? "" : request.clientToken();
        RolloutRow made = context.store().write(() -> {
            service(request.cluster(), request.service());
            Optional<RolloutRow> same = tables.rolloutsOf(key).stream()
                    .filter(row -> !token.isEmpty() && token.equals(row.clientToken()))
                    .findFirst();
            int present = tables.rolloutsOf(key).size();
            if (same.isEmpty() && present >= MOST) {
                throw EcsErrors.invalid(
                        present + " deployments exist on the service. Unable to create new TaskSet since"
                                + " this exceeds the maximum limit.");
            }
            RolloutRow row = same.orElseGet(() -> RolloutRow.begin(set, key, true, token));
            tables.rollouts().put(row.key(), row);
            return row;
        });
        scheduler.wake(key);
        return CreateTaskSetResponse.builder()
                .taskSet(views.shown(service, made, true))
                .build();
    }

    private static Scale scale(@Nullable Scale given) {
        double value = given == null || given.value() == null ? 0.0 : given.value();
        if (!(value >= 0.0 && value <= 100.0)) {
            throw EcsErrors.invalid("The scale value must be between 0.0 and 100.0.");
        }
        if (given != null && given.unit() == ScaleUnit.UNKNOWN_TO_SDK_VERSION) {
            throw EcsErrors.invalid("The scale unit must be PERCENT.");
        }
        return Scale.builder().value(value).unit(ScaleUnit.PERCENT).build();
    }

    DescribeTaskSetsResponse describe(DescribeTaskSetsRequest request) {
        Service service = service(request.cluster(), request.service());
        boolean withTags = request.include().contains(TaskSetField.TAGS);
        List<TaskSet> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        if (request.taskSets().isEmpty()) {
            tables.rolloutsOf(ServiceViews.key(service)).forEach(row -> found.add(views.shown(service, row, withTags)));
        }
        for (String name : request.taskSets()) {
            find(service, name)
                    .ifPresentOrElse(
                            row -> found.add(views.shown(service, row, withTags)),
                            () -> failures.add(Failure.builder()
                                    .arn(
                                            name.startsWith("arn:")
                                                    ? name
                                                    : EcsArns.taskSet(
                                                            context.scope(),
                                                            ServiceViews.clusterOf(service),
                                                            service.serviceName(),
                                                            name))
                                    .reason("MISSING")
                                    .build()));
        }
        return DescribeTaskSetsResponse.builder()
                .taskSets(found)
                .failures(failures)
                .build();
    }

    UpdateTaskSetResponse update(UpdateTaskSetRequest request) {
        Scale scale = scale(request.scale());
        return UpdateTaskSetResponse.builder()
                .taskSet(change(
                        request.cluster(),
                        request.service(),
                        request.taskSet(),
                        row -> row.with(set -> set.scale(scale))))
                .build();
    }

    private TaskSet change(
            @Nullable String cluster,
            @Nullable String name,
            @Nullable String taskSet,
            UnaryOperator<RolloutRow> change) {
        Service service = service(cluster, name);
        RolloutRow changed = context.store().write(() -> {
            RolloutRow row = row(service(cluster, name), taskSet);
            RolloutRow next =
                    change.apply(row).with(set -> set.updatedAt(context.time().instant()));
            tables.rollouts().put(next.key(), next);
            return next;
        });
        scheduler.wake(ServiceViews.key(service));
        return views.shown(service, changed, false);
    }

    /** Makes one the service's own: what the service shows of a definition and of load balancers is its. */
    UpdateServicePrimaryTaskSetResponse makePrimary(UpdateServicePrimaryTaskSetRequest request) {
        String asked = request.primaryTaskSet();
        TaskSet primary = change(request.cluster(), request.service(), asked, row -> {
            if (row.isDraining()) {
                throw EcsErrors.invalid("A task set that is being deleted cannot become the primary one.");
            }
            for (RolloutRow other : tables.rolloutsOf(row.service())) {
                if (other.isPrimary()) {
                    tables.rollouts().put(other.key(), other.with(set -> set.status(RolloutRow.ACTIVE)));
                }
            }
            tables.services().update(row.service(), service -> service.toBuilder()
                    .taskDefinition(row.set().taskDefinition())
                    .loadBalancers(row.set().loadBalancers())
                    .networkConfiguration(row.set().networkConfiguration())
                    .build());
            return row.with(set -> set.status(RolloutRow.PRIMARY));
        });
        return UpdateServicePrimaryTaskSetResponse.builder().taskSet(primary).build();
    }

    DeleteTaskSetResponse delete(DeleteTaskSetRequest request) {
        TaskSet deleted = change(request.cluster(), request.service(), request.taskSet(), row -> {
            if (row.isPrimary() && !Boolean.TRUE.equals(request.force())) {
                throw EcsErrors.invalid("The primary task set can be deleted with force only.");
            }
            boolean isScaled = row.set().scale().value() > 0;
            if (isScaled && !Boolean.TRUE.equals(request.force())) {
                throw EcsErrors.invalid("The task set cannot be deleted while it is scaled above 0.");
            }
            return row.with(set -> set.status(RolloutRow.DRAINING));
        });
        return DeleteTaskSetResponse.builder().taskSet(deleted).build();
    }
}
