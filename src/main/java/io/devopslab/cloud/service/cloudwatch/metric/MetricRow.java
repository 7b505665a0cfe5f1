package io.devopslab.cloud.service.cloudwatch.metric;

import java.time.Instant;

/**
 * A metric that has data.
 *
 * @param number short for its name in the keys of its data
 * @param lastPut when it last got data, to a few minutes
 */
record MetricRow(long number, MetricName name, Instant lastPut) {

    MetricRow putAt(Instant now) {
        return new MetricRow(number, name, now);
    }
}
