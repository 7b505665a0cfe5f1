package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.logs.filter.FilterPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteMetricFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilterMatchRecord;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutMetricFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TestMetricFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TestMetricFilterResponse;

/** Metric filters are kept, listed and can be tried; what they make of events is the business of {@link FilterMetrics}. */
final class MetricFilters {

    private static final Pattern METRIC = Pattern.compile("[^:*$]*");
    private static final int MOST_PER_GROUP = 100;

    private final ServiceContext context;
    private final LogTables tables;
    private final GroupFilters<MetricFilterRow> filters;

    MetricFilters(ServiceContext context, LogTables tables) {
        this.context = context;
        this.tables = tables;
        this.filters = new GroupFilters<>(
                tables, tables.metricFilters(), MetricFilterRow::key, MOST_PER_GROUP, "metric filter");
    }

    void put(PutMetricFilterRequest request) {
        check(request);
        RegexQuota.check(request.filterPattern());
        MetricFilterRow row = new MetricFilterRow(MetricFilter.builder()
                .logGroupName(request.logGroupName())
                .filterName(request.filterName())
                .filterPattern(request.filterPattern())
                .metricTransformations(request.metricTransformations())
                .creationTime(context.time().instant().toEpochMilli())
                .applyOnTransformedLogs(Boolean.TRUE.equals(request.applyOnTransformedLogs()))
                .build());
        filters.put(request.logGroupName(), request.filterName(), before -> {
            new RegexQuota(tables)
                    .require(request.logGroupName(), request.filterPattern(), before.map(old -> old.filter()
                            .filterPattern()));
            return row;
        });
    }

    private static void check(PutMetricFilterRequest request) {
        Constraints checks = new Constraints()
                .required("logGroupName", request.logGroupName())
                .required("filterName", request.filterName())
                .required("filterPattern", request.filterPattern())
                .required(
                        "metricTransformations",
                        request.hasMetricTransformations() ? request.metricTransformations() : null)
                .length("filterName", request.filterName(), 1, 512)
                .pattern("filterName", request.filterName(), LogNames.STREAM)
                .length("filterPattern", request.filterPattern(), 0, 1024);
        LogNames.group(checks, "logGroupName", request.logGroupName());
        if (request.hasMetricTransformations()) {
            checks.size("metricTransformations", request.metricTransformations(), 1, 1);
            request.metricTransformations().forEach(transformation -> check(checks, transformation));
        }
        checks.orThrow(LogErrors::invalid);
        if (request.metricTransformations().stream().anyMatch(t -> t.hasDimensions() && t.defaultValue() != null)) {
            throw LogErrors.invalid("Invalid metric transformation: dimensions and default value are mutually exclusive"
                    + " properties.");
        }
    }

    private static void check(Constraints checks, MetricTransformation transformation) {
        String member = "metricTransformations.1.member.";
        checks.required(member + "metricName", transformation.metricName())
                .required(member + "metricNamespace", transformation.metricNamespace())
                .required(member + "metricValue", transformation.metricValue())
                .length(member + "metricName", transformation.metricName(), 0, 255)
                .pattern(member + "metricName", transformation.metricName(), METRIC)
                .length(member + "metricNamespace", transformation.metricNamespace(), 0, 255)
                .pattern(member + "metricNamespace", transformation.metricNamespace(), METRIC)
                .length(member + "metricValue", transformation.metricValue(), 0, 100);
    }

    DescribeMetricFiltersResponse describe(DescribeMetricFiltersRequest request) {
        LogNames.group(new Constraints(), "logGroupName", request.logGroupName())
                .range("limit", request.limit(), 1, GroupFilters.MOST_DESCRIBED)
                .orThrow(LogErrors::invalid);
        if ((request.metricName() == null) != (request.metricNamespace() == null)) {
            throw LogErrors.invalid("The parameters metricName and metricNamespace must be specified together.");
        }
        String group = request.logGroupName();
        if (group != null) {
            tables.group(group);
        }
        List<MetricFilterRow> found = (group == null ? filters.all() : filters.of(group, ""))
                .stream()
                        .filter(row -> request.filterNamePrefix() == null
                                || row.filter().filterName().startsWith(request.filterNamePrefix()))
                        .filter(row -> request.metricName() == null || publishes(row, request))
                        .toList();
        Page<MetricFilterRow> page = filters.page(found, request.nextToken(), request.limit());
        return DescribeMetricFiltersResponse.builder()
                .metricFilters(
                        page.items().stream().map(MetricFilterRow::filter).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static boolean publishes(MetricFilterRow row, DescribeMetricFiltersRequest request) {
        return row.filter().metricTransformations().stream()
                .anyMatch(t -> t.metricName().equals(request.metricName())
                        && t.metricNamespace().equals(request.metricNamespace()));
    }

    void delete(DeleteMetricFilterRequest request) {
        filters.delete(request.logGroupName(), request.filterName());
    }

    TestMetricFilterResponse test(TestMetricFilterRequest request) {
        Constraints checks = new Constraints()
                .required("filterPattern", request.filterPattern())
                .required("logEventMessages", request.hasLogEventMessages() ? request.logEventMessages() : null)
                .length("filterPattern", request.filterPattern(), 0, 1024);
        if (request.hasLogEventMessages()) {
            checks.size("logEventMessages", request.logEventMessages(), 1, 50);
        }
        checks.orThrow(LogErrors::invalid);
        FilterPattern pattern = EventFilter.pattern(request.filterPattern());
        List<MetricFilterMatchRecord> matches = new ArrayList<>();
        for (int i = 0; i < request.logEventMessages().size(); i++) {
            String message = request.logEventMessages().get(i);
            if (EventFilter.matches(pattern, message)) {
                matches.add(MetricFilterMatchRecord.builder()
                        .eventNumber((long) i + 1)
                        .eventMessage(message)
                        .extractedValues(pattern.extract(message))
                        .build());
            }
        }
        return TestMetricFilterResponse.builder().matches(matches).build();
    }
}
