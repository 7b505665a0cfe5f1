package io.devopslab.cloud.service.cloudformation.resource;

import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.stack.ResourceFailure;
import io.devopslab.cloud.stack.ResourceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what others do, until it is there, too late, or not wanted any more. */
final class Patience {

    /** Much shorter than anything that is waited for, and long enough to cost nothing. */
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Time time;
    private final Predicate<ResourceRequest> cancelled;

    /**
     * @param cancelled whether the stack has given up on the resource of a request
     */
    Patience(Time time, Predicate<ResourceRequest> cancelled) {
        this.time = time;
        this.cancelled = cancelled;
    }

    /** Waits without an end. */
    <T> T await(ResourceRequest request, Supplier<Optional<T>> look) {
        return look(look, () -> false)
                .orElseThrow(() -> new IllegalStateException("The wait for " + request.logicalId() + " was broken."));
    }

    /** Waits for {@code limit} at most; empty when it has passed. */
    <T> Optional<T> await(ResourceRequest request, Duration limit, Supplier<Optional<T>> look) {
        Instant end = time.instant().plus(limit);
        return look(look, () -> {
            if (cancelled.test(request)) {
                throw new ResourceFailure("Resource creation cancelled", request.generatedName());
            }
            return !time.instant().isBefore(end);
        });
    }

    private <T> Optional<T> look(Supplier<Optional<T>> look, Supplier<Boolean> over) {
        Optional<T> found = look.get();
        while (found.isEmpty() && !over.get()) {
            try {
                time.standBy(GLANCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The process ends.", e);
            }
            found = look.get();
        }
        return found;
    }
}
