/**
 * Data points: taken in, kept in ever coarser steps as they age, and read again as statistics over periods. It is the
 * lowest room of CloudWatch, and knows neither queries nor alarms.
 */
@NullMarked
package io.devopslab.cloud.service.cloudwatch.metric;

import org.jspecify.annotations.NullMarked;
