package io.devopslab.cloud.service.codebuild.report;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportsResponse;
import software.amazon.awssdk.services.codebuild.model.DescribeTestCasesRequest;
import software.amazon.awssdk.services.codebuild.model.DescribeTestCasesResponse;
import software.amazon.awssdk.services.codebuild.model.Report;
import software.amazon.awssdk.services.codebuild.model.ReportFilter;
import software.amazon.awssdk.services.codebuild.model.ReportGroup;
import software.amazon.awssdk.services.codebuild.model.ReportStatusType;
import software.amazon.awssdk.services.codebuild.model.TestCase;
import software.amazon.awssdk.services.codebuild.model.TestCaseFilter;
import software.amazon.awssdk.services.codebuild.model.TestReportSummary;

/** The reports and their test cases. */
final class Reports {

    static final int PAGE = 100;

    /** CodeBuild User Guide, "Quotas": test cases that a report shows. */
    private static final int MOST_CASES = 500;

    private static final Duration KEPT = Duration.ofDays(30);

    private final ServiceContext context;
    private final Table<ReportRow> reports;
    private final Table<Long> counters;

    Reports(ServiceContext context) {
        this.context = context;
        this.reports = context.store().table("reports", ReportRow.class);
        this.counters = context.store().table("report-counters", Long.class);
    }

    /** Keeps the test cases that a build reports to a group. */
    Report add(ReportGroup group, String buildArn, List<TestCase> cases) {
        Instant now = context.time().instant();
        String name = group.name() + ":" + context.ids().uuid();
        String arn = Arns.of("codebuild", context.scope(), "report/" + name);
        Map<String, Integer> counts = new TreeMap<>();
        for (String status : List.of("SUCCEEDED", "FAILED", "ERROR", "SKIPPED", "UNKNOWN")) {
            counts.put(status, (int)
                    cases.stream().filter(c -> c.status().equals(status)).count());
        }
        boolean failed = counts.getOrDefault("FAILED", 0) + counts.getOrDefault("ERROR", 0) > 0;
        Report report = Report.builder()
                .arn(arn)
                .type(group.type())
                .name(name)
                .reportGroupArn(group.arn())
                .executionId(buildArn)
                .status(failed ? ReportStatusType.FAILED : ReportStatusType.SUCCEEDED)
                .created(now)
                .expired(now.plus(KEPT))
                .exportConfig(group.exportConfig())
                .truncated(cases.size() > MOST_CASES)
                .testSummary(TestReportSummary.builder()
                        .total(cases.size())
                        .statusCounts(counts)
                        .durationInNanoSeconds(cases.stream()
                                .mapToLong(TestCase::durationInNanoSeconds)
                                .sum())
                        .build())
                .build();
        keep(report, cases);
        return report;
    }

    private void keep(Report report, List<TestCase> cases) {
        List<TestCase> shown = cases.stream()
                .limit(MOST_CASES)
                .map(c -> c.toBuilder()
                        .reportArn(report.arn())
                        .expired(report.expired())
                        .build())
                .toList();
        context.store().write(() -> {
            long sequence = counters.get("reports").orElse(0L) + 1;
            counters.put("reports", sequence);
            reports.put(report.arn(), new ReportRow(report, shown, sequence));
        });
    }

    BatchGetReportsResponse get(BatchGetReportsRequest request) {
        new Constraints()
                .required("reportArns", request.hasReportArns() ? request.reportArns() : null)
                .size("reportArns", request.hasReportArns() ? request.reportArns() : null, 1, 100)
                .orThrow(ReportErrors::invalid);
        List<Report> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        request.reportArns().stream().distinct().forEach(arn -> reports.get(arn)
                .ifPresentOrElse(row -> found.add(row.report()), () -> missing.add(arn)));
        return BatchGetReportsResponse.builder()
                .reports(found)
                .reportsNotFound(missing)
                .build();
    }

    /** The ARNs of a listing, newest first unless asked otherwise; of one group, or of all when it is empty. */
    Page<String> list(
            Optional<String> group,
            @Nullable ReportFilter filter,
            @Nullable String order,
            @Nullable Integer limit,
            @Nullable String token) {
        new Constraints()
                .oneOf("sortOrder", order, List.of("ASCENDING", "DESCENDING"))
                .range("maxResults", limit, 1, PAGE)
                .orThrow(ReportErrors::invalid);
        Comparator<ReportRow> oldestFirst = Comparator.comparingLong(ReportRow::sequence);
        List<String> arns = reports.values().stream()
                .filter(row -> group.isEmpty() || row.report().reportGroupArn().equals(group.get()))
                .filter(row -> filter == null
                        || filter.statusAsString() == null
                        || row.report().statusAsString().equals(filter.statusAsString()))
                .sorted("ASCENDING".equals(order) ? oldestFirst : oldestFirst.reversed())
                .map(row -> row.report().arn())
                .toList();
        return ReportErrors.page(arns, arn -> arn, token, limit == null ? PAGE : limit);
    }

    /** So many reports of a group, newest first. */
    List<Report> latest(String group, int most) {
        return reports.values().stream()
                .filter(row -> row.report().reportGroupArn().equals(group))
                .sorted(Comparator.comparingLong(ReportRow::sequence).reversed())
                .limit(most)
                .map(ReportRow::report)
                .toList();
    }

    void remove(String arn) {
        reports.remove(arn);
    }

    boolean hasAny(String group) {
        return reports.values().stream()
                .anyMatch(row -> row.report().reportGroupArn().equals(group));
    }

    void removeAll(String group) {
        reports.values().stream()
                .map(ReportRow::report)
                .filter(report -> report.reportGroupArn().equals(group))
                .forEach(report -> reports.remove(report.arn()));
    }

    DescribeTestCasesResponse describe(DescribeTestCasesRequest request) {
        new Constraints()
                .required("reportArn", request.reportArn())
                .range("maxResults", request.maxResults(), 1, PAGE)
                .orThrow(ReportErrors::invalid);
        ReportRow row = reports.get(request.reportArn())
                .orElseThrow(() -> ReportErrors.notFound("Report not found: " + request.reportArn()));
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < row.cases().size(); i++) {
            if (passes(row.cases().get(i), request.filter())) {
                numbers.add(i);
            }
        }
        Page<Integer> page = ReportErrors.page(
                numbers,
                number -> String.format(Locale.ROOT, "%09d", number),
                request.nextToken(),
                Optional.ofNullable(request.maxResults()).orElse(PAGE));
        return DescribeTestCasesResponse.builder()
                .testCases(page.items().stream().map(row.cases()::get).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static boolean passes(TestCase testCase, @Nullable TestCaseFilter filter) {
        if (filter == null) {
            return true;
        }
        boolean hasStatus = filter.status() == null || filter.status().equals(testCase.status());
        String keyword = Optional.ofNullable(filter.keyword()).orElse("");
        return hasStatus
                && (testCase.name().contains(keyword) || testCase.prefix().contains(keyword));
    }
}
