package io.devopslab.cloud.service.ecs.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.ecs.state.EcsTables;
import io.devopslab.cloud.service.ecs.state.RolloutRow;
import io.devopslab.cloud.service.ecs.state.TaskRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/**
 * What ECS tells of services and tasks: the events that a service shows, and those of EventBridge (Developer Guide,
 * "Amazon ECS events"). Called inside a write.
 */
final class EcsEvents {

    private static final String SOURCE = "aws.ecs";

    /** Service events that are kept (API Reference, "Service"). */
    private static final int MOST = 100;

    private final ServiceContext context;
    private final EcsTables tables;

    EcsEvents(ServiceContext context, EcsTables tables) {
        this.context = context;
        this.tables = tables;
    }

    /** The task as it is now. */
    void task(TaskRow row) {
        context.events()
                .publish(
                        context.scope(), SOURCE, "ECS Task State Change", List.of(row.arn()), Shapes.write(row.task()));
    }

    /**
     * A line in the service's own list, unless it was the last one too.
     *
     * @param rollout the task set that it is about; another rollout, or nothing, is not told
     * @param message what stands behind {@code (service NAME) } or {@code (service NAME, taskSet ID) }
     */
    void service(String key, Optional<RolloutRow> rollout, String message) {
        String set = rollout.filter(RolloutRow::isTaskSet)
                .map(row -> ", taskSet " + row.id())
                .orElse("");
        tables.services()
                .update(key, service -> told(service, "(service " + service.serviceName() + set + ") " + message));
    }

    /** Tasks end again and again before they are any good. */
    void impaired(String key, RolloutRow rollout) {
        service(key, Optional.of(rollout), "is unable to consistently start tasks successfully.");
        action(key, "WARN", "SERVICE_TASK_START_IMPAIRED");
    }

    private void action(String key, String type, String name) {
        tables.services().get(key).ifPresent(service -> context.events()
                .publish(
                        context.scope(),
                        SOURCE,
                        "ECS Service Action",
                        List.of(service.serviceArn()),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("eventType", type)
                                .put("eventName", name)
                                .put("clusterArn", service.clusterArn())
                                .put("createdAt", context.time().instant().toString())));
    }

    /** ECS itself has begun to deploy a service. CodeDeploy tells of what it deploys itself. */
    void begun(RolloutRow rollout) {
        deployment(rollout, "SERVICE_DEPLOYMENT_IN_PROGRESS", "in progress");
    }

    /** A deployment of ECS has all its tasks for the first time. */
    void completed(RolloutRow rollout) {
        service(rollout.service(), Optional.of(rollout), "(deployment " + rollout.id() + ") deployment completed.");
        deployment(rollout, "SERVICE_DEPLOYMENT_COMPLETED", "completed");
    }

    /** Developer Guide, "Amazon ECS service deployment state change events". */
    private void deployment(RolloutRow rollout, String name, String state) {
        if (rollout.isTaskSet()) {
            return;
        }
        context.events()
                .publish(
                        context.scope(),
                        SOURCE,
                        "ECS Deployment State Change",
                        List.of(rollout.set().serviceArn()),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("eventType", "INFO")
                                .put("eventName", name)
                                .put("deploymentId", rollout.id())
                                .put("updatedAt", context.time().instant().toString())
                                .put("reason", "ECS deployment " + rollout.id() + " " + state + "."));
    }

    private Service told(Service service, String message) {
        List<ServiceEvent> events = new ArrayList<>(service.events());
        if (!events.isEmpty() && events.get(0).message().equals(message)) {
            return service;
        }
        events.add(
                0,
                ServiceEvent.builder()
                        .id(context.ids().uuid())
                        .createdAt(context.time().instant())
                        .message(message)
                        .build());
        return service.toBuilder()
                .events(events.subList(0, Math.min(MOST, events.size())))
                .build();
    }

    /** The service has all that it should have. */
    void steady(String key) {
        service(key, Optional.empty(), "has reached a steady state.");
        action(key, "INFO", "SERVICE_STEADY_STATE");
    }

    /** Whether the last thing that the service told of itself is its steadiness. */
    boolean isSteady(Service service) {
        return !service.events().isEmpty()
                && service.events().get(0).message().endsWith(" has reached a steady state.");
    }
}
