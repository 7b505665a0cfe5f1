/**
 * Alarms: how they are made, how the data of a metric or the states of other alarms bring them to a state, and what
 * they do then (CloudWatch User Guide, "Using Amazon CloudWatch alarms").
 */
@NullMarked
package io.devopslab.cloud.service.cloudwatch.alarm;

import org.jspecify.annotations.NullMarked;
