package io.devopslab.cloud.service.ecs;

import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.ecs.run.Scheduler;
import io.devopslab.cloud.service.ecs.state.EcsArns;
import io.devopslab.cloud.service.ecs.state.EcsErrors;
import io.devopslab.cloud.service.ecs.state.EcsPages;
import io.devopslab.cloud.service.ecs.state.EcsTables;
import io.devopslab.cloud.service.ecs.state.RolloutRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.ScaleUnit;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskSet;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/** Services: so many tasks of a definition, kept running. */
final class Services {

    private static final int MOST_AT_ONCE = 10;

    private final ServiceContext context;
    private final EcsTables tables;
    private final Placement placement;
    private final ServiceViews views;
    private final Scheduler scheduler;

    /** By which request each service was made: the same one, with a client token, may come again. */
    private final Table<String> requests;

    Services(ServiceContext context, EcsTables tables, Placement placement, ServiceViews views, Scheduler scheduler) {
        this.context = context;
        this.tables = tables;
        this.placement = placement;
        this.views = views;
        this.scheduler = scheduler;
        this.requests = context.store().table("service-requests", String.class);
    }

    CreateServiceResponse create(CreateServiceRequest request) {
        ServiceRules.check(request);
        Cluster cluster = tables.cluster(request.cluster());
        DeploymentControllerType controller = ServiceRules.controller(request.deploymentController());
        LaunchType type = Placement.launchType(request.launchType());
        Optional<TaskDefinition> definition = controller == DeploymentControllerType.EXTERNAL
                ? Optional.empty()
                : Optional.of(tables.activeDefinition(request.taskDefinition()));
        definition.ifPresent(found -> {
            placement.check(found, type, request.networkConfiguration());
            placement.check(request.loadBalancers(), found);
        });
        if (controller == DeploymentControllerType.CODE_DEPLOY
                && request.loadBalancers().size() != 1) {
            throw EcsErrors.invalid("A service with the CODE_DEPLOY deployment controller needs one load balancer.");
        }
        Instant now = context.time().instant();
        Service service = Service.builder()
                .serviceArn(EcsArns.service(context.scope(), cluster.clusterName(), request.serviceName()))
                .serviceName(request.serviceName())
                .clusterArn(cluster.clusterArn())
                .loadBalancers(request.loadBalancers())
                .status("ACTIVE")
                .desiredCount(request.desiredCount())
                .launchType(type)
                .platformVersion(type == LaunchType.FARGATE ? "LATEST" : null)
                .platformFamily(type == LaunchType.FARGATE ? "Linux" : null)
                .taskDefinition(
                        definition.map(TaskDefinition::taskDefinitionArn).orElse(null))
                .deploymentConfiguration(completed(request.deploymentConfiguration()))
                .events(List.of())
                .createdAt(now)
                .createdBy("arn:aws:iam::" + context.scope().account() + ":root")
                .networkConfiguration(request.networkConfiguration())
                .healthCheckGracePeriodSeconds(grace(request))
                .schedulingStrategy(SchedulingStrategy.REPLICA)
                .deploymentController(c -> c.type(controller))
                .tags(Tags.checked(request.tags(), CallSource.of(request).isPresent()))
                .enableECSManagedTags(false)
                .propagateTags(request.propagateTags() == null ? PropagateTags.NONE : request.propagateTags())
                .enableExecuteCommand(false)
                .build();
        String key = ServiceViews.key(service);
        String text = Shapes.write(request).toString();
        Service made = context.store().write(() -> {
            tables.cluster(request.cluster());
            Optional<Service> present = tables.services().get(key).filter(each -> !"INACTIVE".equals(each.status()));
            boolean isSame = request.clientToken() != null
                    && requests.get(key).filter(text::equals).isPresent();
            if (present.isPresent() && !isSame) {
                throw EcsErrors.invalid("Creation of service was not idempotent.");
            }
            if (present.isEmpty()) {
                tables.rollouts().removeAll(key + "#");
                tables.services().put(key, service);
                requests.put(key, text);
                definition.ifPresent(found -> begin(first(service, controller)));
            }
            return present.orElse(service);
        });
        scheduler.wake(key);
        return CreateServiceResponse.builder().service(views.shown(made, true)).build();
    }

