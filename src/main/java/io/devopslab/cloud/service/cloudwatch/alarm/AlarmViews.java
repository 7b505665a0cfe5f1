package io.devopslab.cloud.service.cloudwatch.alarm;

import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.service.cloudwatch.metric.CloudWatchErrors;
import io.devopslab.cloud.service.cloudwatch.metric.MetricName;
import io.devopslab.cloud.service.cloudwatch.metric.Names;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Which alarms there are. */
final class AlarmViews {

    private static final int USUAL = 50;
    private static final int MOST_NAMES = 100;

    private final AlarmTables tables;
    private final StateChanges changes;

    AlarmViews(AlarmTables tables, StateChanges changes) {
        this.tables = tables;
        this.changes = changes;
    }

    static void maxRecords(@Nullable Integer wanted) {
        if (wanted != null && (wanted < 1 || wanted > 100)) {
            throw CloudWatchErrors.invalidValue("MaxRecords", wanted);
        }
    }

    DescribeAlarmsResponse describe(DescribeAlarmsRequest request) {
        check(request);
        boolean ofRelatives = request.childrenOfAlarmName() != null || request.parentsOfAlarmName() != null;
        // Who asks for no type gets metric alarms only, as in the days when there were no others.
        List<AlarmType> types =
                request.alarmTypes().isEmpty() && !ofRelatives ? List.of(AlarmType.METRIC_ALARM) : request.alarmTypes();
        Predicate<AlarmRow> isRelated = relation(request);
        List<AlarmRow> rows = tables.all().stream()
                .filter(row -> types.isEmpty() || types.contains(row.type()))
                .filter(row ->
                        request.alarmNames().isEmpty() || request.alarmNames().contains(row.name()))
                .filter(row -> request.alarmNamePrefix() == null || row.name().startsWith(request.alarmNamePrefix()))
                .filter(row -> request.stateValue() == null || request.stateValue() == row.state())
                .filter(row -> request.actionPrefix() == null || hasAction(row, request.actionPrefix()))
                .filter(isRelated)
                .toList();
        try {
            int limit = request.maxRecords() == null ? USUAL : request.maxRecords();
            Page<AlarmRow> page = Page.of(rows, AlarmRow::name, request.nextToken(), limit);
            return DescribeAlarmsResponse.builder()
                    .metricAlarms(page.items().stream()
                            .flatMap(row -> row.metric().stream())
                            .map(alarm -> ofRelatives ? brief(alarm) : alarm)
                            .toList())
                    .compositeAlarms(page.items().stream()
                            .flatMap(row -> row.composite().stream())
                            .map(alarm -> ofRelatives ? brief(alarm) : alarm)
                            .toList())
                    .nextToken(page.nextToken().orElse(null))
                    .build();
        } catch (IllegalArgumentException e) {
            throw CloudWatchErrors.badToken();
        }
    }

    private static void check(DescribeAlarmsRequest request) {
        maxRecords(request.maxRecords());
        if (request.alarmTypes().contains(AlarmType.UNKNOWN_TO_SDK_VERSION)) {
            throw CloudWatchErrors.invalidValue("AlarmTypes", request.alarmTypesAsStrings());
        }
        if (request.stateValue() == StateValue.UNKNOWN_TO_SDK_VERSION) {
            throw CloudWatchErrors.invalidValue("StateValue", request.stateValueAsString());
        }
        if (request.alarmNames().size() > MOST_NAMES) {
            throw CloudWatchErrors.invalid(
                    "The collection AlarmNames must not have a size greater than " + MOST_NAMES + ".");
        }
        if (!request.alarmNames().isEmpty() && request.alarmNamePrefix() != null) {
            throw CloudWatchErrors.exclusive("AlarmNames", "AlarmNamePrefix");
        }
        if (request.childrenOfAlarmName() != null && request.parentsOfAlarmName() != null) {
            throw CloudWatchErrors.exclusive("ChildrenOfAlarmName", "ParentsOfAlarmName");
        }
    }

    private static boolean hasAction(AlarmRow row, String prefix) {
        return List.of(StateValue.OK, StateValue.ALARM, StateValue.INSUFFICIENT_DATA).stream()
                .flatMap(state -> row.actions(state).stream())
                .anyMatch(action -> action.startsWith(prefix));
    }

    private Predicate<AlarmRow> relation(DescribeAlarmsRequest request) {
        if (request.parentsOfAlarmName() != null) {
            String child = tables.name(request.parentsOfAlarmName());
            return row -> row.composite()
                    .filter(composite -> changes.speaksOf(composite, child))
                    .isPresent();
        }
        if (request.childrenOfAlarmName() != null) {
            String parent = tables.name(request.childrenOfAlarmName());
            return row -> tables.find(parent)
                    .flatMap(AlarmRow::composite)
                    .filter(composite -> changes.speaksOf(composite, row.name()))
                    .isPresent();
        }
        return row -> true;
    }

    /** Of relatives nothing is told but who they are and in which state. */
    private static MetricAlarm brief(MetricAlarm alarm) {
        return MetricAlarm.builder()
                .alarmName(alarm.alarmName())
                .alarmArn(alarm.alarmArn())
                .stateValue(alarm.stateValue())
                .stateUpdatedTimestamp(alarm.stateUpdatedTimestamp())
                .build();
    }

    private static CompositeAlarm brief(CompositeAlarm alarm) {
        return CompositeAlarm.builder()
                .alarmName(alarm.alarmName())
                .alarmArn(alarm.alarmArn())
                .stateValue(alarm.stateValue())
                .stateUpdatedTimestamp(alarm.stateUpdatedTimestamp())
                .build();
    }

    DescribeAlarmsForMetricResponse describe(DescribeAlarmsForMetricRequest request) {
        Names.metric("MetricName", request.metricName());
        Names.namespace(request.namespace());
        request.dimensions().forEach(dimension -> Names.metric("Dimensions.member.1.Name", dimension.name()));
        MetricName metric = MetricName.of(request.namespace(), request.metricName(), request.dimensions());
        return DescribeAlarmsForMetricResponse.builder()
                .metricAlarms(tables.all().stream()
                        .flatMap(row -> row.metric().stream())
                        .filter(alarm -> alarm.metricName() != null
                                && MetricName.of(alarm.namespace(), alarm.metricName(), alarm.dimensions())
                                        .equals(metric))
                        .filter(alarm -> isAsked(request.statisticAsString(), alarm.statisticAsString()))
                        .filter(alarm -> isAsked(request.extendedStatistic(), alarm.extendedStatistic()))
                        .filter(alarm -> isAsked(request.unitAsString(), alarm.unitAsString()))
                        .filter(alarm -> isAsked(request.period(), alarm.period()))
                        .toList())
                .build();
    }

    private static boolean isAsked(@Nullable Object asked, @Nullable Object actual) {
        return asked == null || asked.equals(actual);
    }
}
