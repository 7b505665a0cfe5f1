package io.devopslab.cloud.service.cloudwatch.alarm;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.cloudwatch.metric.CloudWatchErrors;
import io.devopslab.cloud.service.cloudwatch.metric.Metrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Tag;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The alarms of a scope. Thread-safe. */
public final class Alarms {

    private static final int MOST_NAMES = 100;

    private final ServiceContext context;
    private final AlarmTables tables;
    private final AlarmHistory history;
    private final AlarmActions actions;
    private final StateChanges changes;
    private final MetricAlarmEvaluator evaluator;
    private final AlarmClock clock;
    private final AlarmViews views;

    /**
     * @param sns whose topics alarms tell
     * @param lambda whose functions alarms call
     */
    public Alarms(ServiceContext context, Metrics metrics, Supplier<SnsClient> sns, Supplier<LambdaClient> lambda) {
        this.context = context;
        this.tables = new AlarmTables(context);
        this.history = new AlarmHistory(context);
        this.actions = new AlarmActions(context, history, sns, lambda);
        this.changes = new StateChanges(context, tables, history, actions);
        this.evaluator = new MetricAlarmEvaluator(metrics);
        this.clock = new AlarmClock(context, tables, evaluator, changes);
        this.views = new AlarmViews(tables, changes);
    }

    /** Goes on with what an earlier process was about to do, and looks at the data from now on. */
    public void resume() {
        actions.resume();
        clock.wind();
    }

    public AlarmTags tags() {
        return new AlarmTags(context.store(), tables);
    }

    public void put(PutMetricAlarmRequest request) {
        AlarmCheck.verify(request, context.scope().account());
        if (!request.metrics().isEmpty()) {
            evaluator.verify(request.metrics(), context.time().instant());
        }
        Map<String, String> tags = tags(request, request.tags());
        context.store().write(() -> {
            Instant now = changes.now();
            Optional<AlarmRow> before = tables.find(request.alarmName());
            requireKind(before.filter(row -> row.metric().isEmpty()));
            Optional<MetricAlarm> old = before.flatMap(AlarmRow::metric);
            MetricAlarm alarm = MetricAlarm.builder()
                    .alarmName(request.alarmName())
                    .alarmArn(tables.arn(request.alarmName()))
                    .alarmDescription(request.alarmDescription())
                    .alarmConfigurationUpdatedTimestamp(now)
                    .actionsEnabled(!Boolean.FALSE.equals(request.actionsEnabled()))
                    .okActions(List.copyOf(request.okActions()))
                    .alarmActions(List.copyOf(request.alarmActions()))
                    .insufficientDataActions(List.copyOf(request.insufficientDataActions()))
                    .stateValue(old.map(MetricAlarm::stateValue).orElse(StateValue.INSUFFICIENT_DATA))
                    .stateReason(old.map(MetricAlarm::stateReason).orElse("Unchecked: Initial alarm creation"))
                    .stateReasonData(old.map(MetricAlarm::stateReasonData).orElse(null))
                    .stateUpdatedTimestamp(
                            old.map(MetricAlarm::stateUpdatedTimestamp).orElse(now))
                    .stateTransitionedTimestamp(
                            old.map(MetricAlarm::stateTransitionedTimestamp).orElse(now))
                    .metricName(request.metricName())
                    .namespace(request.namespace())
                    .statistic(request.statisticAsString())
                    .extendedStatistic(request.extendedStatistic())
                    .dimensions(request.metricName() == null ? null : List.copyOf(request.dimensions()))
                    .period(request.period())
                    .unit(request.unitAsString())
                    .evaluationPeriods(request.evaluationPeriods())
                    .datapointsToAlarm(request.datapointsToAlarm())
                    .threshold(request.threshold())
                    .comparisonOperator(request.comparisonOperatorAsString())
                    .treatMissingData(request.treatMissingData())
                    .evaluateLowSampleCountPercentile(request.evaluateLowSampleCountPercentile())
                    .metrics(request.metrics())
                    .build();
            // Tags of an alarm that is there already are those that it has.
            keep(before, AlarmRow.of(alarm, before.map(AlarmRow::tags).orElse(tags)));
        });
        clock.wind();
    }

