package io.devopslab.cloud.service.ecs.run;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.service.ecs.state.DefinitionRow;
import io.devopslab.cloud.service.ecs.state.EcsTables;
import io.devopslab.cloud.service.ecs.state.RolloutRow;
import io.devopslab.cloud.service.ecs.state.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.StabilityStatus;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * Keeps each service at its number of tasks (Developer Guide, "Amazon ECS services"): starts what is missing, ends what
 * is too much or ill, and leads rolling updates. It looks when something has changed, and every few seconds at services
 * whose tasks are looked at by target groups. Thread-safe.
 */
public final class Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final Duration POLL = Duration.ofSeconds(10);

    /** Tasks that end again and again are tried less and less often ("Service throttle logic"). */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

    private final ServiceContext context;
    private final EcsTables tables;
    private final EcsEvents events;
    private final TargetLinks links;
    private final TaskFactory factory;
    private final TaskRunner runner;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    private final Map<String, Time.Timer> timers = new ConcurrentHashMap<>();

    Scheduler(
            ServiceContext context,
            EcsTables tables,
            EcsEvents events,
            TargetLinks links,
            TaskFactory factory,
            TaskRunner runner) {
        this.context = context;
        this.tables = tables;
        this.events = events;
        this.links = links;
        this.factory = factory;
        this.runner = runner;
    }

    /** Looks at a service soon. */
    public void wake(String service) {
        if (!context.store().isFrozen() && !service.isEmpty()) {
            context.time().execute(() -> look(service));
        }
    }

    /** Inside the write that keeps a new rollout. */
    public void begun(RolloutRow rollout) {
        events.begun(rollout);
    }

    void resume() {
        tables.services().keys().forEach(this::wake);
    }

    /** A task has changed. */
    void heard(TaskRow task) {
        boolean hasFailed = task.isStopped()
                && List.of(TaskStopCode.TASK_FAILED_TO_START, TaskStopCode.ESSENTIAL_CONTAINER_EXITED)
                        .contains(task.task().stopCode());
        if (hasFailed && !task.service().isEmpty()) {
            context.store().write(() -> {
                tables.rollouts().update(task.service() + "#" + task.rollout(), this::failedOnce);
                if (task.task().stopCode() == TaskStopCode.TASK_FAILED_TO_START) {
                    events.service(
                            task.service(),
                            tables.rollouts().get(task.service() + "#" + task.rollout()),
                            "was unable to start a task. Reason: " + task.task().stoppedReason());
                }
            });
        }
        wake(task.service());
    }

    private RolloutRow failedOnce(RolloutRow row) {
        Duration pause = row.failedTasks() == 0
                ? Duration.ZERO
                : FIRST_PAUSE.multipliedBy(1L << Math.min(row.failedTasks() - 1, 10));
        return row.failedOnce(
                context.time().instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
    }

    private void look(String key) {
        synchronized (locks.computeIfAbsent(key, any -> new Object())) {
            Optional.ofNullable(timers.remove(key)).ifPresent(Time.Timer::cancel);
            if (context.store().isFrozen()) {
                return;
            }
            Optional<Service> service = tables.services().get(key).filter(each -> !"INACTIVE".equals(each.status()));
            if (service.isEmpty()) {
                return;
            }
            try {
                new Look(key, service.get()).take();
            } catch (AwsServiceException e) {
                LOG.warn("A service of ECS cannot be looked after at present: {}", e.getMessage());
                again(key, POLL);
            }
        }
    }

    private void again(String key, Duration delay) {
        Optional.ofNullable(timers.put(key, context.time().schedule(delay, () -> look(key))))
                .ifPresent(Time.Timer::cancel);
    }

    /** One look at a service. Only one is taken at a time. */
    private final class Look {

        private final String key;
        private final Service service;
        private final Instant now = context.time().instant();
        private final List<RolloutRow> rollouts;
        private final Map<String, List<TaskRow>> tasks;
        private Optional<Duration> next = Optional.empty();

        Look(String key, Service service) {
            this.key = key;
            this.service = service;
            this.rollouts = tables.rolloutsOf(key);
            this.tasks = tables.livingTasksOf(key).stream().collect(Collectors.groupingBy(TaskRow::rollout));
        }

        private boolean isLeaving() {
            return "DRAINING".equals(service.status());
        }

        private Optional<RolloutRow> rolloutOf(TaskRow task) {
            return rollouts.stream()
                    .filter(row -> row.id().equals(task.rollout()))
                    .findFirst();
        }

        private List<TaskRow> living(RolloutRow rollout) {
            return tasks.getOrDefault(rollout.id(), List.of());
        }

        private List<TaskRow> wanted(RolloutRow rollout) {
            return living(rollout).stream().filter(TaskRow::isWanted).toList();
        }

        private List<TaskRow> healthy(RolloutRow rollout) {
            return wanted(rollout).stream()
                    .filter(task -> task.isRunning() && links.isHealthy(task))
                    .toList();
        }

        void take() {
            endIll();
            boolean isRolling = rollouts.stream().noneMatch(RolloutRow::isTaskSet);
            List<RolloutRow> gone = new ArrayList<>();
            boolean steady = true;
            for (RolloutRow rollout : rollouts) {
                int desired = desired(rollout, isRolling);
                List<TaskRow> present = wanted(rollout);
                if (present.size() < desired) {
                    start(rollout, isRolling ? Math.min(desired - present.size(), room()) : desired - present.size());
                } else if (isRolling && !rollout.isPrimary()) {
                    end(oldToEnd(rollout));
                } else if (present.size() > desired) {
                    end(present.subList(desired, present.size()));
                }
                boolean isSteady = present.size() == desired
                        && living(rollout).size() == desired
                        && healthy(rollout).size() == desired;
                keep(rollout, desired, isSteady);
                boolean isOver = living(rollout).isEmpty()
                        && (rollout.isDraining() || isLeaving() || (isRolling && !rollout.isPrimary()));
                if (isOver) {
                    gone.add(rollout);
                }
                steady &= isSteady || isOver;
            }
            context.store()
                    .write(() -> gone.forEach(rollout -> tables.rollouts().remove(rollout.key())));
            boolean isEmpty = gone.size() == rollouts.size() && tasks.isEmpty();
            if (isLeaving() && isEmpty) {
                tables.services()
                        .update(key, each -> each.toBuilder().status("INACTIVE").build());
                return;
            }
            if (steady && !isLeaving() && !rollouts.isEmpty() && !events.isSteady(service)) {
                context.store().write(() -> events.steady(key));
            }
            boolean isWatched = tasks.values().stream().flatMap(List::stream).anyMatch(task -> !task.loadBalancers()
                    .isEmpty());
            if (isWatched || !steady) {
                again(key, next.filter(when -> when.compareTo(POLL) < 0).orElse(POLL));
            }
        }

        /** How many tasks a rollout is to have; an old deployment has those that it has, and loses them one by one. */
        private int desired(RolloutRow rollout, boolean isRolling) {
            if (isLeaving() || rollout.isDraining()) {
                return 0;
            }
            if (isRolling) {
                return rollout.isPrimary() ? service.desiredCount() : 0;
            }
            return (int)
                    Math.ceil(service.desiredCount() * rollout.set().scale().value() / 100);
        }

        private int percent(boolean isMaximum) {
            var configuration = service.deploymentConfiguration();
            Integer given = configuration == null
                    ? null
                    : isMaximum ? configuration.maximumPercent() : configuration.minimumHealthyPercent();
            return given == null ? (isMaximum ? 200 : 100) : given;
        }

        /** How many tasks may be started beside those that are there (API Reference, "DeploymentConfiguration"). */
        private int room() {
            int most = service.desiredCount() * percent(true) / 100;
            int present = tasks.values().stream().mapToInt(List::size).sum();
            return Math.max(0, most - present);
        }

        /** Those of an old deployment that need not wait for the new ones; ill ones first. */
        private List<TaskRow> oldToEnd(RolloutRow old) {
            int least = isLeaving() ? 0 : (service.desiredCount() * percent(false) + 99) / 100;
            List<TaskRow> serving =
                    rollouts.stream().flatMap(each -> healthy(each).stream()).toList();
            List<TaskRow> ill =
                    wanted(old).stream().filter(task -> !serving.contains(task)).toList();
            List<TaskRow> chosen = new ArrayList<>(ill);
            wanted(old).stream()
                    .filter(serving::contains)
                    .limit(Math.max(0, serving.size() - least))
                    .forEach(chosen::add);
            return chosen;
        }

        private void endIll() {
            int grace = service.healthCheckGracePeriodSeconds() == null ? 0 : service.healthCheckGracePeriodSeconds();
            for (TaskRow task : tasks.values().stream().flatMap(List::stream).toList()) {
                boolean isJudged = task.isRunning()
                        && !now.isBefore(task.task().startedAt().plusSeconds(grace));
                Optional<String> complaint = isJudged ? links.complaint(task) : Optional.empty();
                complaint.ifPresent(group -> {
                    context.store()
                            .write(() -> events.service(
                                    key,
                                    rolloutOf(task),
                                    "(task " + task.id() + ") (port "
                                            + task.port(
                                                    task.loadBalancers().get(0).containerPort())
                                            + ") is unhealthy in (target-group " + group
                                            + ") due to (reason Health checks failed)"));
                    runner.stop(
                            task.key(),
                            "Task failed ELB health checks in (target-group " + group + ")",
                            TaskStopCode.SERVICE_SCHEDULER_INITIATED);
                });
            }
        }

        private void start(RolloutRow rollout, int count) {
            if (rollout.set().launchType() != LaunchType.FARGATE) {
                context.store()
                        .write(() -> events.service(
                                key,
                                Optional.of(rollout),
                                "was unable to place a task because no container instance met all of its requirements. Reason:"
                                        + " No Container Instances were found in your cluster."));
                return;
            }
            if (rollout.notBefore().filter(now::isBefore).isPresent()) {
                next = rollout.notBefore().map(when -> Duration.between(now, when));
                context.store().write(() -> events.impaired(key, rollout));
                return;
            }
            TaskDefinition definition = tables.findDefinition(rollout.set().taskDefinition())
                    .map(DefinitionRow::definition)
                    .orElseThrow();
            TaskFactory.Belonging belonging = new TaskFactory.Belonging(
                    key.substring(0, key.indexOf('/')),
                    key,
                    rollout.id(),
                    rollout.set().loadBalancers());
            for (int i = 0; i < count; i++) {
                TaskRow task = factory.make(
                        belonging, definition, rollout.set().networkConfiguration(), builder -> builder.group(
                                        "service:" + service.serviceName())
                                .startedBy(rollout.id())
                                .tags(PropagatedTags.of(service, definition, tables)));
                context.store().write(() -> {
                    tables.tasks().put(task.key(), task);
                    events.service(key, Optional.of(rollout), "has started 1 tasks: (task " + task.id() + ").");
                });
                runner.start(task.key());
            }
        }

        private void end(List<TaskRow> tasks) {
            for (TaskRow task : tasks) {
                context.store()
                        .write(() -> events.service(
                                key, rolloutOf(task), "has stopped 1 running tasks: (task " + task.id() + ")."));
                runner.stop(
                        task.key(),
                        "Scaling activity initiated by (deployment " + task.rollout() + ")",
                        TaskStopCode.SERVICE_SCHEDULER_INITIATED);
            }
        }

        private void keep(RolloutRow rollout, int desired, boolean isSteady) {
            StabilityStatus status = isSteady ? StabilityStatus.STEADY_STATE : StabilityStatus.STABILIZING;
            boolean isOfNone = rollout.isPrimary() && !rollout.isTaskSet() && service.desiredCount() == 0;
            boolean isDone = isSteady && (desired > 0 || (isOfNone && !isLeaving()));
            if (status == rollout.set().stabilityStatus()
                    && (!isDone || (rollout.isCompleted() && rollout.failedTasks() == 0))) {
                return;
            }
            boolean isNews = isDone && !rollout.isCompleted() && !rollout.isTaskSet();
            context.store().write(() -> {
                settle(rollout, status, isDone);
                if (isNews && rollout.isPrimary()) {
                    events.completed(rollout);
                }
            });
        }

        private void settle(RolloutRow rollout, StabilityStatus status, boolean isDone) {
            tables.rollouts().update(rollout.key(), row -> {
                RolloutRow settled = isDone ? row.completed() : row;
                return status == row.set().stabilityStatus()
                        ? settled
                        : settled.with(set -> set.stabilityStatus(status).stabilityStatusAt(now));
            });
        }
    }
}
