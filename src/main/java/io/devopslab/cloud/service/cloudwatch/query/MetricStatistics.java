package io.devopslab.cloud.service.cloudwatch.query;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.cloudwatch.metric.CloudWatchErrors;
import io.devopslab.cloud.service.cloudwatch.metric.MetricName;
import io.devopslab.cloud.service.cloudwatch.metric.Metrics;
import io.devopslab.cloud.service.cloudwatch.metric.Names;
import io.devopslab.cloud.service.cloudwatch.metric.Statistic;
import io.devopslab.cloud.service.cloudwatch.metric.Stats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** The operation GetMetricStatistics. Data of different units stay apart. */
public final class MetricStatistics {

    private static final long MOST = 1_440;

    private final ServiceContext context;
    private final Metrics metrics;

    public MetricStatistics(ServiceContext context, Metrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    public GetMetricStatisticsResponse get(GetMetricStatisticsRequest request) {
        List<Statistic> statistics = checked(request);
        Instant now = context.time().instant();
        Instant start = Times.start(request.startTime(), now, request.period());
        MetricName metric = MetricName.of(request.namespace(), request.metricName(), request.dimensions());
        List<String> units = request.unit() == null
                ? metrics.units(metric, start, request.endTime(), request.period())
                : List.of(request.unitAsString());
        List<Datapoint> points = new ArrayList<>();
        for (String unit : units) {
            metrics.periods(metric, start, request.endTime(), request.period(), unit)
                    .forEach((time, stats) ->
                            point(time, stats, unit, statistics).ifPresent(points::add));
        }
        return GetMetricStatisticsResponse.builder()
                .label(request.metricName())
                .datapoints(points)
                .build();
    }

    private static List<Statistic> checked(GetMetricStatisticsRequest request) {
        Names.namespace(request.namespace());
        Names.metric("MetricName", request.metricName());
        QueryCheck.dimensions("Dimensions", request.dimensions());
        CloudWatchErrors.required("StartTime", request.startTime());
        CloudWatchErrors.required("EndTime", request.endTime());
        QueryCheck.period("Period", request.period());
        if (request.unit() == StandardUnit.UNKNOWN_TO_SDK_VERSION) {
            throw CloudWatchErrors.invalidValue("Unit", request.unitAsString());
        }
        if (!request.startTime().isBefore(request.endTime())) {
            throw CloudWatchErrors.invalid("The parameter StartTime must be less than the parameter EndTime.");
        }
        long span = request.endTime().getEpochSecond() - request.startTime().getEpochSecond();
        long points = (span + request.period() - 1) / request.period();
        if (points > MOST) {
            throw CloudWatchErrors.combination(String.format(
                    Locale.ROOT,
                    "You have requested up to %,d datapoints, which exceeds the limit of %,d. You may reduce the"
                            + " datapoints requested by increasing Period, or decreasing the time range.",
                    points,
                    MOST));
        }
        return statistics(request);
    }

    private static List<Statistic> statistics(GetMetricStatisticsRequest request) {
        if (request.statistics().isEmpty() && request.extendedStatistics().isEmpty()) {
            throw CloudWatchErrors.missing("Statistics");
        }
        if (!request.statistics().isEmpty() && !request.extendedStatistics().isEmpty()) {
            throw CloudWatchErrors.exclusive("Statistics", "ExtendedStatistics");
        }
        List<Statistic> statistics = new ArrayList<>();
        for (String name : request.statisticsAsStrings()) {
            statistics.add(Statistic.of(name)
                    .filter(Statistic::isSimple)
                    .orElseThrow(() -> CloudWatchErrors.invalidValue("Statistics", name)));
        }
        for (String name : request.extendedStatistics()) {
            statistics.add(Statistic.of(name)
                    .filter(statistic -> !statistic.isSimple())
                    .orElseThrow(() -> CloudWatchErrors.invalidValue("ExtendedStatistics", name)));
        }
        return statistics;
    }

    /** Empty when there is none of the statistics, as of percentiles of statistic sets. */
    private static Optional<Datapoint> point(Instant time, Stats stats, String unit, List<Statistic> statistics) {
        Datapoint.Builder point = Datapoint.builder().timestamp(time).unit(unit);
        Map<String, Double> extended = new HashMap<>();
        boolean any = false;
        for (Statistic statistic : statistics) {
            Optional<Double> number = statistic.compute().apply(stats);
            any |= number.isPresent();
            number.ifPresent(value -> {
                switch (statistic.name()) {
                    case "SampleCount" -> point.sampleCount(value);
                    case "Sum" -> point.sum(value);
                    case "Average" -> point.average(value);
                    case "Minimum" -> point.minimum(value);
                    case "Maximum" -> point.maximum(value);
                    default -> extended.put(statistic.name(), value);
                }
            });
        }
        if (!extended.isEmpty()) {
            point.extendedStatistics(extended);
        }
        return any ? Optional.of(point.build()) : Optional.empty();
    }
}
