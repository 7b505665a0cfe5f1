package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.eventbridge.target.DeadLetters;
import io.devopslab.cloud.service.eventbridge.target.TargetCalls;
import io.devopslab.cloud.service.eventbridge.target.TargetEvent;
import io.devopslab.cloud.service.eventbridge.target.TargetInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eventbridge.model.DeadLetterConfig;
import software.amazon.awssdk.services.eventbridge.model.RetryPolicy;
import software.amazon.awssdk.services.eventbridge.model.Target;

/**
 * Events on their way to targets. A delivery that was begun is kept until the target took it or refused it, over
 * the end of the process too; a target that fails for the moment is tried again (EventBridge User Guide, "How
 * EventBridge retries delivering events"): for 24 hours and 185 times unless the target says otherwise. What is given up
 * goes to the dead-letter queue of the target, if it names one.
 */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int MAX_RETRIES = 185;
    private static final int MAX_AGE_SECONDS = 86_400;
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    private final ServiceContext context;
    private final TargetCalls calls;
    private final DeadLetters deadLetters;
    private final Table<Delivery> pending;

    /**
     * A delivery on its way.
     *
     * @param replay the name of the replay by which the event comes again
     */
    record Delivery(
            String ruleArn,
            Target target,
            CloudEvent event,
            boolean forwarded,
            Instant since,
            int failures,
            Optional<String> replay) {

        Delivery failed() {
            return new Delivery(ruleArn, target, event, forwarded, since, failures + 1, replay);
        }
    }

    Deliveries(ServiceContext context, TargetCalls calls, DeadLetters deadLetters) {
        this.context = context;
        this.calls = calls;
        this.deadLetters = deadLetters;
        this.pending = context.store().table("deliveries", Delivery.class);
    }

    /** Inside a write: keeps a delivery, to be {@linkplain #start started} when the write is kept. */
    String add(String ruleArn, Target target, CloudEvent event, boolean forwarded) {
        return add(ruleArn, target, event, forwarded, Optional.empty());
    }

    /** The same for an event that may come again. */
    String add(String ruleArn, Target target, CloudEvent event, boolean forwarded, Optional<String> replay) {
        String key = context.ids().uuid();
        Instant now = context.time().instant();
        pending.put(key, new Delivery(ruleArn, target, event, forwarded, now, 0, replay));
        return key;
    }

    void start(List<String> keys) {
        keys.forEach(key -> context.time().execute(() -> attempt(key)));
    }

    /** Goes on with what an earlier process began. */
    void resume() {
        start(pending.keys());
    }

    private void attempt(String key) {
        pending.get(key).ifPresent(delivery -> attempt(key, delivery));
    }

    private void attempt(String key, Delivery delivery) {
        try {
            calls.call(new TargetEvent(
                    key,
                    delivery.ruleArn(),
                    delivery.target(),
                    delivery.event(),
                    payload(delivery),
                    delivery.forwarded()));
            pending.remove(key);
        } catch (RuntimeException e) {
            failed(key, delivery.failed(), e);
        }
    }

    private static String payload(Delivery delivery) {
        return TargetInput.of(
                delivery.target(),
                Events.document(delivery.event(), delivery.replay()),
                delivery.ruleArn(),
                delivery.since());
    }

    private void failed(String key, Delivery delivery, RuntimeException problem) {
        Optional<String> exhausted = exhausted(delivery);
        if (isPassing(problem) && exhausted.isEmpty()) {
            pending.put(key, delivery);
            context.time().schedule(delay(delivery.failures()), () -> attempt(key));
            return;
        }
        LOG.warn(
                "The rule {} could not give the event {} ({}) to {}: {}",
                delivery.ruleArn(),
                delivery.event().id(),
                delivery.event().detailType(),
                delivery.target().arn(),
                problem.getMessage());
        bury(
                delivery,
                new DeadLetters.Reason(
                        problem, exhausted.filter(limit -> isPassing(problem)), delivery.failures() - 1));
        pending.remove(key);
    }

    /** The limit of the retry policy that forbids another attempt. */
    private Optional<String> exhausted(Delivery delivery) {
        if (delivery.failures() > maxRetries(delivery.target())) {
            return Optional.of("MaximumRetryAttempts");
        }
        Instant next = context.time().instant().plus(delay(delivery.failures()));
        return next.isAfter(delivery.since().plusSeconds(maxAge(delivery.target())))
                ? Optional.of("MaximumEventAgeInSeconds")
                : Optional.empty();
    }

    /** A queue that does not take the event loses it, as on AWS. */
    private void bury(Delivery delivery, DeadLetters.Reason reason) {
        DeadLetterConfig queue = delivery.target().deadLetterConfig();
        if (queue == null || queue.arn() == null) {
            return;
        }
        try {
            deadLetters.send(
                    delivery.ruleArn(),
                    delivery.target(),
                    Events.document(delivery.event(), delivery.replay()).toString(),
                    reason);
        } catch (RuntimeException e) {
            context.store().requireOpen(e);
            LOG.warn("The dead-letter queue {} did not take an event: {}", queue.arn(), e.getMessage());
        }
    }

    private static Duration delay(int failures) {
        Duration delay = Duration.ofSeconds(1L << Math.min(failures - 1, 10));
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }

    private static boolean isPassing(RuntimeException problem) {
        return problem instanceof AwsServiceException error
                && (error.statusCode() >= 500 || error.statusCode() == 429 || error.isThrottlingException());
    }

    private static int maxRetries(Target target) {
        RetryPolicy policy = target.retryPolicy();
        return policy == null || policy.maximumRetryAttempts() == null ? MAX_RETRIES : policy.maximumRetryAttempts();
    }

    private static int maxAge(Target target) {
        RetryPolicy policy = target.retryPolicy();
        return policy == null || policy.maximumEventAgeInSeconds() == null
                ? MAX_AGE_SECONDS
                : policy.maximumEventAgeInSeconds();
    }
}