    private static Map<String, String> tags(AwsRequest request, List<Tag> tags) {
        return AlarmTags.checked(tags, CallSource.of(request).isPresent());
    }

    private static void requireKind(Optional<AlarmRow> other) {
        other.ifPresent(row -> {
            throw CloudWatchErrors.validation(
                    "An alarm of another type with the name " + row.name() + " exists already.");
        });
    }

    private void keep(Optional<AlarmRow> before, AlarmRow alarm) {
        tables.keep(alarm);
        changes.configured(before, alarm, before.isPresent() ? "updated" : "created");
    }

    public void put(PutCompositeAlarmRequest request) {
        AlarmCheck.name(request.alarmName());
        CloudWatchErrors.verify(new Constraints()
                .length("alarmDescription", request.alarmDescription(), 0, 1024)
                .required("alarmRule", request.alarmRule())
                .length("alarmRule", request.alarmRule(), 1, 10_240));
        if (request.actionsSuppressor() != null) {
            throw new UnsupportedOperationException(
                    "The embedded CloudWatch does not support the suppression of actions.");
        }
        AlarmActions.check("OKActions", request.okActions());
        AlarmActions.check("AlarmActions", request.alarmActions());
        AlarmActions.check("InsufficientDataActions", request.insufficientDataActions());
        AlarmRule rule = parsed(request.alarmRule());
        Map<String, String> tags = tags(request, request.tags());
        context.store().write(() -> {
            Instant now = changes.now();
            Optional<AlarmRow> before = tables.find(request.alarmName());
            requireKind(before.filter(row -> row.composite().isEmpty()));
            requireChildren(rule);
            Optional<CompositeAlarm> old = before.flatMap(AlarmRow::composite);
            CompositeAlarm alarm = CompositeAlarm.builder()
                    .alarmName(request.alarmName())
                    .alarmArn(tables.arn(request.alarmName()))
                    .alarmDescription(request.alarmDescription())
                    .alarmRule(request.alarmRule())
                    .alarmConfigurationUpdatedTimestamp(now)
                    .actionsEnabled(!Boolean.FALSE.equals(request.actionsEnabled()))
                    .okActions(List.copyOf(request.okActions()))
                    .alarmActions(List.copyOf(request.alarmActions()))
                    .insufficientDataActions(List.copyOf(request.insufficientDataActions()))
                    .stateValue(old.map(CompositeAlarm::stateValue).orElse(StateValue.INSUFFICIENT_DATA))
                    .stateReason(old.map(CompositeAlarm::stateReason).orElse("Unchecked: Initial alarm creation"))
                    .stateReasonData(old.map(CompositeAlarm::stateReasonData).orElse(null))
                    .stateUpdatedTimestamp(
                            old.map(CompositeAlarm::stateUpdatedTimestamp).orElse(now))
                    .stateTransitionedTimestamp(
                            old.map(CompositeAlarm::stateTransitionedTimestamp).orElse(now))
                    .build();
            AlarmRow row = AlarmRow.of(alarm, before.map(AlarmRow::tags).orElse(tags));
            keep(before, row);
            StateValue state = changes.state(alarm);
            if (state != alarm.stateValue()) {
                String reason = alarm.alarmArn() + " was " + (before.isPresent() ? "updated" : "created")
                        + " and its alarm rule evaluates to " + state;
                changes.reach(row, new Reached(state, reason, Optional.empty()));
            }
        });
    }

    private static AlarmRule parsed(String text) {
        try {
            return AlarmRule.parse(text);
        } catch (IllegalArgumentException e) {
            throw CloudWatchErrors.validation("AlarmRule must not contain leading or trailing operators, unknown"
                    + " functions or unbalanced parentheses: " + e.getMessage());
        }
    }

