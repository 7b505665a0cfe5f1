package io.devopslab.catalog;

import java.math.BigDecimal;

/**
 * What the lab costs on AWS itself, in US dollars; everywhere else it costs nothing.
 *
 * @param estimate for one learner who takes the lab's duration
 * @param cap what a forgotten lab may cost at most until its time to live ends
 */
public record Cost(BigDecimal estimate, BigDecimal cap) {}
