package io.devopslab.cloud.service.cloudwatch.alarm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** What a topic is told of a change of state: the message that people get by email, and functions take apart. */
final class TopicMessage {

    private static final int LONGEST_SUBJECT = 100;

    private TopicMessage() {}

    static String subject(AlarmRow alarm, Scope scope) {
        String subject = alarm.state() + ": \"" + alarm.name() + "\" in " + region(scope);
        // A subject of SNS is ASCII without control characters.
        String plain = subject.replaceAll("[^ -~]", "?");
        return plain.length() > LONGEST_SUBJECT ? plain.substring(0, LONGEST_SUBJECT - 3) + "..." : plain;
    }

    /** {@code EU (Ireland)}; the code of a region that has no other name. */
    private static String region(Scope scope) {
        return Optional.ofNullable(RegionMetadata.of(Region.of(scope.region())))
                .map(RegionMetadata::description)
                .map(name -> name.startsWith("Europe (") ? "EU" + name.substring(6) : name)
                .orElse(scope.region());
    }

    static ObjectNode of(AlarmRow before, AlarmRow after, Scope scope) {
        ObjectNode message = AlarmJson.object()
                .put("AlarmName", after.name())
                .put("AlarmDescription", after.description().orElse(null))
                .put("AWSAccountId", scope.account())
                .put("AlarmConfigurationUpdatedTimestamp", AlarmTimes.data(after.configured()))
                .put("NewStateValue", after.state().toString())
                .put("NewStateReason", after.reason())
                .put("StateChangeTime", AlarmTimes.data(after.stateUpdated()))
                .put("Region", region(scope))
                .put("AlarmArn", after.arn())
                .put("OldStateValue", before.state().toString());
        AlarmJson.list(message, "OKActions", after.actions(StateValue.OK));
        AlarmJson.list(message, "AlarmActions", after.actions(StateValue.ALARM));
        AlarmJson.list(message, "InsufficientDataActions", after.actions(StateValue.INSUFFICIENT_DATA));
        after.metric().ifPresent(metric -> message.set("Trigger", trigger(metric)));
        after.composite().ifPresent(composite -> message.put("AlarmRule", composite.alarmRule()));
        return message;
    }

    private static ObjectNode trigger(MetricAlarm alarm) {
        ObjectNode trigger = AlarmJson.object();
        if (alarm.metricName() == null) {
            trigger.put("Period", MetricAlarmEvaluator.period(alarm));
        } else {
            trigger.put("MetricName", alarm.metricName()).put("Namespace", alarm.namespace());
            if (alarm.statistic() == null) {
                trigger.put("StatisticType", "ExtendedStatistic").put("ExtendedStatistic", alarm.extendedStatistic());
            } else {
                trigger.put("StatisticType", "Statistic")
                        .put("Statistic", alarm.statisticAsString().toUpperCase(Locale.ROOT));
            }
            trigger.put("Unit", alarm.unitAsString());
            dimensions(trigger, "Dimensions", alarm.dimensions());
            trigger.put("Period", alarm.period());
        }
        trigger.put("EvaluationPeriods", alarm.evaluationPeriods());
        if (alarm.datapointsToAlarm() != null) {
            trigger.put("DatapointsToAlarm", alarm.datapointsToAlarm());
        }
        trigger.put("ComparisonOperator", alarm.comparisonOperatorAsString())
                .put("Threshold", alarm.threshold())
                .put("TreatMissingData", alarm.treatMissingData() == null ? "" : alarm.treatMissingData())
                .put(
                        "EvaluateLowSampleCountPercentile",
                        alarm.evaluateLowSampleCountPercentile() == null
                                ? ""
                                : alarm.evaluateLowSampleCountPercentile());
        if (alarm.metricName() == null) {
            ArrayNode metrics = trigger.putArray("Metrics");
            alarm.metrics().forEach(query -> metrics.add(query(query)));
        }
        return trigger;
    }

    private static ObjectNode query(MetricDataQuery query) {
        ObjectNode node = AlarmJson.object();
        if (query.expression() != null) {
            node.put("Expression", query.expression());
        }
        node.put("Id", query.id());
        if (query.label() != null) {
            node.put("Label", query.label());
        }
        if (query.metricStat() != null) {
            MetricStat stat = query.metricStat();
            ObjectNode inner = node.putObject("MetricStat");
            ObjectNode metric = inner.putObject("Metric");
            dimensions(metric, "Dimensions", stat.metric().dimensions());
            metric.put("MetricName", stat.metric().metricName())
                    .put("Namespace", stat.metric().namespace());
            inner.put("Period", stat.period()).put("Stat", stat.stat());
        }
        return node.put("ReturnData", !Boolean.FALSE.equals(query.returnData()));
    }

    private static void dimensions(ObjectNode into, String name, List<Dimension> dimensions) {
        ArrayNode array = into.putArray(name);
        dimensions.forEach(
                dimension -> array.addObject().put("value", dimension.value()).put("name", dimension.name()));
    }
}