    private static @Nullable Integer grace(CreateServiceRequest request) {
        return request.loadBalancers().isEmpty() && request.healthCheckGracePeriodSeconds() == null
                ? null
                : request.healthCheckGracePeriodSeconds() == null
                        ? Integer.valueOf(0)
                        : request.healthCheckGracePeriodSeconds();
    }

    private static DeploymentConfiguration completed(@Nullable DeploymentConfiguration given) {
        DeploymentConfiguration.Builder builder = given == null ? DeploymentConfiguration.builder() : given.toBuilder();
        DeploymentConfiguration present = builder.build();
        return builder.maximumPercent(present.maximumPercent() == null ? 200 : present.maximumPercent())
                .minimumHealthyPercent(present.minimumHealthyPercent() == null ? 100 : present.minimumHealthyPercent())
                .build();
    }

    private void put(RolloutRow row) {
        tables.rollouts().put(row.key(), row);
    }

    private void begin(RolloutRow row) {
        put(row);
        scheduler.begun(row);
    }

    /** What brings the first tasks; CodeDeploy will replace it by other task sets. */
    private RolloutRow first(Service service, DeploymentControllerType controller) {
        boolean isTaskSet = controller != DeploymentControllerType.ECS;
        TaskSet.Builder set = set(context, service, isTaskSet)
                .status(RolloutRow.PRIMARY)
                .taskDefinition(service.taskDefinition())
                .launchType(service.launchType())
                .platformVersion("1.4.0")
                .networkConfiguration(service.networkConfiguration())
                .loadBalancers(service.loadBalancers())
                .scale(s -> s.value(100.0).unit(ScaleUnit.PERCENT));
        if (isTaskSet) {
            set.startedBy("CODE_DEPLOY");
        }
        return RolloutRow.begin(set.build(), ServiceViews.key(service), isTaskSet, "");
    }

    /** What all of a service's rollouts have. */
    static TaskSet.Builder set(ServiceContext context, Service service, boolean isTaskSet) {
        String number =
                String.format(Locale.ROOT, "%019d", Long.parseLong(context.ids().hex(15), 16));
        String id = "ecs-svc/" + number;
        Instant now = context.time().instant();
        return TaskSet.builder()
                .id(id)
                .taskSetArn(
                        isTaskSet
                                ? EcsArns.taskSet(
                                        context.scope(), ServiceViews.clusterOf(service), service.serviceName(), id)
                                : null)
                .serviceArn(service.serviceArn())
                .clusterArn(service.clusterArn())
                .createdAt(now)
                .updatedAt(now)
                .stabilityStatus("STABILIZING")
                .stabilityStatusAt(now)
                .serviceRegistries(List.of());
    }

    UpdateServiceResponse update(UpdateServiceRequest request) {
        String cluster = tables.cluster(request.cluster()).clusterName();
        Service asked = tables.service(cluster, request.service());
        DeploymentControllerType controller = ServiceRules.controller(asked.deploymentController());
        ServiceRules.check(request, controller);
        boolean isNewRollout = request.taskDefinition() != null
                || request.networkConfiguration() != null
                || request.platformVersion() != null
                || request.hasLoadBalancers()
                || Boolean.TRUE.equals(request.forceNewDeployment());
        String wanted = request.taskDefinition() == null ? asked.taskDefinition() : request.taskDefinition();
        NetworkConfiguration network =
                request.networkConfiguration() == null ? asked.networkConfiguration() : request.networkConfiguration();
        List<LoadBalancer> balancers = request.hasLoadBalancers() ? request.loadBalancers() : asked.loadBalancers();
        String definition;
        if (isNewRollout) {
            TaskDefinition found = tables.activeDefinition(wanted);
            placement.check(found, asked.launchType(), network);
            placement.check(balancers, found);
            definition = found.taskDefinitionArn();
        } else {
            definition = asked.taskDefinition();
        }
        Service updated = context.store().write(() -> {
            Service present = tables.service(cluster, request.service());
            Service.Builder next = present.toBuilder();
            Optional.ofNullable(request.desiredCount()).ifPresent(next::desiredCount);
            Optional.ofNullable(request.healthCheckGracePeriodSeconds()).ifPresent(next::healthCheckGracePeriodSeconds);
            Optional.ofNullable(request.propagateTags()).ifPresent(next::propagateTags);
            Optional.ofNullable(request.deploymentConfiguration())
                    .ifPresent(given -> next.deploymentConfiguration(completed(given)));
            Service changed = next.taskDefinition(definition)
                    .networkConfiguration(network)
                    .loadBalancers(balancers)
                    .build();
            tables.services().put(ServiceViews.key(changed), changed);
            if (isNewRollout) {
                replacePrimary(changed);
            }
            return changed;
        });
        scheduler.wake(ServiceViews.key(updated));
        return UpdateServiceResponse.builder()
                .service(views.shown(updated, false))
                .build();
    }

