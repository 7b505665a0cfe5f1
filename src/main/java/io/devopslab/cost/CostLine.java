package io.devopslab.cost;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one resource costs.
 *
 * @param stack the lab's stack that holds it
 * @param resource its logical id there
 * @param type CloudFormation's
 * @param kind whether its price is known
 * @param charge how that comes about; there only where the price is known
 */
public record CostLine(String stack, String resource, String type, Kind kind, Optional<Charge> charge) {

    /** What is known of a price. */
    public enum Kind {
        PRICED,
        /** AWS asks nothing for it. */
        FREE,
        /** This program does not know. */
        UNKNOWN
    }

    /**
     * @param unit what is counted, for example {@code build-minute}
     * @param quantity how many units
     * @param assumed whether the quantity is an assumption about the learner rather than time that passes
     * @param unitUsd US dollars a unit
     * @param usd quantity times unit price, in full cents or finer
     * @param source AWS's page of the price
     * @param secondHand where the price was read, where that was not AWS's page itself
     */
    public record Charge(
            String unit,
            BigDecimal quantity,
            boolean assumed,
            BigDecimal unitUsd,
            BigDecimal usd,
            String source,
            Optional<String> secondHand) {}
}
