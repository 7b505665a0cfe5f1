/**
 * The schedule expressions of EventBridge, {@code rate(…)} and {@code cron(…)}, and when they fall due next.
 * They know no clock.
 */
@NullMarked
package io.devopslab.cloud.service.eventbridge.schedule;

import org.jspecify.annotations.NullMarked;