    /** Inside a write: a rolling update begins; one that was under way is replaced too. */
    private void replacePrimary(Service service) {
        for (RolloutRow row : tables.rolloutsOf(ServiceViews.key(service))) {
            if (row.isPrimary()) {
                put(row.with(set ->
                        set.status(RolloutRow.ACTIVE).updatedAt(context.time().instant())));
            }
        }
        begin(first(service, DeploymentControllerType.ECS));
    }

    DescribeServicesResponse describe(DescribeServicesRequest request) {
        if (request.services().isEmpty()) {
            throw EcsErrors.invalid("Services cannot be empty.");
        }
        if (request.services().size() > MOST_AT_ONCE) {
            throw EcsErrors.invalid("Services cannot have more than " + MOST_AT_ONCE + " elements.");
        }
        String cluster = tables.cluster(request.cluster()).clusterName();
        boolean withTags = request.include().contains(ServiceField.TAGS);
        List<Service> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String name : request.services()) {
            tables.findService(cluster, name)
                    .ifPresentOrElse(
                            service -> found.add(views.shown(service, withTags)),
                            () -> failures.add(Failure.builder()
                                    .arn(
                                            name.startsWith("arn:")
                                                    ? name
                                                    : EcsArns.service(context.scope(), cluster, name))
                                    .reason("MISSING")
                                    .build()));
        }
        return DescribeServicesResponse.builder()
                .services(found)
                .failures(failures)
                .build();
    }

    ListServicesResponse list(ListServicesRequest request) {
        String cluster = tables.cluster(request.cluster()).clusterName();
        List<String> arns = tables.services().valuesOf(cluster + "/").stream()
                .filter(service -> "ACTIVE".equals(service.status()))
                .filter(service -> request.launchType() == null || request.launchType() == service.launchType())
                .filter(service -> request.schedulingStrategy() == null
                        || request.schedulingStrategy() == service.schedulingStrategy())
                .map(Service::serviceArn)
                .toList();
        Page<String> page = EcsPages.of(arns, request.nextToken(), request.maxResults(), MOST_AT_ONCE);
        return ListServicesResponse.builder()
                .serviceArns(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** The service drains until its last task has ended, and is inactive then. */
    DeleteServiceResponse delete(DeleteServiceRequest request) {
        String cluster = tables.cluster(request.cluster()).clusterName();
        Service deleted = context.store().write(() -> {
            Service service = tables.service(cluster, request.service());
            if (service.desiredCount() > 0 && !Boolean.TRUE.equals(request.force())) {
                throw EcsErrors.invalid("The service cannot be stopped while it is scaled above 0.");
            }
            Service draining =
                    service.toBuilder().status("DRAINING").desiredCount(0).build();
            tables.services().put(ServiceViews.key(service), draining);
            return draining;
        });
        scheduler.wake(ServiceViews.key(deleted));
        return DeleteServiceResponse.builder()
                .service(views.shown(deleted, false))
                .build();
    }
}
