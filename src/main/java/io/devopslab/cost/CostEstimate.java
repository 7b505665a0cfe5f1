package io.devopslab.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What a lab will cost, as far as it is known.
 *
 * @param region whose prices these are
 * @param read when the prices were read
 * @param lines one for each resource of the lab's stacks
 * @param uncounted stacks that a learner's work makes, of which nothing is known before
 */
public record CostEstimate(String region, LocalDate read, List<CostLine> lines, List<String> uncounted) {

    public CostEstimate {
        lines = List.copyOf(lines);
        uncounted = List.copyOf(uncounted);
    }

    /** The sum of what is known, in US dollars. */
    public BigDecimal sum() {
        return lines.stream()
                .flatMap(line -> line.charge().stream())
                .map(CostLine.Charge::usd)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
