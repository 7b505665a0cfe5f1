package io.devopslab.cloud.service.cloudwatch.query;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.cloudwatch.math.Value.Series;
import io.devopslab.cloud.service.cloudwatch.metric.CloudWatchErrors;
import io.devopslab.cloud.service.cloudwatch.metric.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * The operation GetMetricData. A page has so many data points; where a result does not end on a page it is marked as
 * partial, and goes on with the next one.
 */
public final class MetricData {

    private static final int MOST_QUERIES = 500;
    private static final int MOST_POINTS = 100_800;

    private final ServiceContext context;
    private final Metrics metrics;

    /** A result before it is cut into pages. */
    private record Whole(MetricDataQuery query, String label, List<Instant> times, List<Double> values) {}

    public MetricData(ServiceContext context, Metrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    public GetMetricDataResponse get(GetMetricDataRequest request) {
        check(request);
        Labels labels = new Labels(request.labelOptions(), context.scope());
        long finest = request.metricDataQueries().stream()
                .filter(query -> query.metricStat() != null)
                .mapToLong(query -> query.metricStat().period())
                .min()
                .orElse(60);
        Instant start = Times.start(request.startTime(), context.time().instant(), finest);
        QueryRun run = new QueryRun(metrics, request.metricDataQueries(), start, request.endTime());
        boolean ascending = request.scanBy() == ScanBy.TIMESTAMP_ASCENDING;
        List<Whole> results = new ArrayList<>();
        for (MetricDataQuery query : request.metricDataQueries()) {
            if (!Boolean.FALSE.equals(query.returnData())) {
                for (Series series : run.series(query)) {
                    NavigableMap<Instant, Double> points =
                            ascending ? series.points() : series.points().descendingMap();
                    results.add(new Whole(
                            query,
                            labels.of(query, series),
                            List.copyOf(points.keySet()),
                            List.copyOf(points.values())));
                }
            }
        }
        int most = request.maxDatapoints() == null ? MOST_POINTS : request.maxDatapoints();
        return page(results, place(request.nextToken()), most);
    }

    private void check(GetMetricDataRequest request) {
        List<MetricDataQuery> queries = request.metricDataQueries();
        if (queries.isEmpty()) {
            throw CloudWatchErrors.missing("MetricDataQueries");
        }
        if (queries.size() > MOST_QUERIES) {
            throw CloudWatchErrors.invalid(
                    "The collection MetricDataQueries must not have a size greater than " + MOST_QUERIES + ".");
        }
        CloudWatchErrors.required("StartTime", request.startTime());
        CloudWatchErrors.required("EndTime", request.endTime());
        if (!request.startTime().isBefore(request.endTime())) {
            throw CloudWatchErrors.validation("The parameter EndTime must be greater than StartTime.");
        }
        if (request.scanBy() == ScanBy.UNKNOWN_TO_SDK_VERSION) {
            throw CloudWatchErrors.invalidValue("ScanBy", request.scanByAsString());
        }
        Integer most = request.maxDatapoints();
        if (most != null && (most < 1 || most > MOST_POINTS)) {
            throw CloudWatchErrors.invalidValue("MaxDatapoints", most);
        }
        new QueryCheck("MetricDataQueries", context.scope().account()).verify(queries);
        if (queries.stream().allMatch(query -> Boolean.FALSE.equals(query.returnData()))) {
            throw CloudWatchErrors.validation("At least one query must have ReturnData set to true.");
        }
    }

    private static GetMetricDataResponse page(List<Whole> results, int from, int most) {
        List<MetricDataResult> shown = new ArrayList<>();
        int passed = 0;
        for (Whole result : results) {
            int size = result.times().size();
            int begin = Math.min(size, Math.max(0, from - passed));
            int end = Math.min(size, Math.max(0, from + most - passed));
            boolean isHere = begin < end || (size == 0 && passed >= from && passed <= from + most);
            if (isHere) {
                shown.add(MetricDataResult.builder()
                        .id(result.query().id())
                        .label(result.label())
                        .timestamps(result.times().subList(begin, end))
                        .values(result.values().subList(begin, end))
                        .statusCode(end < size ? StatusCode.PARTIAL_DATA : StatusCode.COMPLETE)
                        .build());
            }
            passed += size;
        }
        Optional<String> next = from + most < passed ? Optional.of(token(from + most)) : Optional.empty();
        return GetMetricDataResponse.builder()
                .metricDataResults(shown)
                .messages(List.of())
                .nextToken(next.orElse(null))
                .build();
    }

    private static String token(int place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(("p" + place).getBytes(StandardCharsets.UTF_8));
    }

    private static int place(@Nullable String token) {
        if (token == null) {
            return 0;
        }
        try {
            String place = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (!place.matches("p\\d{1,9}")) {
                throw CloudWatchErrors.badToken();
            }
            return Integer.parseInt(place.substring(1));
        } catch (IllegalArgumentException e) {
            throw CloudWatchErrors.badToken();
        }
    }
}
