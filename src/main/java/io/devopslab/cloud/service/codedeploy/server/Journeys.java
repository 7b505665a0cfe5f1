package io.devopslab.cloud.service.codedeploy.server;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentEvents;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentTable;
import io.devopslab.cloud.service.codedeploy.deployment.TargetLog;
import io.devopslab.cloud.service.codedeploy.deployment.Targets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.Diagnostics;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEvent;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/**
 * Takes targets through their lifecycle events. Where a target stands is kept before it goes on, so that a later
 * process can; what takes time without work, as draining, is waited for on the clock. Thread-safe.
 */
final class Journeys {

    /** How often what takes its time is looked at again. */
    private static final Duration POLL = Duration.ofSeconds(2);

    /**
     * How long an agent waits before it asks for its next event: {@code wait_between_runs} of its configuration ("CodeDeploy
     * agent configuration reference"). So even a revision without scripts takes time, in which requests are counted.
     */
    private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(1);

    private final ServiceContext context;
    private final DeploymentTable deployments;
    private final DeploymentEvents events;
    private final TargetLog log;
    private final EventRunner runner;
    private final BiPredicate<DeploymentRow, DeploymentTarget> restsAfterInstallation;
    private final Consumer<String> wake;
    private final HostQueue hosts = new HostQueue();

    /**
     * @param restsAfterInstallation whether a target is to wait before it gets traffic
     * @param wake asks for a look at a deployment
     */
    Journeys(
            ServiceContext context,
            DeploymentTable deployments,
            DeploymentEvents events,
            EventRunner runner,
            BiPredicate<DeploymentRow, DeploymentTarget> restsAfterInstallation,
            Consumer<String> wake) {
        this.context = context;
        this.deployments = deployments;
        this.events = events;
        this.log = new TargetLog(context, deployments);
        this.runner = runner;
        this.restsAfterInstallation = restsAfterInstallation;
        this.wake = wake;
    }

    /** Sends a target on its way, or on. */
    void launch(DeploymentRow row, DeploymentTarget target) {
        String id = Targets.id(target);
        context.store().write(() -> {
            if (Targets.status(target) == TargetStatus.PENDING) {
                events.instance(row, id, "START");
            }
            log.status(row.id(), id, TargetStatus.IN_PROGRESS);
        });
        resume(row.id(), id);
    }

    /** Goes on with a target that is on its way. */
    void resume(String deployment, String id) {
        context.time().execute(() -> hosts.run(id, () -> travel(deployment, id)));
    }

    /** As far as it goes now. */
    private void travel(String deployment, String id) {
        boolean goesOn = true;
        while (goesOn) {
            Optional<DeploymentRow> row = deployments.find(deployment).filter(now -> !now.hasEnded());
            Optional<DeploymentTarget> target = row.flatMap(now -> Targets.find(now.targets(), id))
                    .filter(found -> Targets.status(found) == TargetStatus.IN_PROGRESS);
            goesOn = target.isPresent() && step(row.get(), target.get());
        }
    }

    /** Whether the next step can follow at once. */
    private boolean step(DeploymentRow row, DeploymentTarget target) {
        Optional<LifecycleEvent> next = next(row, target);
        if (next.isEmpty()) {
            arrive(row, target);
            return false;
        }
        EventRunner.Outcome outcome;
        try {
            outcome = runner.run(row, target, next.get());
        } catch (InterruptedException e) {
            // The process ends. The next one finds the target in progress.
            Thread.currentThread().interrupt();
            return false;
        }
        String id = Targets.id(target);
        if (outcome instanceof EventRunner.Outcome.Later) {
            goOn(row.id(), id, POLL);
            return false;
        }
        if (outcome instanceof EventRunner.Outcome.Failed failed) {
            return fail(row, id, next.get().lifecycleEventName(), failed.diagnostics());
        }
        log.succeeded(row.id(), id, next.get().lifecycleEventName());
        goOn(row.id(), id, BETWEEN_EVENTS);
        return false;
    }

    private void goOn(String deployment, String id, Duration wait) {
        context.time().schedule(wait, () -> hosts.run(id, () -> travel(deployment, id)));
    }

    private Optional<LifecycleEvent> next(DeploymentRow row, DeploymentTarget target) {
        List<LifecycleEvent> all = Targets.events(target);
        boolean rests = restsAfterInstallation.test(row, target);
        for (LifecycleEvent event : all) {
            boolean isOpen = event.status() == LifecycleEventStatus.PENDING
                    || event.status() == LifecycleEventStatus.IN_PROGRESS;
            if (isOpen) {
                return Optional.of(event);
            }
            if (rests && event.lifecycleEventName().equals(Lifecycle.LAST_OF_INSTALLATION)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean fail(DeploymentRow row, String id, String event, Diagnostics diagnostics) {
        log.failed(row.id(), id, event, diagnostics);
        boolean isIgnored = Lifecycle.IGNORABLE.contains(event)
                && Boolean.TRUE.equals(row.info().ignoreApplicationStopFailures());
        if (!isIgnored) {
            end(row, id, TargetStatus.FAILED);
        }
        return isIgnored;
    }

    private void arrive(DeploymentRow row, DeploymentTarget target) {
        end(
                row,
                Targets.id(target),
                restsAfterInstallation.test(row, target) ? TargetStatus.READY : TargetStatus.SUCCEEDED);
    }

    private void end(DeploymentRow row, String id, TargetStatus status) {
        context.store().write(() -> {
            if (deployments.find(row.id()).filter(now -> !now.hasEnded()).isPresent()) {
                log.status(row.id(), id, status);
                if (status == TargetStatus.SUCCEEDED || status == TargetStatus.FAILED) {
                    events.instance(row, id, status == TargetStatus.SUCCEEDED ? "SUCCESS" : "FAILURE");
                }
            }
        });
        wake.accept(row.id());
    }
}
