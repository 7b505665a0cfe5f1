package io.devopslab.cloud.service.ecs.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.TemplateProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.StabilityStatus;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** {@code AWS::ECS::Service}, known by its ARN. It is complete when all its tasks run and are well. */
final class ServiceResource implements ResourceHandler {

    /** CloudFormation waits three hours for a service (Developer Guide, "service did not stabilize"). */
    private static final Duration LONGEST = Duration.ofHours(3);

    private static final Duration LOOK = Duration.ofSeconds(5);

    /** What UpdateService changes. */
    private static final Set<String> CHANGEABLE = Set.of(
            "DesiredCount",
            "TaskDefinition",
            "DeploymentConfiguration",
            "NetworkConfiguration",
            "PlatformVersion",
            "HealthCheckGracePeriodSeconds",
            "LoadBalancers",
            "PropagateTags");

    private final Time time;
    private final Supplier<EcsClient> client;

    ServiceResource(Time time, Supplier<EcsClient> client) {
        this.time = time;
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::ECS::Service";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of(
                "Cluster",
                "DeploymentController",
                "EnableECSManagedTags",
                "EnableExecuteCommand",
                "LaunchType",
                "Role",
                "SchedulingStrategy",
                "ServiceName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String name = request.properties().path("ServiceName").asText(request.generatedName());
        ObjectNode properties = request.properties().deepCopy().put("ServiceName", name);
        if (!properties.has("DesiredCount")) {
            properties.put("DesiredCount", 1);
        }
        CreateServiceRequest wanted = TemplateProperties.read(properties, CreateServiceRequest.class).toBuilder()
                .tags(EcsTemplates.tags(request))
                .overrideConfiguration(CallSource.of(request.stackId()))
                .build();
        // After a kill the step is taken again, and finds the service that it made before.
        Service made = find(wanted.cluster(), name)
                .filter(found -> EcsTemplates.isMadeFor(request, found.tags()))
                .orElseGet(() -> client.get().createService(wanted).service());
        try {
            return provisioned(await(made.serviceArn()));
        } catch (IllegalArgumentException e) {
            // A resource that was never made is not deleted by the rollback.
            delete(made.serviceArn());
            throw e;
        }
    }

    private Optional<Service> find(@Nullable String cluster, String name) {
        try {
            return client
                    .get()
                    .describeServices(r -> r.cluster(cluster).services(name).include(ServiceField.TAGS))
                    .services()
                    .stream()
                    .filter(service -> !"INACTIVE".equals(service.status()))
                    .findFirst();
        } catch (ClusterNotFoundException e) {
            return Optional.empty();
        }
    }

    /** By the ARN, which names the cluster: {@code …:service/CLUSTER/NAME}. */
    private Optional<Service> find(String arn) {
        String[] parts = arn.split("/", -1);
        return parts.length == 3 ? find(parts[1], arn) : Optional.empty();
    }

    private static boolean isStable(Service service) {
        boolean isSteady = service.taskSets().stream()
                .allMatch(set ->
                        !"PRIMARY".equals(set.status()) || set.stabilityStatus() == StabilityStatus.STEADY_STATE);
        boolean isRolledOut = service.deployments().size() <= 1
                && service.deployments().stream()
                        .allMatch(deployment ->
                                "COMPLETED".equals(deployment.rolloutStateAsString()) || service.desiredCount() == 0);
        boolean hasAll = !service.taskSets().isEmpty() || service.runningCount().equals(service.desiredCount());
        boolean isExternal =
                service.taskSets().isEmpty() && service.deployments().isEmpty();
        return isExternal || (isSteady && isRolledOut && hasAll);
    }

    private Service await(String arn) {
        Instant end = time.instant().plus(LONGEST);
        while (true) {
            Service service = find(arn)
                    .orElseThrow(() -> new IllegalArgumentException("The service " + arn + " has gone meanwhile."));
            if (isStable(service)) {
                return service;
            }
            if (time.instant().isAfter(end)) {
                throw new IllegalArgumentException("The service " + service.serviceName() + " did not stabilize. "
                        + service.events().stream()
                                .findFirst()
                                .map(ServiceEvent::message)
                                .orElse(""));
            }
            pause();
        }
    }

    private void pause() {
        try {
            time.standBy(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The wait for a service was interrupted.", e);
        }
    }

    private static Provisioned provisioned(Service service) {
        return new Provisioned(
                service.serviceArn(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("Name", service.serviceName())
                        .put("ServiceArn", service.serviceArn()));
    }

    /** Only what has changed is asked for: a service that CodeDeploy deploys refuses the rest. */
    @Override
    public Provisioned update(ResourceRequest request) {
        String arn = request.physicalId();
        ObjectNode changes = request.properties().deepCopy();
        List.copyOf(CHANGEABLE).forEach(name -> {
            if (changes.path(name).equals(request.previous().path(name))) {
                changes.remove(name);
            }
        });
        changes.retain(CHANGEABLE);
        if (!changes.isEmpty()) {
            client.get()
                    .updateService(TemplateProperties.read(changes, UpdateServiceRequest.class).toBuilder()
                            .cluster(arn.split("/", -1)[1])
                            .service(arn)
                            .overrideConfiguration(CallSource.of(request.stackId()))
                            .build());
        }
        EcsTemplates.retag(client.get(), request, arn);
        return provisioned(await(arn));
    }

    @Override
    public void delete(ResourceRequest request) {
        delete(request.physicalId());
    }

    private void delete(String arn) {
        Optional<Service> present = find(arn);
        if (present.isEmpty()) {
            return;
        }
        if ("ACTIVE".equals(present.get().status())) {
            client.get().deleteService(r -> r.cluster(present.get().clusterArn())
                    .service(present.get().serviceArn())
                    .force(true));
        }
        while (find(arn).isPresent()) {
            pause();
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return find(physicalId).map(service -> {
            ObjectNode properties = EcsTemplates.properties(service);
            properties.retain(
                    "ServiceName",
                    "DesiredCount",
                    "TaskDefinition",
                    "LaunchType",
                    "LoadBalancers",
                    "NetworkConfiguration",
                    "HealthCheckGracePeriodSeconds",
                    "DeploymentController");
            return properties;
        });
    }
}
