package io.devopslab.cloud.service.cloudwatch.query;

import io.devopslab.cloud.service.cloudwatch.math.Evaluator;
import io.devopslab.cloud.service.cloudwatch.math.Expression;
import io.devopslab.cloud.service.cloudwatch.math.Frame;
import io.devopslab.cloud.service.cloudwatch.math.MathException;
import io.devopslab.cloud.service.cloudwatch.math.Value;
import io.devopslab.cloud.service.cloudwatch.metric.MetricName;
import io.devopslab.cloud.service.cloudwatch.metric.Metrics;
import io.devopslab.cloud.service.cloudwatch.metric.Statistic;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/** Computes the queries of one request; each once, when it or another asks for it. Used by one thread. */
public final class QueryRun {

    private final Metrics metrics;
    private final Map<String, MetricDataQuery> queries = new LinkedHashMap<>();
    private final Instant start;
    private final Instant end;
    private final Map<String, Value> known = new HashMap<>();

    /**
     * @param queries that the {@linkplain QueryCheck check} let pass
     * @param start of the first period of all of them
     */
    public QueryRun(Metrics metrics, List<MetricDataQuery> queries, Instant start, Instant end) {
        this.metrics = metrics;
        queries.forEach(query -> this.queries.put(query.id(), query));
        this.start = start;
        this.end = end;
    }

    /**
     * The series that a query gives.
     *
     * @throws software.amazon.awssdk.services.cloudwatch.model.CloudWatchException when its expression makes no sense
     */
    public List<Value.Series> series(MetricDataQuery query) {
        Value value = value(query.id());
        if (value instanceof Value.Series series) {
            return List.of(series);
        }
        if (value instanceof Value.SeriesList list) {
            return list.all();
        }
        throw QueryCheck.error(query, "The expression must give a time series");
    }

    private Value value(String id) {
        Value value = known.get(id);
        if (value == null) {
            MetricDataQuery query = Optional.ofNullable(queries.get(id))
                    .orElseThrow(() -> new MathException("Undefined metric id '" + id + "'"));
            value = query.metricStat() != null ? metric(query) : computed(query);
            known.put(id, value);
        }
        return value;
    }

    private Value.Series metric(MetricDataQuery query) {
        MetricStat stat = query.metricStat();
        Statistic statistic = Statistic.of(stat.stat()).orElseThrow();
        NavigableMap<Instant, Double> points = new TreeMap<>();
        metrics.periods(MetricName.of(stat.metric()), start, end, stat.period(), stat.unitAsString())
                .forEach((time, stats) ->
                        statistic.compute().apply(stats).ifPresent(number -> points.put(time, number)));
        return new Value.Series(stat.metric().metricName(), stat.period(), points);
    }

    private Value computed(MetricDataQuery query) {
        Expression expression = QueryCheck.parsed(query);
        Frame frame = new Frame(start, end, period(query), this::value, this::allMetrics);
        try {
            Value value = new Evaluator(frame).evaluate(expression);
            return value instanceof Value.Series series ? series.labelled(query.id()) : value;
        } catch (MathException e) {
            throw QueryCheck.error(query, String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Value.Series> allMetrics() {
        Map<String, Value.Series> all = new LinkedHashMap<>();
        queries.values().stream()
                .filter(query -> query.metricStat() != null)
                .forEach(query -> all.put(query.id(), (Value.Series) value(query.id())));
        return all;
    }

    private long period(MetricDataQuery query) {
        return period(query, queries.values());
    }

    /** The seconds between two points of a query's result: its own, or the longest of the metrics'. */
    public static long period(MetricDataQuery query, Collection<MetricDataQuery> all) {
        if (query.metricStat() != null) {
            return query.metricStat().period();
        }
        if (query.period() != null) {
            return query.period();
        }
        return all.stream()
                .filter(other -> other.metricStat() != null)
                .mapToLong(other -> other.metricStat().period())
                .max()
                .orElse(60);
    }
}