    /** Alarms can be made to look at each other in a circle, as in AWS: each of them was there when it was named. */
    private void requireChildren(AlarmRule rule) {
        List<String> unknown = rule.alarms().stream()
                .map(tables::name)
                .filter(name -> tables.find(name).isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            throw CloudWatchErrors.validation(
                    "Could not save the composite alarm as alarms " + unknown + " in the alarm rule do not exist");
        }
    }

    public void delete(DeleteAlarmsRequest request) {
        CloudWatchErrors.verify(
                new Constraints().required("alarmNames", request.hasAlarmNames() ? request.alarmNames() : null));
        if (request.alarmNames().size() > MOST_NAMES) {
            throw CloudWatchErrors.invalid(
                    "The collection AlarmNames must not have a size greater than " + MOST_NAMES + ".");
        }
        context.store().write(() -> {
            List<AlarmRow> rows = new TreeSet<>(request.alarmNames())
                    .stream().flatMap(name -> tables.find(name).stream()).toList();
            long composites =
                    rows.stream().filter(row -> row.composite().isPresent()).count();
            if (composites > 1 || (composites == 1 && rows.size() > 1)) {
                throw CloudWatchErrors.validation("A composite alarm must be deleted by a request of its own.");
            }
            rows.forEach(this::requireUnused);
            for (AlarmRow row : rows) {
                tables.remove(row);
                changes.configured(Optional.empty(), row, "deleted");
            }
        });
    }

    private void requireUnused(AlarmRow alarm) {
        boolean used = tables.all().stream()
                .flatMap(row -> row.composite().stream())
                .anyMatch(composite -> changes.speaksOf(composite, alarm.name()));
        if (used) {
            throw CloudWatchErrors.validation(
                    "Cannot delete " + alarm.name() + " as there are composite alarm(s) depending on it.");
        }
    }

    public void set(SetAlarmStateRequest request) {
        AlarmCheck.name(request.alarmName());
        CloudWatchErrors.verify(new Constraints()
                .required("stateValue", request.stateValueAsString())
                .oneOf("stateValue", request.stateValueAsString(), StateValue.knownValues())
                .required("stateReason", request.stateReason())
                .length("stateReason", request.stateReason(), 0, 1_023)
                .length("stateReasonData", request.stateReasonData(), 0, 4_000));
        if (request.stateReasonData() != null && !Json.isObject(request.stateReasonData())) {
            throw CloudWatchErrors.invalidFormat("StateReasonData");
        }
        context.store().write(() -> {
            AlarmRow alarm = tables.find(request.alarmName())
                    .orElseThrow(() -> CloudWatchErrors.noSuchAlarm(
                            "The alarm with name " + request.alarmName() + " does not exist."));
            Optional<String> data = Optional.ofNullable(request.stateReasonData());
            changes.reach(alarm, new Reached(request.stateValue(), request.stateReason(), data));
        });
    }

    /** Lets alarms act or keeps them from it; names of no alarms are passed over. */
    public void enable(List<String> names, boolean enabled) {
        CloudWatchErrors.verify(new Constraints().size("alarmNames", names, 1, MOST_NAMES));
        context.store().write(() -> {
            List<AlarmRow> rows = new ArrayList<>();
            names.forEach(name -> tables.find(name).ifPresent(rows::add));
            for (AlarmRow row : rows) {
                AlarmRow changed = row.withActions(enabled);
                tables.keep(changed);
                if (row.actionsEnabled() != enabled) {
                    changes.configured(Optional.of(row), changed, "updated");
                }
            }
        });
    }

    public DescribeAlarmsResponse describe(DescribeAlarmsRequest request) {
        return context.store().read(() -> views.describe(request));
    }

    public DescribeAlarmsForMetricResponse describe(DescribeAlarmsForMetricRequest request) {
        return views.describe(request);
    }

    public DescribeAlarmHistoryResponse describe(DescribeAlarmHistoryRequest request) {
        return history.describe(request);
    }
}
