package io.devopslab.cloud.service.codedeploy.deployment;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;

/**
 * Drives the deployments of all platforms: begins them, looks at wishes to stop and at alarms before each step, lets
 * the platform take the step, and ends them. Thread-safe.
 */
public final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** How often the alarms of a deployment are asked for. */
    private static final Duration ALARM_POLL = Duration.ofSeconds(10);

    /** When to try again what another service could not do for a moment. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final ServiceContext context;
    private final DeploymentTable deployments;
    private final DeploymentEvents events;
    private final Endings endings;
    private final Alarms alarms;
    private final Map<ComputePlatform, Platform> platforms;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    private final Map<String, Time.Timer> timers = new ConcurrentHashMap<>();

    Engine(
            ServiceContext context,
            DeploymentTable deployments,
            DeploymentEvents events,
            Endings endings,
            Alarms alarms,
            Function<Consumer<String>, Map<ComputePlatform, Platform>> platforms) {
        this.context = context;
        this.deployments = deployments;
        this.events = events;
        this.endings = endings;
        this.alarms = alarms;
        this.platforms = platforms.apply(this::wake);
    }

    /** Takes the next steps of a deployment soon, on a thread of the cloud's. */
    public void wake(String id) {
        if (!context.store().isFrozen()) {
            context.time().execute(() -> drive(id));
        }
    }

    /** Goes on with all that has not ended. */
    void resume() {
        for (DeploymentRow row : endings.open()) {
            platform(row).recover(row);
            wake(row.id());
        }
    }

    Platform platform(DeploymentRow row) {
        return Optional.ofNullable(platforms.get(row.info().computePlatform()))
                .orElseThrow(() -> new IllegalStateException(
                        "No platform " + row.info().computePlatformAsString() + " is built in."));
    }

    private void drive(String id) {
        synchronized (locks.computeIfAbsent(id, key -> new Object())) {
            Optional.ofNullable(timers.remove(id)).ifPresent(Time.Timer::cancel);
            Optional<DeploymentRow> row = deployments.find(id);
            while (!context.store().isFrozen() && row.isPresent() && !row.get().hasEnded() && step(row.get())) {
                row = deployments.find(id);
            }
        }
        if (deployments.find(id).map(DeploymentRow::hasEnded).orElse(true)) {
            locks.remove(id);
        }
    }

    /** Whether there is more to do at once. */
    private boolean step(DeploymentRow row) {
        Platform platform = platform(row);
        try {
            if (row.stop().isPresent()) {
                ended(platform, row, endings.stop(platform, row, row.stop().get()));
                return false;
            }
            if (row.info().status() == DeploymentStatus.CREATED) {
                begin(row.id());
                return true;
            }
            Optional<DeploymentFailure> alarm = alarms.verdict(row);
            if (alarm.isPresent()) {
                ended(platform, row, endings.alarm(platform, row.id(), alarm.get()));
                return false;
            }
            return next(row, platform.advance(row));
        } catch (DeploymentFailure e) {
            ended(platform, row, endings.fail(platform, row.id(), e));
        } catch (AwsServiceException e) {
            return troubled(platform, row, e);
        } catch (RuntimeException e) {
            context.store().requireOpen(e);
            LOG.error("The deployment {} cannot go on.", row.id(), e);
            ended(platform, row, endings.fail(platform, row.id(), internal(e)));
        }
        return false;
    }

    private void begin(String id) {
        context.store().write(() -> deployments
                .update(
                        id,
                        row -> row.with(info -> info.status(DeploymentStatus.IN_PROGRESS)
                                .startTime(context.time().instant())))
                .ifPresent(row -> events.deployment(row, "START")));
    }

    private boolean next(DeploymentRow row, Platform.Next next) {
        if (next instanceof Platform.Next.Done) {
            endings.succeed(row.id());
            return false;
        }
        if (next instanceof Platform.Next.Now) {
            return true;
        }
        Optional<Instant> due = next instanceof Platform.Next.At at ? Optional.of(at.when()) : Optional.empty();
        Optional<Instant> poll =
                row.alarms().map(any -> context.time().instant().plus(ALARM_POLL));
        due.filter(when -> poll.isEmpty() || when.isBefore(poll.get()))
                .or(() -> poll)
                .ifPresent(when -> schedule(row.id(), when));
        return false;
    }

    private void schedule(String id, Instant when) {
        Duration delay = Duration.between(context.time().instant(), when);
        Duration wait = delay.isNegative() ? Duration.ZERO : delay;
        Optional.ofNullable(timers.put(id, context.time().schedule(wait, () -> drive(id))))
                .ifPresent(Time.Timer::cancel);
    }

    private boolean troubled(Platform platform, DeploymentRow row, AwsServiceException e) {
        context.store().requireOpen(e);
        if (e.statusCode() >= 500 || e.isThrottlingException()) {
            schedule(row.id(), context.time().instant().plus(RETRY));
        } else {
            ended(platform, row, endings.fail(platform, row.id(), internal(e)));
        }
        return false;
    }

    private static DeploymentFailure internal(RuntimeException e) {
        return new DeploymentFailure(ErrorCode.INTERNAL_ERROR, String.valueOf(e.getMessage()));
    }

    private void ended(Platform platform, DeploymentRow row, Optional<DeploymentRow> rollback) {
        platform.abandon(row);
        rollback.ifPresent(made -> wake(made.id()));
    }
}
