/**
 * Metric math: expressions over time series, parsed and computed (CloudWatch User Guide, "Using math expressions with
 * CloudWatch metrics"). It knows series of numbers, and not where they come from.
 */
@NullMarked
package io.devopslab.cloud.service.cloudwatch.math;

import org.jspecify.annotations.NullMarked;
