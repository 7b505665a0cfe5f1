package io.devopslab.cloud.service.codebuild.report;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codebuild.model.GetReportGroupTrendResponse;
import software.amazon.awssdk.services.codebuild.model.Report;
import software.amazon.awssdk.services.codebuild.model.ReportGroupTrendFieldType;
import software.amazon.awssdk.services.codebuild.model.ReportGroupTrendStats;
import software.amazon.awssdk.services.codebuild.model.ReportType;
import software.amazon.awssdk.services.codebuild.model.ReportWithRawData;
import software.amazon.awssdk.services.codebuild.model.TestReportSummary;

/**
 * How a figure of a group's reports went (CodeBuild API Reference, GetReportGroupTrend). The reference leaves open how
 * figures are written; here durations are nanoseconds, as everywhere in the service, and rates are percentages.
 */
final class Trend {

    private Trend() {}

    /** Whether reports of that type have that figure. */
    static boolean has(ReportType type, ReportGroupTrendFieldType field) {
        boolean ofTests =
                switch (field) {
                    case DURATION, PASS_RATE, TOTAL -> true;
                    default -> false;
                };
        return ofTests == (type == ReportType.TEST);
    }

    static GetReportGroupTrendResponse of(List<Report> reports, ReportGroupTrendFieldType field) {
        List<Double> values =
                reports.stream().map(report -> value(report, field)).toList();
        return GetReportGroupTrendResponse.builder()
                .rawData(reports.stream()
                        .map(report -> ReportWithRawData.builder()
                                .reportArn(report.arn())
                                .data(text(value(report, field)))
                                .build())
                        .toList())
                .stats(stats(values))
                .build();
    }

    private static ReportGroupTrendStats stats(List<Double> values) {
        ReportGroupTrendStats.Builder stats = ReportGroupTrendStats.builder();
        if (!values.isEmpty()) {
            var summary = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
            stats.average(text(summary.getAverage()))
                    .max(text(summary.getMax()))
                    .min(text(summary.getMin()));
        }
        return stats.build();
    }

    private static double value(Report report, ReportGroupTrendFieldType field) {
        TestReportSummary summary = report.testSummary();
        return switch (field) {
            case DURATION -> summary.durationInNanoSeconds();
            case TOTAL -> summary.total();
            default ->
                summary.total() == 0
                        ? 0
                        : 100.0
                                * Optional.ofNullable(summary.statusCounts().get("SUCCEEDED"))
                                        .orElse(0)
                                / summary.total();
        };
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
    }
}
