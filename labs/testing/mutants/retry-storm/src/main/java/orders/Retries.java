package orders;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Tries again, at once and as often as the time allows. */
final class Retries {

    private final long millis;

    /**
     * @param millis how long it goes on
     */
    Retries(long millis) {
        this.millis = millis;
    }

    /**
     * Only for what may be done twice.
     *
     * @param hopeless whether there is no use in another try
     */
    <T> T call(Supplier<T> call, BooleanSupplier hopeless) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (true) {
            try {
                return call.get();
            } catch (ShippingUnavailableException e) {
                if (System.nanoTime() > end || hopeless.getAsBoolean()) {
                    throw e;
                }
            }
        }
    }
}
