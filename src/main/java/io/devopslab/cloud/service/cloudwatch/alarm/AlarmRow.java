package io.devopslab.cloud.service.cloudwatch.alarm;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** An alarm as it is kept: one of the two kinds, and its tags. */
record AlarmRow(Optional<MetricAlarm> metric, Optional<CompositeAlarm> composite, Map<String, String> tags) {

    AlarmRow {
        if (metric.isPresent() == composite.isPresent()) {
            throw new IllegalArgumentException("An alarm is of one of the two kinds.");
        }
        tags = Map.copyOf(tags);
    }

    static AlarmRow of(MetricAlarm alarm, Map<String, String> tags) {
        return new AlarmRow(Optional.of(alarm), Optional.empty(), tags);
    }

    static AlarmRow of(CompositeAlarm alarm, Map<String, String> tags) {
        return new AlarmRow(Optional.empty(), Optional.of(alarm), tags);
    }

    /** The same member of either kind; it must have a value. */
    private <T> T get(Function<MetricAlarm, T> ofMetric, Function<CompositeAlarm, T> ofComposite) {
        return metric.map(ofMetric).or(() -> composite.map(ofComposite)).orElseThrow();
    }

    private <T> Optional<T> find(Function<MetricAlarm, T> ofMetric, Function<CompositeAlarm, T> ofComposite) {
        return metric.map(ofMetric).or(() -> composite.map(ofComposite));
    }

    AlarmType type() {
        return metric.isPresent() ? AlarmType.METRIC_ALARM : AlarmType.COMPOSITE_ALARM;
    }

    String name() {
        return get(MetricAlarm::alarmName, CompositeAlarm::alarmName);
    }

    String arn() {
        return get(MetricAlarm::alarmArn, CompositeAlarm::alarmArn);
    }

    Optional<String> description() {
        return find(MetricAlarm::alarmDescription, CompositeAlarm::alarmDescription);
    }

    StateValue state() {
        return get(MetricAlarm::stateValue, CompositeAlarm::stateValue);
    }

    String reason() {
        return get(MetricAlarm::stateReason, CompositeAlarm::stateReason);
    }

    Optional<String> reasonData() {
        return find(MetricAlarm::stateReasonData, CompositeAlarm::stateReasonData);
    }

    Instant stateUpdated() {
        return get(MetricAlarm::stateUpdatedTimestamp, CompositeAlarm::stateUpdatedTimestamp);
    }

    Instant configured() {
        return get(MetricAlarm::alarmConfigurationUpdatedTimestamp, CompositeAlarm::alarmConfigurationUpdatedTimestamp);
    }

    boolean actionsEnabled() {
        return get(MetricAlarm::actionsEnabled, CompositeAlarm::actionsEnabled);
    }

    /** What is done when the alarm comes to a state. */
    List<String> actions(StateValue state) {
        return switch (state) {
            case OK -> get(MetricAlarm::okActions, CompositeAlarm::okActions);
            case ALARM -> get(MetricAlarm::alarmActions, CompositeAlarm::alarmActions);
            default -> get(MetricAlarm::insufficientDataActions, CompositeAlarm::insufficientDataActions);
        };
    }

    AlarmRow with(Reached reached, Instant now) {
        boolean isOther = reached.state() != state();
        return new AlarmRow(
                metric.map(alarm -> alarm.toBuilder()
                        .stateValue(reached.state())
                        .stateReason(reached.reason())
                        .stateReasonData(reached.reasonData().orElse(null))
                        .stateUpdatedTimestamp(now)
                        .stateTransitionedTimestamp(isOther ? now : alarm.stateTransitionedTimestamp())
                        .build()),
                composite.map(alarm -> alarm.toBuilder()
                        .stateValue(reached.state())
                        .stateReason(reached.reason())
                        .stateReasonData(reached.reasonData().orElse(null))
                        .stateUpdatedTimestamp(now)
                        .stateTransitionedTimestamp(isOther ? now : alarm.stateTransitionedTimestamp())
                        .build()),
                tags);
    }

    AlarmRow withActions(boolean enabled) {
        return new AlarmRow(
                metric.map(alarm -> alarm.toBuilder().actionsEnabled(enabled).build()),
                composite.map(alarm -> alarm.toBuilder().actionsEnabled(enabled).build()),
                tags);
    }

    AlarmRow with(Map<String, String> newTags) {
        return new AlarmRow(metric, composite, newTags);
    }
}
