/**
 * Amazon CloudWatch: metrics, alarms and dashboards. The API is that of the Amazon CloudWatch API Reference; what data
 * points are is the business of {@code metric}, how they are asked for that of {@code query}, and how alarms come to
 * their states that of {@code alarm}.
 */
@NullMarked
package io.devopslab.cloud.service.cloudwatch;

import org.jspecify.annotations.NullMarked;
