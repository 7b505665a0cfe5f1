package io.devopslab.cloud.service.codebuild.report;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codebuild.run.BuildJob;
import io.devopslab.cloud.service.codebuild.run.ReportSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportGroupsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportGroupsResponse;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportsResponse;
import software.amazon.awssdk.services.codebuild.model.CreateReportGroupRequest;
import software.amazon.awssdk.services.codebuild.model.DeleteReportGroupRequest;
import software.amazon.awssdk.services.codebuild.model.DeleteReportRequest;
import software.amazon.awssdk.services.codebuild.model.DescribeTestCasesRequest;
import software.amazon.awssdk.services.codebuild.model.DescribeTestCasesResponse;
import software.amazon.awssdk.services.codebuild.model.GetReportGroupTrendRequest;
import software.amazon.awssdk.services.codebuild.model.GetReportGroupTrendResponse;
import software.amazon.awssdk.services.codebuild.model.ListReportGroupsRequest;
import software.amazon.awssdk.services.codebuild.model.ListReportGroupsResponse;
import software.amazon.awssdk.services.codebuild.model.ListReportsForReportGroupRequest;
import software.amazon.awssdk.services.codebuild.model.ListReportsForReportGroupResponse;
import software.amazon.awssdk.services.codebuild.model.ListReportsRequest;
import software.amazon.awssdk.services.codebuild.model.ListReportsResponse;
import software.amazon.awssdk.services.codebuild.model.ReportExportConfigType;
import software.amazon.awssdk.services.codebuild.model.ReportGroup;
import software.amazon.awssdk.services.codebuild.model.ReportGroupTrendFieldType;
import software.amazon.awssdk.services.codebuild.model.S3ReportExportConfig;
import software.amazon.awssdk.services.codebuild.model.TestCase;

/** The operations on report groups and reports, and the place where builds report to. Thread-safe. */
public final class ReportService implements ReportSink {

    private final ReportGroups groups;
    private final Reports reports;

    public ReportService(ServiceContext context) {
        this.groups = new ReportGroups(context);
        this.reports = new Reports(context);
    }

    @Override
    public String report(BuildJob job, String group, String format, Map<String, Path> files) {
        if (!format.equals("JUNITXML")) {
            throw new IllegalArgumentException(
                    "The embedded cloud reads reports in the format JUNITXML, and none in " + format + ".");
        }
        ReportGroup target = group.startsWith("arn:")
                ? groups.find(group).orElseThrow(() -> new IllegalArgumentException("Report group not found: " + group))
                : groups.ofBuild(job.project().name() + "-" + group);
        List<TestCase> cases = new ArrayList<>();
        files.forEach((path, file) -> cases.addAll(JunitXml.read(file, path)));
        export(job, target, files);
        return reports.add(target, job.build().arn(), cases).arn();
    }

    /** Puts the raw data where the group wants it, each file by itself. */
    private static void export(BuildJob job, ReportGroup group, Map<String, Path> files) {
        if (group.exportConfig().exportConfigType() != ReportExportConfigType.S3) {
            return;
        }
        S3ReportExportConfig place = group.exportConfig().s3Destination();
        String path = Optional.ofNullable(place.path()).orElse("").replaceAll("^/+|/+$", "");
        String prefix = (path.isEmpty() ? "" : path + "/") + group.name() + "/" + UUID.randomUUID() + "/";
        try {
            files.forEach((name, file) -> job.clients()
                    .s3()
                    .get()
                    .putObject(r -> r.bucket(place.bucket()).key(prefix + name), RequestBody.fromFile(file)));
        } catch (SdkException e) {
            throw new IllegalArgumentException("The raw data cannot be exported: " + e.getMessage(), e);
        }
    }

    public ReportGroup create(CreateReportGroupRequest request) {
        return groups.create(request);
    }

    public ReportGroup update(software.amazon.awssdk.services.codebuild.model.UpdateReportGroupRequest request) {
        return groups.update(request);
    }

    public void delete(DeleteReportGroupRequest request) {
        new Constraints().required("arn", request.arn()).orThrow(ReportErrors::invalid);
        if (Boolean.TRUE.equals(request.deleteReports())) {
            reports.removeAll(request.arn());
        } else if (reports.hasAny(request.arn())) {
            throw ReportErrors.invalid("The report group " + request.arn()
                    + " has reports. Delete them first, or set deleteReports to true");
        }
        groups.remove(request.arn());
    }

    public BatchGetReportGroupsResponse get(BatchGetReportGroupsRequest request) {
        return groups.get(request);
    }

    public ListReportGroupsResponse list(ListReportGroupsRequest request) {
        return groups.list(request);
    }

    public BatchGetReportsResponse get(BatchGetReportsRequest request) {
        return reports.get(request);
    }

    public ListReportsResponse list(ListReportsRequest request) {
        Page<String> page = reports.list(
                Optional.empty(),
                request.filter(),
                request.sortOrderAsString(),
                request.maxResults(),
                request.nextToken());
        return ListReportsResponse.builder()
                .reports(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    public ListReportsForReportGroupResponse list(ListReportsForReportGroupRequest request) {
        new Constraints().required("reportGroupArn", request.reportGroupArn()).orThrow(ReportErrors::invalid);
        groups.get(request.reportGroupArn());
        Page<String> page = reports.list(
                Optional.of(request.reportGroupArn()),
                request.filter(),
                request.sortOrderAsString(),
                request.maxResults(),
                request.nextToken());
        return ListReportsForReportGroupResponse.builder()
                .reports(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    public void delete(DeleteReportRequest request) {
        new Constraints().required("arn", request.arn()).orThrow(ReportErrors::invalid);
        reports.remove(request.arn());
    }

    public GetReportGroupTrendResponse trend(GetReportGroupTrendRequest request) {
        new Constraints()
                .required("reportGroupArn", request.reportGroupArn())
                .required("trendField", request.trendFieldAsString())
                .oneOf("trendField", request.trendFieldAsString(), ReportGroupTrendFieldType.knownValues())
                .range("numOfReports", request.numOfReports(), 1, Reports.PAGE)
                .orThrow(ReportErrors::invalid);
        ReportGroup group = groups.get(request.reportGroupArn());
        if (!Trend.has(group.type(), request.trendField())) {
            throw ReportErrors.invalid("The trend field " + request.trendFieldAsString()
                    + " is none of reports of the type " + group.typeAsString());
        }
        return Trend.of(
                reports.latest(
                        group.arn(), Optional.ofNullable(request.numOfReports()).orElse(Reports.PAGE)),
                request.trendField());
    }

    /** Whether there is a report group of that ARN. */
    public boolean hasGroup(String arn) {
        return groups.find(arn).isPresent();
    }

    public DescribeTestCasesResponse describe(DescribeTestCasesRequest request) {
        return reports.describe(request);
    }
}
