package io.devopslab.cloud.service.cloudwatch.metric;

import java.time.Instant;

/**
 * What was sent of a metric, checked.
 *
 * @param high whether it is kept by the second
 */
record Datum(MetricName metric, String unit, Instant time, Stats stats, boolean high) {}
