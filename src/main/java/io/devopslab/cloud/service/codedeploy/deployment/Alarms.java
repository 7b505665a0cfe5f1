package io.devopslab.cloud.service.codedeploy.deployment;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.codedeploy.model.Alarm;
import software.amazon.awssdk.services.codedeploy.model.AlarmConfiguration;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;

/** Asks CloudWatch whether an alarm stops a deployment (User Guide, "Monitoring deployments with CloudWatch alarms"). */
final class Alarms {

    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    private final Supplier<CloudWatchClient> cloudWatch;

    Alarms(Supplier<CloudWatchClient> cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    /** Why the deployment is to stop; empty when nothing speaks against it. */
    Optional<DeploymentFailure> verdict(DeploymentRow row) {
        return row.alarms().flatMap(this::verdict);
    }

    private Optional<DeploymentFailure> verdict(AlarmConfiguration configuration) {
        List<String> active;
        try {
            active = active(configuration.alarms().stream().map(Alarm::name).toList());
        } catch (RuntimeException e) {
            LOG.warn("The states of a deployment's alarms cannot be had: {}", e.getMessage());
            return Boolean.TRUE.equals(configuration.ignorePollAlarmFailure())
                    ? Optional.empty()
                    : Optional.of(new DeploymentFailure(
                            ErrorCode.INTERNAL_ERROR,
                            "The deployment was stopped because the status of its alarms could not be retrieved from"
                                    + " Amazon CloudWatch."));
        }
        return active.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeploymentFailure(
                        ErrorCode.ALARM_ACTIVE,
                        "One or more alarms have been activated according to the Amazon CloudWatch metrics you"
                                + " selected, and the affected deployments have been stopped. Activated alarms: "
                                + active.stream().map(name -> "<" + name + ">").collect(Collectors.joining(" "))));
    }

    private List<String> active(List<String> names) {
        DescribeAlarmsResponse found = cloudWatch.get().describeAlarms(r -> r.alarmNames(names)
                .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
        return Stream.concat(
                        found.metricAlarms().stream()
                                .filter(alarm -> alarm.stateValue() == StateValue.ALARM)
                                .map(MetricAlarm::alarmName),
                        found.compositeAlarms().stream()
                                .filter(alarm -> alarm.stateValue() == StateValue.ALARM)
                                .map(CompositeAlarm::alarmName))
                .toList();
    }
}
