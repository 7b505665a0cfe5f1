package orders;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Leaves a service alone that fails again and again: closed it lets all calls through, open none, and when it was open for a
 * while one call may try (half-open). What comes of that one closes it, or opens it again.
 */
final class CircuitBreaker {

    private final int threshold;
    private final long openNanos;
    private int failures;
    private long openedAt;
    private boolean trying;

    CircuitBreaker(int threshold, Duration open) {
        this.threshold = threshold;
        this.openNanos = open.toNanos();
    }

    <T> T call(Supplier<T> call) {
        enter();
        try {
            T result = call.get();
            leave(true);
            return result;
        } catch (ShippingUnavailableException e) {
            leave(false);
            throw e;
        } catch (RuntimeException e) {
            // A refusal is an answer: the service is there.
            leave(true);
            throw e;
        }
    }

    synchronized boolean isOpen() {
        return failures >= threshold && (trying || System.nanoTime() - openedAt < openNanos);
    }

    private synchronized void enter() {
        if (isOpen()) {
            throw new ShippingUnavailableException("shipping is left alone");
        }
        trying = failures >= threshold;
    }

    private synchronized void leave(boolean answered) {
        trying = false;
        failures = answered ? 0 : failures + 1;
        openedAt = System.nanoTime();
    }
}
