/**
 * Questions about metrics: GetMetricStatistics, and GetMetricData with its expressions, labels and pages. Alarms ask
 * the same questions.
 */
@NullMarked
package io.devopslab.cloud.service.cloudwatch.query;

import org.jspecify.annotations.NullMarked;
