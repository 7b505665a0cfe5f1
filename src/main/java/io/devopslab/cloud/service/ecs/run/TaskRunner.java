package io.devopslab.cloud.service.ecs.run;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.container.ContainerException;
import io.devopslab.cloud.runtime.container.ContainerHost;
import io.devopslab.cloud.runtime.network.LoopbackAddresses;
import io.devopslab.cloud.service.ecs.state.DefinitionRow;
import io.devopslab.cloud.service.ecs.state.EcsTables;
import io.devopslab.cloud.service.ecs.state.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * Runs the containers of tasks, and ends them (Developer Guide, "Amazon ECS task lifecycle"). A task that is to end
 * leaves its target groups first, and its containers go on until the connections to them have had their time. Thread-safe.
 */
public final class TaskRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

    /** How often it is looked whether connections have had their time. */
    private static final Duration DRAIN_POLL = Duration.ofSeconds(5);

    /** How long a container has between the wish and the end (API Reference, "ContainerDefinition"), in seconds. */
    private static final int STOP_SECONDS = 30;

    private final ServiceContext context;
    private final EcsTables tables;
    private final EcsEvents events;
    private final TargetLinks links;
    private final ContainerHost host;
    private final Supplier<CloudWatchLogsClient> logs;
    private final LoopbackAddresses addresses;
    private final Consumer<TaskRow> changed;
    private final Map<String, Live> live = new ConcurrentHashMap<>();

    /** What runs of a task. Its lock is held while containers start or stop. */
    private static final class Live {
        private final List<ContainerHost.Hosted> containers = new ArrayList<>();
        private final List<TaskLog> logs = new ArrayList<>();
    }

    /**
     * @param changed told of a task that runs, is about to end or has ended
     */
    TaskRunner(
            ServiceContext context,
            EcsTables tables,
            EcsEvents events,
            TargetLinks links,
            ContainerHost host,
            Supplier<CloudWatchLogsClient> logs,
            LoopbackAddresses addresses,
            Consumer<TaskRow> changed) {
        this.context = context;
        this.tables = tables;
        this.events = events;
        this.links = links;
        this.host = host;
        this.logs = logs;
        this.addresses = addresses;
        this.changed = changed;
    }

    private Instant now() {
        return context.time().instant();
    }

    /** Starts a task that was just written down. */
    public void start(String key) {
        live.put(key, new Live());
        context.time().execute(() -> begin(key));
    }

    private Optional<TaskRow> move(String key, String status) {
        return change(key, row -> row.with(task -> task.lastStatus(status)));
    }

    private Optional<TaskRow> change(String key, java.util.function.UnaryOperator<TaskRow> change) {
        return context.store().write(() -> {
            Optional<TaskRow> changedRow = tables.update(key, change);
            changedRow.ifPresent(events::task);
            return changedRow;
        });
    }

    private void begin(String key) {
        Live task = live.get(key);
        if (task == null || context.store().isFrozen()) {
            return;
        }
        Optional<TaskRow> running;
        synchronized (task) {
            running = launch(key, task);
        }
        running.ifPresent(changed);
    }

    /** The task as it is when all its containers run; empty when it is about to end instead. */
    private Optional<TaskRow> launch(String key, Live live) {
        Optional<TaskRow> row = change(
                key,
                present -> present.isWanted()
                        ? present.with(task -> task.lastStatus("PENDING").pullStartedAt(now()))
                        : present);
        Optional<TaskDefinition> definition = row.filter(TaskRow::isWanted)
                .flatMap(each -> tables.findDefinition(each.task().taskDefinitionArn()))
                .map(DefinitionRow::definition);
        if (row.isEmpty() || definition.isEmpty()) {
            return Optional.empty();
        }
        String container = "";
        try {
            for (ContainerDefinition each : TaskPlans.ordered(definition.get())) {
                container = each.name();
                launch(row.get(), definition.get(), each, live);
            }
            if (tables.tasks().get(key).filter(TaskRow::isWanted).isEmpty()) {
                return Optional.empty();
            }
            move(key, "ACTIVATING").ifPresent(links::register);
            return change(
                    key,
                    present -> present.isWanted()
                            ? present.with(
                                    task -> task.lastStatus(TaskRow.RUNNING).startedAt(now()))
                            : present);
        } catch (ContainerException e) {
            failed(key, container, "CannotStartContainerError: Error response from daemon: " + e.getMessage());
        } catch (AwsServiceException e) {
            failed(
                    key,
                    container,
                    "Task failed to register its targets: "
                            + e.awsErrorDetails().errorMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            context.store().requireOpen(e);
            LOG.error("The task {} could not be started.", key, e);
            failed(
                    key,
                    container,
                    "The embedded cloud met a fault of its own while it started the task; its log has more.");
        }
        return Optional.empty();
    }

    private void launch(TaskRow row, TaskDefinition definition, ContainerDefinition container, Live live)
            throws ContainerException, InterruptedException {
        Optional<TaskLog> log = log(row, container);
        log.ifPresent(live.logs::add);
        ContainerHost.Listener listener = new ContainerHost.Listener() {
            @Override
            public void line(String line) {
                log.ifPresent(kept -> kept.line(line));
            }

            @Override
            public void ended(ContainerHost.Ending ending) {
                log.ifPresent(TaskLog::flush);
                containerEnded(row.key(), container, ending);
            }
        };
        ContainerHost.Hosted hosted = host.start(TaskPlans.plan(context.scope(), row, definition, container), listener);
        live.containers.add(hosted);
        context.store()
                .write(() -> tables.update(
                        row.key(),
                        present -> present.with(container.name(), each -> {
                            each.runtimeId(hosted.id());
                            if (!TaskRow.STOPPED.equals(each.build().lastStatus())) {
                                each.lastStatus(TaskRow.RUNNING);
                            }
                        })));
    }

    private Optional<TaskLog> log(TaskRow row, ContainerDefinition container) throws ContainerException {
        if (container.logConfiguration() == null || container.logConfiguration().logDriver() != LogDriver.AWSLOGS) {
            return Optional.empty();
        }
        return Optional.of(
                TaskLog.open(context.time(), logs, container.logConfiguration().options(), container.name(), row.id()));
    }

    private void failed(String key, String container, String reason) {
        if (context.store().isFrozen()) {
            return;
        }
        LOG.debug("The task {} does not start: {}", key, reason);
        context.store().write(() -> tables.update(key, row -> row.with(container, each -> each.reason(reason))));
        stop(key, reason, TaskStopCode.TASK_FAILED_TO_START);
    }

    private void containerEnded(String key, ContainerDefinition container, ContainerHost.Ending ending) {
        if (context.store().isFrozen()) {
            return;
        }
        Optional<TaskRow> row = change(
                key,
                present -> present.with(container.name(), each -> each.lastStatus(TaskRow.STOPPED)
                        .exitCode(ending.exitCode())
                        .reason(
                                ending.wasOutOfMemory()
                                        ? "OutOfMemoryError: Container killed due to memory usage"
                                        : null)));
        boolean isOver = TaskPlans.isEssential(container)
                || row.filter(each -> each.task().containers().stream()
                                .allMatch(other -> TaskRow.STOPPED.equals(other.lastStatus())))
                        .isPresent();
        if (isOver && row.filter(TaskRow::isWanted).isPresent()) {
            stop(key, "Essential container in task exited", TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
        }
    }

    /** Has a task ended; the first reason counts. */
    public void stop(String key, String reason, TaskStopCode code) {
        boolean isFirst = context.store().write(() -> {
            Optional<TaskRow> wanted = tables.tasks().get(key).filter(TaskRow::isWanted);
            wanted.ifPresent(row -> change(
                    key,
                    present -> present.with(task -> task.desiredStatus(TaskRow.STOPPED)
                            .stoppingAt(now())
                            .stoppedReason(reason)
                            .stopCode(code))));
            return wanted.isPresent();
        });
        if (isFirst) {
            context.time().execute(() -> leave(key));
        }
    }

    /** Out of the target groups first. */
    private void leave(String key) {
        try {
            Optional<TaskRow> row = move(key, "DEACTIVATING");
            row.ifPresent(links::deregister);
            row.ifPresent(changed);
        } catch (AwsServiceException e) {
            LOG.warn("The task {} cannot leave its target groups yet: {}", key, e.getMessage());
            context.time().schedule(DRAIN_POLL, () -> leave(key));
            return;
        }
        drain(key);
    }

    private void drain(String key) {
        Optional<TaskRow> row = tables.tasks().get(key).filter(each -> !each.isStopped());
        if (row.isEmpty() || context.store().isFrozen()) {
            return;
        }
        boolean serves = row.get().task().containers().stream()
                .allMatch(container -> TaskRow.RUNNING.equals(container.lastStatus()));
        if (serves && isDraining(row.get())) {
            context.time().schedule(DRAIN_POLL, () -> drain(key));
            return;
        }
        end(row.get());
    }

    /** Also while nobody can say. */
    private boolean isDraining(TaskRow row) {
        try {
            return links.isDraining(row);
        } catch (AwsServiceException e) {
            LOG.warn("It cannot be seen whether the task {} still has connections: {}", row.key(), e.getMessage());
            return true;
        }
    }

    private void end(TaskRow row) {
        move(row.key(), "STOPPING");
        Live task = live.getOrDefault(row.key(), new Live());
        synchronized (task) {
            // The owner of the network goes last: the others are in it.
            for (int i = task.containers.size() - 1; i >= 0; i--) {
                task.containers.get(i).stop(Duration.ofSeconds(grace(row)));
            }
        }
        if (context.store().isFrozen()) {
            return;
        }
        task.logs.forEach(TaskLog::flush);
        live.remove(row.key());
        addresses.release(row.id());
        change(row.key(), present -> stopped(present, now())).ifPresent(changed);
    }

    private int grace(TaskRow row) {
        return tables.findDefinition(row.task().taskDefinitionArn()).stream()
                .flatMap(found -> found.definition().containerDefinitions().stream())
                .mapToInt(container -> container.stopTimeout() == null ? STOP_SECONDS : container.stopTimeout())
                .max()
                .orElse(STOP_SECONDS);
    }

    private static TaskRow stopped(TaskRow row, Instant now) {
        return row.with(task -> task.lastStatus(TaskRow.STOPPED)
                .desiredStatus(TaskRow.STOPPED)
                .executionStoppedAt(now)
                .stoppedAt(now)
                .containers(row.task().containers().stream()
                        .map(container -> container.toBuilder()
                                .lastStatus(TaskRow.STOPPED)
                                .build())
                        .toList()));
    }

    /** Tasks of an earlier process: their containers ended with it. */
    void resume() {
        List<TaskRow> orphans =
                tables.tasks().values().stream().filter(row -> !row.isStopped()).toList();
        if (orphans.isEmpty()) {
            return;
        }
        host.removeLeftovers();
        for (TaskRow row : orphans) {
            change(
                    row.key(),
                    present -> present.with(task -> task.desiredStatus(TaskRow.STOPPED)
                            .stoppingAt(now())
                            .stopCode(TaskStopCode.TERMINATION_NOTICE)
                            .stoppedReason("The process of the embedded cloud ended, and with it the containers")));
            context.time().execute(() -> {
                links.deregister(row);
                change(row.key(), present -> stopped(present, now())).ifPresent(changed);
            });
        }
    }

    @Override
    public void close() {
        host.close();
        addresses.close();
    }
}
