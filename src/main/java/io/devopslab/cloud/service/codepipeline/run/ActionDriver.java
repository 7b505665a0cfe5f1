package io.devopslab.cloud.service.codepipeline.run;

import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Calls the providers of the actions in progress: at once when an action starts, and again when its provider
 * asked for it, when a service tells of a change, or when the action's time is over. Thread-safe.
 */
final class ActionDriver {

    private static final Logger LOG = LoggerFactory.getLogger(ActionDriver.class);

    private final ServiceContext context;
    private final Executions executions;
    private final Pipelines pipelines;
    private final ActionProviders providers;
    private final BiConsumer<String, Progress> report;
    private final Set<String> busy = new HashSet<>();
    private final Set<String> again = new HashSet<>();
    private final Map<String, Time.Timer> timers = new HashMap<>();

    /**
     * @param report takes the key of an action and how far it is
     */
    ActionDriver(
            ServiceContext context,
            Executions executions,
            Pipelines pipelines,
            ActionProviders providers,
            BiConsumer<String, Progress> report) {
        this.context = context;
        this.executions = executions;
        this.pipelines = pipelines;
        this.providers = providers;
        this.report = report;
    }

    /** Has the action looked after on one of the cloud's threads, now. */
    void drive(String key) {
        context.time().execute(() -> work(key));
    }

    /** Looks at once after the actions whose work elsewhere an event is about. */
    void hear(CloudEvent event) {
        if (event.source().equals("aws.codepipeline")) {
            return;
        }
        for (ActionRun run : executions.running()) {
            Optional<String> id = run.outcome().external().id();
            if (id.isPresent() && isAbout(event, id.get())) {
                drive(run.key());
            }
        }
    }

    private static boolean isAbout(CloudEvent event, String id) {
        return event.resources().stream().anyMatch(resource -> resource.endsWith(id))
                || event.detail().path("build-id").asText().endsWith(id);
    }

    private void work(String key) {
        if (!take(key)) {
            return;
        }
        Optional<Duration> next = Optional.empty();
        try {
            do {
                next = executions.action(key).filter(ActionRun::isInProgress).flatMap(this::look);
            } while (isWantedAgain(key));
        } finally {
            leave(key, next);
        }
    }

    private synchronized boolean take(String key) {
        Optional.ofNullable(timers.remove(key)).ifPresent(Time.Timer::cancel);
        if (busy.add(key)) {
            return true;
        }
        again.add(key);
        return false;
    }

    private synchronized boolean isWantedAgain(String key) {
        return again.remove(key);
    }

    private synchronized void leave(String key, Optional<Duration> next) {
        busy.remove(key);
        boolean missed = again.remove(key);
        if (missed) {
            drive(key);
        } else {
            next.ifPresent(delay -> timers.put(key, context.time().schedule(delay, () -> work(key))));
        }
    }

    /** Calls the provider and reports what it says; tells when to look again. */
    private Optional<Duration> look(ActionRun run) {
        Optional<Progress> progress = executions.byKey(run.executionKey()).map(execution -> progress(run, execution));
        progress.ifPresent(told -> report.accept(run.key(), told));
        return progress.filter(Progress.Running.class::isInstance)
                .map(Progress.Running.class::cast)
                .map(Progress.Running::next);
    }

    private Progress progress(ActionRun run, Execution execution) {
        ActionCall call = new ActionCall(run, execution, pipelines.arn(execution.pipeline()));
        ActionProvider provider = providers.of(run.declaration().actionTypeId());
        Duration left = Duration.between(context.time().instant(), run.started().plus(provider.timeout(call)));
        try {
            if (left.isNegative() || left.isZero()) {
                return new Progress.Failed("JobFailed", provider.timeoutMessage(call));
            }
            Progress progress = run.begun() ? provider.look(call) : provider.start(call);
            return progress instanceof Progress.Running running ? sooner(running, left) : progress;
        } catch (RuntimeException e) {
            context.store().requireOpen(e);
            return failed(run, execution, e);
        }
    }

    private static Progress sooner(Progress.Running running, Duration left) {
        return running.next().compareTo(left) <= 0
                ? running
                : new Progress.Running(running.external(), running.memory(), left);
    }

    private static Progress failed(ActionRun run, Execution execution, RuntimeException error) {
        if (error instanceof AwsServiceException refused) {
            return failed(refused);
        }
        if (error instanceof IllegalArgumentException) {
            return new Progress.Failed("ConfigurationError", String.valueOf(error.getMessage()));
        }
        LOG.error("The action {} of {} failed.", run.action(), execution.pipeline(), error);
        return new Progress.Failed("SystemUnavailable", String.valueOf(error.getMessage()));
    }

    private static Progress failed(AwsServiceException error) {
        String code =
                error.awsErrorDetails() == null ? "" : error.awsErrorDetails().errorCode();
        String message = error.awsErrorDetails() == null
                ? error.getMessage()
                : error.awsErrorDetails().errorMessage();
        boolean denied = code.contains("AccessDenied") || code.contains("Unauthorized");
        return new Progress.Failed(denied ? "PermissionError" : "ConfigurationError", String.valueOf(message));
    }

    synchronized void close() {
        timers.values().forEach(Time.Timer::cancel);
        timers.clear();
    }
}
