package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.lambda.Invoker.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.lambda.model.FunctionEventInvokeConfig;

/**
 * Asynchronous calls on their way (Lambda Developer Guide, "Understanding retry behavior", "How Lambda handles errors
 * and retries with asynchronous invocation"). A call stays in the store until its outcome is delivered, so that it
 * survives the process; it may be made twice, as on AWS.
 */
final class AsyncQueue {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncQueue.class);
    private static final int DEFAULT_RETRIES = 2;
    private static final Duration DEFAULT_AGE = Duration.ofHours(6);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final ServiceContext context;
    private final Invoker invoker;
    private final EventInvokeConfigs configs;
    private final Destinations destinations;
    private final DeadLetters deadLetters;
    private final Table<Queued> queue;

    /**
     * A call that waits or runs.
     *
     * @param due when it is to be made next
     * @param failures how often the function failed on it
     * @param refusals how often in a row it could not be made at all
     */
    record Queued(Call call, Instant accepted, Instant due, int failures, int refusals) {

        Queued failed(Instant next) {
            return new Queued(call, accepted, next, failures + 1, 0);
        }

        Queued refused(Instant next) {
            return new Queued(call, accepted, next, failures, refusals + 1);
        }
    }

    AsyncQueue(
            ServiceContext context,
            Invoker invoker,
            EventInvokeConfigs configs,
            Destinations destinations,
            DeadLetters deadLetters) {
        this.context = context;
        this.invoker = invoker;
        this.configs = configs;
        this.destinations = destinations;
        this.deadLetters = deadLetters;
        this.queue = context.store().table("async-calls", Queued.class);
    }

    /** Accepts a call: it is made soon, whatever happens to this process. */
    void offer(Call call) {
        Instant now = context.time().instant();
        queue.put(call.requestId(), new Queued(call, now, now, 0, 0));
        context.time().execute(() -> run(call.requestId()));
    }

    void resume() {
        queue.values().forEach(this::schedule);
    }

    private void schedule(Queued queued) {
        Duration wait = Duration.between(context.time().instant(), queued.due());
        context.time()
                .schedule(
                        wait.isNegative() ? Duration.ZERO : wait,
                        () -> run(queued.call().requestId()));
    }

    private void run(String id) {
        Optional<Queued> queued = queue.get(id);
        if (queued.isEmpty()) {
            return;
        }
        try {
            attempt(queued.get());
        } catch (RuntimeException e) {
            context.store().requireOpen(e);
            LOG.error(
                    "An asynchronous call of {} is given up.",
                    queued.get().call().function(),
                    e);
            queue.remove(id);
        }
    }

    private void attempt(Queued queued) {
        Optional<FunctionEventInvokeConfig> config = configs.find(queued.call().function());
        if (isTooOld(queued, config)) {
            giveUp(queued, config, Outcome.none("EventAgeExceeded"));
            return;
        }
        if (invoker.isStopped(queued.call())) {
            giveUp(queued, config, Outcome.none("ZeroReservedConcurrency"));
            return;
        }
        try {
            Invoker.Done done = invoker.run(queued.call());
            if (!done.result().isError()) {
                destinations.succeeded(queued, config, Outcome.of("Success", done));
                queue.remove(queued.call().requestId());
            } else {
                failed(queued, config, Outcome.of("RetriesExhausted", done));
            }
        } catch (AwsServiceException e) {
            context.store().requireOpen(e);
            refused(queued, config, e);
        }
    }

    private void giveUp(Queued queued, Optional<FunctionEventInvokeConfig> config, Outcome outcome) {
        destinations.failed(queued, config, outcome);
        deadLetters.failed(queued, outcome);
        queue.remove(queued.call().requestId());
    }

    private boolean isTooOld(Queued queued, Optional<FunctionEventInvokeConfig> config) {
        Duration most = config.map(FunctionEventInvokeConfig::maximumEventAgeInSeconds)
                .map(Duration::ofSeconds)
                .orElse(DEFAULT_AGE);
        return queued.accepted().plus(most).isBefore(context.time().instant());
    }

    /** The function failed: it is tried again after one minute, then after two. */
    private void failed(Queued queued, Optional<FunctionEventInvokeConfig> config, Outcome outcome) {
        int retries =
                config.map(FunctionEventInvokeConfig::maximumRetryAttempts).orElse(DEFAULT_RETRIES);
        if (queued.failures() >= retries) {
            giveUp(queued, config, outcome);
            return;
        }
        Instant next = context.time().instant().plus(Duration.ofMinutes(queued.failures() + 1L));
        again(queued.failed(next));
    }

    /** The call could not be made. Throttles and server errors pass, and are no failures of the function. */
    private void refused(Queued queued, Optional<FunctionEventInvokeConfig> config, AwsServiceException error) {
        boolean passes = error.statusCode() == TOO_MANY_REQUESTS || error.statusCode() == SERVER_ERROR;
        if (!passes) {
            LOG.info("An asynchronous call was refused.", error);
            failed(queued, config, Outcome.refused(error));
            return;
        }
        Duration backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(queued.refusals(), 10));
        Duration wait = backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff;
        again(queued.refused(context.time().instant().plus(wait)));
    }

    private void again(Queued queued) {
        queue.put(queued.call().requestId(), queued);
        schedule(queued);
    }
}
