package io.devopslab.cloud.service.ecs.state;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A task.
 *
 * @param cluster the name of its cluster
 * @param service the key of its service; empty for one of its own
 * @param rollout the identifier of what brought it into the service; empty for one of its own
 * @param address of this machine, where its containers are reached
 * @param sharedPort the one port that it has there; 0 where it has all
 * @param loadBalancers whose target groups it is to be in
 */
public record TaskRow(
        Task task,
        String cluster,
        String service,
        String rollout,
        String address,
        int sharedPort,
        List<LoadBalancer> loadBalancers) {

    public static final String RUNNING = "RUNNING";
    public static final String STOPPED = "STOPPED";

    public TaskRow {
        loadBalancers = List.copyOf(loadBalancers);
    }

    public String arn() {
        return task.taskArn();
    }

    public String id() {
        return EcsArns.last(task.taskArn());
    }

    public String key() {
        return cluster + "/" + id();
    }

    public boolean isStopped() {
        return STOPPED.equals(task.lastStatus());
    }

    /** Whether it runs and is to go on. */
    public boolean isRunning() {
        return RUNNING.equals(task.lastStatus()) && isWanted();
    }

    /** Whether nobody has asked for its end. */
    public boolean isWanted() {
        return RUNNING.equals(task.desiredStatus());
    }

    /** The port of this machine that is a container's. */
    public int port(int containerPort) {
        return sharedPort == 0 ? containerPort : sharedPort;
    }

    public TaskRow with(Consumer<Task.Builder> change) {
        long version = Optional.ofNullable(task.version()).orElse(0L) + 1;
        return new TaskRow(
                task.toBuilder().applyMutation(change).version(version).build(),
                cluster,
                service,
                rollout,
                address,
                sharedPort,
                loadBalancers);
    }

    /** With one of its containers changed. */
    public TaskRow with(String container, Consumer<Container.Builder> change) {
        return with(builder -> builder.containers(task.containers().stream()
                .map(each -> each.name().equals(container)
                        ? each.toBuilder().applyMutation(change).build()
                        : each)
                .toList()));
    }
}
