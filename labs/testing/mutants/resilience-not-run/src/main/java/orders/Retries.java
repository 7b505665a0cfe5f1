package orders;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Tries again, after pauses that grow and that chance makes differ: otherwise all clients would come back together. */
final class Retries {

    private final int tries;
    private final long pauseMillis;

    /**
     * @param tries at most, the first one included
     * @param pauseMillis the least pause before the second try; before each further one it doubles
     */
    Retries(int tries, long pauseMillis) {
        this.tries = tries;
        this.pauseMillis = pauseMillis;
    }

    /**
     * Only for what may be done twice.
     *
     * @param hopeless whether there is no use in another try
     */
    <T> T call(Supplier<T> call, BooleanSupplier hopeless) {
        long pause = pauseMillis;
        for (int left = tries - 1; ; left--) {
            try {
                return call.get();
            } catch (ShippingUnavailableException e) {
                if (left == 0 || hopeless.getAsBoolean()) {
                    throw e;
                }
            }
            pause(pause + ThreadLocalRandom.current().nextLong(pause));
            pause *= 2;
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShippingUnavailableException("interrupted");
        }
    }
}
