package io.devopslab.cloud.service.cloudwatch.alarm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Alarms in the shape of events and of calls of functions (CloudWatch User Guide, "Alarm events and EventBridge"). */
final class AlarmJson {

    private AlarmJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What a change of state is about: in events as {@code detail}, in calls of functions as {@code alarmData}. */
    static ObjectNode change(AlarmRow before, AlarmRow after) {
        ObjectNode detail = object().put("alarmName", after.name());
        detail.set("state", state(after));
        detail.set("previousState", state(before));
        detail.set("configuration", configuration(after));
        return detail;
    }

    static ObjectNode state(AlarmRow alarm) {
        ObjectNode state = object().put("value", alarm.state().toString()).put("reason", alarm.reason());
        alarm.reasonData().ifPresent(data -> state.put("reasonData", data));
        return state.put("timestamp", AlarmTimes.data(alarm.stateUpdated()));
    }

    static ObjectNode configuration(AlarmRow alarm) {
        ObjectNode configuration = object();
        alarm.description().ifPresent(text -> configuration.put("description", text));
        alarm.composite().ifPresent(composite -> configuration.put("alarmRule", composite.alarmRule()));
        alarm.metric().ifPresent(metric -> configuration.set("metrics", metrics(metric)));
        return configuration;
    }

    /** All of an alarm, for events of changes of its configuration. */
    static ObjectNode whole(AlarmRow alarm) {
        ObjectNode whole = configuration(alarm);
        alarm.metric().ifPresent(metric -> {
            whole.put("evaluationPeriods", metric.evaluationPeriods());
            if (metric.datapointsToAlarm() != null) {
                whole.put("datapointsToAlarm", metric.datapointsToAlarm());
            }
            whole.put("threshold", metric.threshold()).put("comparisonOperator", metric.comparisonOperatorAsString());
            if (metric.treatMissingData() != null) {
                whole.put("treatMissingData", metric.treatMissingData());
            }
        });
        whole.put("alarmName", alarm.name())
                .put("actionsEnabled", alarm.actionsEnabled())
                .put("timestamp", AlarmTimes.data(alarm.configured()));
        list(whole, "okActions", alarm.actions(StateValue.OK));
        list(whole, "alarmActions", alarm.actions(StateValue.ALARM));
        list(whole, "insufficientDataActions", alarm.actions(StateValue.INSUFFICIENT_DATA));
        return whole;
    }

    static void list(ObjectNode into, String name, List<String> texts) {
        ArrayNode array = into.putArray(name);
        texts.forEach(array::add);
    }

    private static ArrayNode metrics(MetricAlarm alarm) {
        ArrayNode metrics = JsonNodeFactory.instance.arrayNode();
        if (alarm.metricName() == null) {
            alarm.metrics().forEach(query -> metrics.add(query(query)));
            return metrics;
        }
        // The single metric has an id that nobody gave it; the same one each time.
        ObjectNode only = metrics.addObject()
                .put(
                        "id",
                        UUID.nameUUIDFromBytes(alarm.alarmArn().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .toString());
        ObjectNode stat = only.putObject("metricStat");
        stat.set("metric", metric(alarm.namespace(), alarm.metricName(), alarm.dimensions()));
        stat.put("period", alarm.period())
                .put("stat", MetricAlarmEvaluator.statistic(alarm).name());
        if (alarm.unit() != null) {
            stat.put("unit", alarm.unitAsString());
        }
        only.put("returnData", true);
        return metrics;
    }

    private static ObjectNode query(MetricDataQuery query) {
        ObjectNode node = object().put("id", query.id());
        if (query.metricStat() == null) {
            node.put("expression", query.expression());
        } else {
            ObjectNode stat = node.putObject("metricStat");
            stat.set(
                    "metric",
                    metric(
                            query.metricStat().metric().namespace(),
                            query.metricStat().metric().metricName(),
                            query.metricStat().metric().dimensions()));
            stat.put("period", query.metricStat().period())
                    .put("stat", query.metricStat().stat());
            if (query.metricStat().unit() != null) {
                stat.put("unit", query.metricStat().unitAsString());
            }
        }
        if (query.label() != null) {
            node.put("label", query.label());
        }
        if (query.period() != null) {
            node.put("period", query.period());
        }
        return node.put("returnData", !Boolean.FALSE.equals(query.returnData()));
    }

    private static ObjectNode metric(String namespace, String name, List<Dimension> dimensions) {
        ObjectNode metric = object();
        ObjectNode byName = metric.putObject("dimensions");
        dimensions.forEach(dimension -> byName.put(dimension.name(), dimension.value()));
        return metric.put("name", name).put("namespace", namespace);
    }
}
