package io.devopslab.cloud.service.cloudwatch.alarm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.service.cloudwatch.alarm.Window.Point;
import io.devopslab.cloud.service.cloudwatch.math.Value;
import io.devopslab.cloud.service.cloudwatch.metric.MetricName;
import io.devopslab.cloud.service.cloudwatch.metric.Metrics;
import io.devopslab.cloud.service.cloudwatch.metric.Statistic;
import io.devopslab.cloud.service.cloudwatch.metric.Stats;
import io.devopslab.cloud.service.cloudwatch.query.QueryCheck;
import io.devopslab.cloud.service.cloudwatch.query.QueryRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Looks at a metric alarm's data, and says which state they bring it to. */
final class MetricAlarmEvaluator {

    /** How many periods more than needed are looked at, so that data that come late or not at all do no harm. */
    private static final int MORE = 2;

    private static final int MINUTE = 60;

    private final Metrics metrics;

    MetricAlarmEvaluator(Metrics metrics) {
        this.metrics = metrics;
    }

    /** The seconds of the alarm's periods. */
    static long period(MetricAlarm alarm) {
        return alarm.period() != null ? alarm.period() : QueryRun.period(watched(alarm.metrics()), alarm.metrics());
    }

    /** The query whose result an alarm of several watches. */
    static MetricDataQuery watched(List<MetricDataQuery> queries) {
        return queries.stream()
                .filter(query -> !Boolean.FALSE.equals(query.returnData()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Refuses what could never be watched: an expression that gives no time series, or several, or calls a function that
     * is not there. With REMOVE_EMPTY how many there are depends on the data; then only the data tell.
     */
    void verify(List<MetricDataQuery> queries, Instant now) {
        MetricDataQuery watched = watched(queries);
        boolean isOfData = queries.stream()
                .anyMatch(query ->
                        query.expression() != null && QueryCheck.parsed(query).calls("REMOVE_EMPTY"));
        if (watched.expression() == null || isOfData) {
            return;
        }
        Instant start = now.minusSeconds(QueryRun.period(watched, queries));
        if (new QueryRun(metrics, queries, start, now).series(watched).size() != 1) {
            throw QueryCheck.error(watched, "The expression of an alarm must give a single time series");
        }
    }

    /**
     * @param now the present, at or shortly after the end of a period
     * @return empty when the alarm stays as it is
     */
    Optional<Reached> evaluate(MetricAlarm alarm, Instant now) {
        long period = period(alarm);
        long step = Math.min(period, MINUTE);
        Instant end = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), step) * step);
        Window window;
        try {
            window = window(alarm, end, period);
        } catch (AwsServiceException | UnsupportedOperationException e) {
            return Optional.of(new Reached(
                    StateValue.INSUFFICIENT_DATA, "Insufficient Data: " + e.getMessage(), Optional.empty()));
        }
        if (isTooFew(alarm, window)) {
            return Optional.empty();
        }
        Threshold threshold = new Threshold(alarm);
        return threshold
                .state(window)
                .map(state ->
                        new Reached(state, threshold.reason(window, state), Optional.of(data(alarm, window, now))));
    }

    private Window window(MetricAlarm alarm, Instant end, long period) {
        int length = alarm.evaluationPeriods() + MORE;
        Instant start = end.minusSeconds(length * period);
        if (alarm.metricName() == null) {
            return new Window(end, period, computed(alarm, start, end, period, length));
        }
        MetricName name = MetricName.of(alarm.namespace(), alarm.metricName(), alarm.dimensions());
        Statistic statistic = statistic(alarm);
        Map<Instant, Stats> data = metrics.periods(name, start, end, period, alarm.unitAsString());
        return new Window(
                end,
                period,
                IntStream.rangeClosed(1, length)
                        .mapToObj(i -> end.minusSeconds(i * period))
                        .map(time -> point(time, Optional.ofNullable(data.get(time)), statistic))
                        .toList());
    }

    static Statistic statistic(MetricAlarm alarm) {
        String name = alarm.statistic() == null ? alarm.extendedStatistic() : alarm.statisticAsString();
        return Statistic.of(name).orElseThrow();
    }

    private static Point point(Instant time, Optional<Stats> stats, Statistic statistic) {
        return new Point(
                time,
                stats.flatMap(statistic.compute()),
                stats.map(known -> OptionalDouble.of(known.count())).orElse(OptionalDouble.empty()));
    }

    private List<Point> computed(MetricAlarm alarm, Instant start, Instant end, long period, int length) {
        List<Value.Series> series = new QueryRun(metrics, alarm.metrics(), start, end).series(watched(alarm.metrics()));
        NavigableMap<Instant, Double> values =
                series.isEmpty() ? new java.util.TreeMap<>() : series.get(0).points();
        List<Point> points = new ArrayList<>();
        for (int i = 1; i <= length; i++) {
            Instant time = end.minusSeconds(i * period);
            points.add(new Point(time, Optional.ofNullable(values.get(time)), OptionalDouble.empty()));
        }
        return points;
    }

    /** Whether a percentile is of too few values to mean anything, for an alarm that minds. */
    private static boolean isTooFew(MetricAlarm alarm, Window window) {
        if (!"ignore".equals(alarm.evaluateLowSampleCountPercentile()) || alarm.extendedStatistic() == null) {
            return false;
        }
        double percent = statistic(alarm).percentile().orElse(50.0);
        double part = Math.min(percent, 100 - percent) / 100;
        double needed = part == 0 ? 0 : 10 / part;
        return window.real(alarm.evaluationPeriods()).stream()
                .anyMatch(point -> point.samples().orElse(0) < needed);
    }

    /** The reason as data (CloudWatch User Guide, "Alarm events and EventBridge", reasonData). */
    private static String data(MetricAlarm alarm, Window window, Instant now) {
        List<Point> real = window.real(alarm.evaluationPeriods());
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("version", "1.0").put("queryDate", AlarmTimes.data(now));
        if (!real.isEmpty()) {
            data.put("startDate", AlarmTimes.data(real.get(real.size() - 1).start()));
        }
        if (alarm.unit() != null) {
            data.put("unit", alarm.unitAsString());
        }
        if (alarm.metricName() != null) {
            data.put("statistic", statistic(alarm).name());
        }
        data.put("period", window.period());
        ArrayNode recent = data.putArray("recentDatapoints");
        for (int i = real.size() - 1; i >= 0; i--) {
            recent.add(real.get(i).value().orElseThrow());
        }
        data.put("threshold", alarm.threshold());
        ArrayNode evaluated = data.putArray("evaluatedDatapoints");
        window.points().stream().limit(alarm.evaluationPeriods()).forEach(point -> {
            ObjectNode node = evaluated.addObject().put("timestamp", AlarmTimes.data(point.start()));
            point.samples().ifPresent(samples -> node.put("sampleCount", samples));
            point.value().ifPresent(value -> node.put("value", value));
        });
        return data.toString().length() > 4_000 ? withoutPoints(data) : data.toString();
    }

    private static String withoutPoints(ObjectNode data) {
        data.remove("evaluatedDatapoints");
        if (data.toString().length() > 4_000) {
            data.remove("recentDatapoints");
        }
        return data.toString();
    }
}
