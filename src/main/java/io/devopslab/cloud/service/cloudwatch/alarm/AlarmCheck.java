package io.devopslab.cloud.service.cloudwatch.alarm;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.service.cloudwatch.metric.CloudWatchErrors;
import io.devopslab.cloud.service.cloudwatch.metric.Names;
import io.devopslab.cloud.service.cloudwatch.metric.Statistic;
import io.devopslab.cloud.service.cloudwatch.query.QueryCheck;
import io.devopslab.cloud.service.cloudwatch.query.QueryRun;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** The rules for metric alarms (CloudWatch API Reference, PutMetricAlarm). */
final class AlarmCheck {

    private static final Set<String> TREATMENTS = Set.of("breaching", "notBreaching", "ignore", "missing");
    private static final Set<String> LOW_SAMPLES = Set.of("evaluate", "ignore");
    private static final Set<ComparisonOperator> OF_BANDS = Set.of(
            ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD,
            ComparisonOperator.LESS_THAN_LOWER_THRESHOLD,
            ComparisonOperator.LESS_THAN_LOWER_OR_GREATER_THAN_UPPER_THRESHOLD);
    private static final Set<Integer> SHORT_PERIODS = Set.of(10, 20, 30);
    private static final long DAY = 86_400;
    private static final int HOUR = 3_600;

    private AlarmCheck() {}

    static void name(@Nullable String name) {
        CloudWatchErrors.verify(new Constraints().required("alarmName", name).length("alarmName", name, 1, 255));
    }

    /**
     * @param account whose metrics can be watched
     */
    static void verify(PutMetricAlarmRequest request, String account) {
        name(request.alarmName());
        CloudWatchErrors.verify(new Constraints()
                .length("alarmDescription", request.alarmDescription(), 0, 1024)
                .required("evaluationPeriods", request.evaluationPeriods())
                .range("evaluationPeriods", request.evaluationPeriods(), 1, Integer.MAX_VALUE)
                .range("datapointsToAlarm", request.datapointsToAlarm(), 1, Integer.MAX_VALUE)
                .required("comparisonOperator", request.comparisonOperatorAsString())
                .oneOf("comparisonOperator", request.comparisonOperatorAsString(), ComparisonOperator.knownValues()));
        if (request.thresholdMetricId() != null || OF_BANDS.contains(request.comparisonOperator())) {
            throw new UnsupportedOperationException("The embedded CloudWatch does not support anomaly detection.");
        }
        if (request.threshold() == null) {
            throw CloudWatchErrors.missing("Threshold");
        }
        if (!Double.isFinite(request.threshold())) {
            throw CloudWatchErrors.invalidValue("Threshold", request.threshold());
        }
        if (request.datapointsToAlarm() != null && request.datapointsToAlarm() > request.evaluationPeriods()) {
            throw CloudWatchErrors.validation("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
        }
        oneOf("TreatMissingData", request.treatMissingData(), TREATMENTS);
        oneOf("EvaluateLowSampleCountPercentile", request.evaluateLowSampleCountPercentile(), LOW_SAMPLES);
        AlarmActions.check("OKActions", request.okActions());
        AlarmActions.check("AlarmActions", request.alarmActions());
        AlarmActions.check("InsufficientDataActions", request.insufficientDataActions());
        if (request.metrics().isEmpty()) {
            single(request);
        } else {
            many(request, account);
        }
    }

    private static void oneOf(String parameter, @Nullable String value, Set<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            throw CloudWatchErrors.validation(
                    "The value " + value + " for parameter " + parameter + " is not supported.");
        }
    }

    private static void single(PutMetricAlarmRequest request) {
        Names.metric("MetricName", request.metricName());
        Names.namespace(request.namespace());
        QueryCheck.dimensions("Dimensions", request.dimensions());
        if (request.statistic() != null && request.extendedStatistic() != null) {
            throw CloudWatchErrors.exclusive("Statistic", "ExtendedStatistic");
        }
        if (request.statistic() == null && request.extendedStatistic() == null) {
            throw CloudWatchErrors.missing("Statistic");
        }
        String name = request.statistic() == null ? request.extendedStatistic() : request.statisticAsString();
        boolean simple = Statistic.of(name)
                .map(Statistic::isSimple)
                .orElseThrow(() -> CloudWatchErrors.validation("The value " + name + " for parameter "
                        + (request.statistic() == null ? "ExtendedStatistic" : "Statistic") + " is not supported."));
        if (simple != (request.statistic() != null)) {
            throw CloudWatchErrors.validation("The value " + name + " is not supported here.");
        }
        if (request.unit() == StandardUnit.UNKNOWN_TO_SDK_VERSION) {
            throw CloudWatchErrors.invalidValue("Unit", request.unitAsString());
        }
        period("Period", request.period());
        span(request.period(), request.evaluationPeriods());
    }

    private static void many(PutMetricAlarmRequest request, String account) {
        boolean mixed = request.metricName() != null
                || request.namespace() != null
                || request.period() != null
                || request.statistic() != null
                || request.extendedStatistic() != null
                || !request.dimensions().isEmpty()
                || request.unit() != null;
        if (mixed) {
            throw CloudWatchErrors.combination(
                    "MetricName, Namespace, Dimensions, Period, Unit, Statistic and ExtendedStatistic cannot be"
                            + " specified together with Metrics.");
        }
        List<MetricDataQuery> queries = request.metrics();
        if (queries.size() > 20) {
            throw CloudWatchErrors.invalid("The collection Metrics must not have a size greater than 20.");
        }
        new QueryCheck("Metrics", account).verify(queries);
        expressions(queries);
        long watched = queries.stream()
                .filter(query -> !Boolean.FALSE.equals(query.returnData()))
                .count();
        if (watched != 1) {
            throw CloudWatchErrors.validation("Exactly one element of the metrics list should return data.");
        }
        long period = QueryRun.period(MetricAlarmEvaluator.watched(queries), queries);
        period("Metrics.Period", (int) period);
        span((int) period, request.evaluationPeriods());
    }

    /** What an expression of an alarm may not be, in AWS's words; graphs may have both. */
    private static void expressions(List<MetricDataQuery> queries) {
        boolean hasMetric = queries.stream().anyMatch(query -> query.metricStat() != null);
        for (MetricDataQuery query : queries) {
            if (query.expression() == null) {
                continue;
            }
            if (!hasMetric && query.period() == null) {
                throw CloudWatchErrors.validation("Period must not be null");
            }
            if (QueryCheck.parsed(query).calls("SEARCH")) {
                throw CloudWatchErrors.validation("SEARCH is not supported on Metric Alarms");
            }
        }
    }

    private static void period(String parameter, @Nullable Integer period) {
        CloudWatchErrors.required(parameter, period);
        int seconds = period == null ? 0 : period;
        if (seconds <= 0 || (seconds % 60 != 0 && !SHORT_PERIODS.contains(seconds))) {
            throw CloudWatchErrors.validation("Metrics Period must be 10, 20, 30 or a multiple of 60, not " + seconds);
        }
    }

    private static void span(int period, int periods) {
        boolean isLong = period >= HOUR;
        if ((long) period * periods > (isLong ? 7 * DAY : DAY)) {
            throw CloudWatchErrors.validation("Metrics cannot be checked across more than "
                    + (isLong ? "seven days" : "a day") + " (EvaluationPeriods * Period must be <= "
                    + (isLong ? 7 * DAY : DAY) + ").");
        }
    }
}
