package io.devopslab.cloud.service.cloudwatch.metric;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.cloudwatch.metric.Block.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.EntityMetricData;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.RecentlyActive;

/** The metrics of a scope: what is sent of them, which there are, and what they were. Thread-safe. */
public final class Metrics {

    private static final String RESERVED = "AWS/";
    private static final int MOST_DATA = 1_000;
    private static final int MOST_LISTED = 500;
    private static final Duration LISTED = Duration.ofDays(14);
    private static final Duration RECENT = Duration.ofHours(3);
    private static final Duration SWEEP = Duration.ofHours(6);

    private final ServiceContext context;
    private final MetricTables tables;
    private final AtomicBoolean sweeping = new AtomicBoolean();

    public Metrics(ServiceContext context) {
        this.context = context;
        this.tables = new MetricTables(context);
    }

    /** Begins to move on what grows old, from time to time. Called again it does nothing. */
    public void startSweeping() {
        if (sweeping.compareAndSet(false, true)) {
            sweep();
        }
    }

    private void sweep() {
        tables.age();
        context.time().schedule(SWEEP, this::sweep);
    }

    public void put(PutMetricDataRequest request) {
        Names.namespace(request.namespace());
        if (request.namespace().startsWith(RESERVED) && CallSource.of(request).isEmpty()) {
            throw CloudWatchErrors.invalidValue("Namespace", request.namespace());
        }
        List<Datum> data = new ArrayList<>();
        check(request.metricData(), "MetricData", request.namespace(), data);
        List<EntityMetricData> entities = request.entityMetricData();
        for (int i = 0; i < entities.size(); i++) {
            String member = "EntityMetricData.member." + (i + 1) + ".MetricData";
            check(entities.get(i).metricData(), member, request.namespace(), data);
        }
        if (data.isEmpty()) {
            throw CloudWatchErrors.missing("MetricData");
        }
        if (data.size() > MOST_DATA) {
            throw CloudWatchErrors.invalid("The collection MetricData must not have a size greater than 1000.");
        }
        tables.put(data);
        startSweeping();
    }

    private void check(List<MetricDatum> sent, String member, String namespace, List<Datum> into) {
        DatumCheck check = new DatumCheck(namespace, context.time().instant());
        for (int i = 0; i < sent.size(); i++) {
            into.add(check.checked(sent.get(i), member + ".member." + (i + 1)));
        }
    }

    public ListMetricsResponse list(ListMetricsRequest request) {
        if (request.recentlyActive() == RecentlyActive.UNKNOWN_TO_SDK_VERSION) {
            throw CloudWatchErrors.invalidValue("RecentlyActive", request.recentlyActiveAsString());
        }
        if (request.namespace() != null) {
            Names.namespace(request.namespace());
        }
        request.dimensions().forEach(filter -> CloudWatchErrors.required("Dimensions.member.1.Name", filter.name()));
        Instant since = context.time().instant().minus(request.recentlyActive() == null ? LISTED : RECENT);
        List<MetricRow> rows = (request.namespace() == null ? tables.all() : tables.ofNamespace(request.namespace()))
                .stream()
                        .filter(row -> request.owningAccount() == null
                                || request.owningAccount()
                                        .equals(context.scope().account()))
                        .filter(row -> row.lastPut().isAfter(since))
                        .filter(row -> request.metricName() == null
                                || request.metricName().equals(row.name().name()))
                        .filter(row -> request.dimensions().stream().allMatch(filter -> has(row.name(), filter)))
                        .toList();
        try {
            Page<MetricRow> page = Page.of(rows, row -> row.name().key(), request.nextToken(), MOST_LISTED);
            return ListMetricsResponse.builder()
                    .metrics(page.items().stream()
                            .map(row -> row.name().toMetric())
                            .toList())
                    .nextToken(page.nextToken().orElse(null))
                    .build();
        } catch (IllegalArgumentException e) {
            throw CloudWatchErrors.badToken();
        }
    }

    private static boolean has(MetricName name, DimensionFilter filter) {
        String value = name.dimensions().get(filter.name());
        return value != null && (filter.value() == null || filter.value().equals(value));
    }

    /**
     * What a metric was in the periods from {@code start} on, by the beginning of the period.
     *
     * @param period seconds
     * @param unit only data of this unit; null for all
     */
    public NavigableMap<Instant, Stats> periods(
            MetricName metric, Instant start, Instant end, long period, @Nullable String unit) {
        NavigableMap<Instant, Stats> periods = new TreeMap<>();
        for (Slot slot : tables.read(metric, start, end, period)) {
            if (unit == null || unit.equals(slot.unit())) {
                periods.merge(periodOf(slot, start, period), slot.stats(), Stats::plus);
            }
        }
        return periods;
    }

    /** The units in which there are data of a metric, in order. */
    public List<String> units(MetricName metric, Instant start, Instant end, long period) {
        return tables.read(metric, start, end, period).stream()
                .map(Slot::unit)
                .distinct()
                .sorted()
                .toList();
    }

    private static Instant periodOf(Slot slot, Instant start, long period) {
        long first = start.getEpochSecond();
        return Instant.ofEpochSecond(first + Math.floorDiv(slot.at() - first, period) * period);
    }
}
