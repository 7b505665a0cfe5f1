package io.devopslab.cloud.service.codebuild.report;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportGroupsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportGroupsResponse;
import software.amazon.awssdk.services.codebuild.model.CreateReportGroupRequest;
import software.amazon.awssdk.services.codebuild.model.ListReportGroupsRequest;
import software.amazon.awssdk.services.codebuild.model.ListReportGroupsResponse;
import software.amazon.awssdk.services.codebuild.model.ReportExportConfig;
import software.amazon.awssdk.services.codebuild.model.ReportExportConfigType;
import software.amazon.awssdk.services.codebuild.model.ReportGroup;
import software.amazon.awssdk.services.codebuild.model.ReportGroupSortByType;
import software.amazon.awssdk.services.codebuild.model.ReportGroupStatusType;
import software.amazon.awssdk.services.codebuild.model.ReportType;
import software.amazon.awssdk.services.codebuild.model.SortOrderType;
import software.amazon.awssdk.services.codebuild.model.UpdateReportGroupRequest;

/** The operations on report groups. */
final class ReportGroups {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9\\-_]{1,127}");
    private static final int PAGE = 100;

    private final ServiceContext context;
    private final Table<ReportGroupRow> groups;

    ReportGroups(ServiceContext context) {
        this.context = context;
        this.groups = context.store().table("report-groups", ReportGroupRow.class);
    }

    String arn(String name) {
        return Arns.of("codebuild", context.scope(), "report-group/" + name);
    }

    Optional<ReportGroup> find(String arn) {
        return groups.get(arn).map(ReportGroupRow::group);
    }

    ReportGroup get(String arn) {
        return find(arn).orElseThrow(() -> ReportErrors.notFound("Report group not found: " + arn));
    }

    ReportGroup create(CreateReportGroupRequest request) {
        new Constraints()
                .required("name", request.name())
                .required("type", request.typeAsString())
                .required("exportConfig", request.exportConfig())
                .length("name", request.name(), 2, 128)
                .oneOf("type", request.typeAsString(), ReportType.knownValues())
                .size("tags", request.tags(), 0, 50)
                .orThrow(ReportErrors::invalid);
        if (!NAME.matcher(request.name()).matches()) {
            throw ReportErrors.invalid("Invalid report group name: " + request.name());
        }
        check(request.exportConfig());
        ReportGroup group = group(request.name(), request.typeAsString(), request.exportConfig()).toBuilder()
                .tags(request.tags())
                .build();
        if (!groups.putIfAbsent(group.arn(), new ReportGroupRow(group))) {
            throw ReportErrors.exists("Report group already exists: " + group.arn());
        }
        return group;
    }

    private static void check(ReportExportConfig config) {
        new Constraints()
                .oneOf(
                        "exportConfig.exportConfigType",
                        config.exportConfigTypeAsString(),
                        ReportExportConfigType.knownValues())
                .orThrow(ReportErrors::invalid);
        boolean toS3 = config.exportConfigType() == ReportExportConfigType.S3;
        if (toS3 && (config.s3Destination() == null || config.s3Destination().bucket() == null)) {
            throw ReportErrors.invalid("The S3 destination of a report group needs a bucket");
        }
    }

    private ReportGroup group(String name, String type, ReportExportConfig export) {
        Instant now = context.time().instant();
        return ReportGroup.builder()
                .arn(arn(name))
                .name(name)
                .type(type)
                .exportConfig(export)
                .created(now)
                .lastModified(now)
                .status(ReportGroupStatusType.ACTIVE)
                .build();
    }

    /** The group that a build reports to, made when it is missing, as a build makes it. */
    ReportGroup ofBuild(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Invalid report group name: " + name);
        }
        ReportExportConfig none = ReportExportConfig.builder()
                .exportConfigType(ReportExportConfigType.NO_EXPORT)
                .build();
        groups.putIfAbsent(arn(name), new ReportGroupRow(group(name, ReportType.TEST.toString(), none)));
        return get(arn(name));
    }

    ReportGroup update(UpdateReportGroupRequest request) {
        new Constraints().required("arn", request.arn()).orThrow(ReportErrors::invalid);
        Optional.ofNullable(request.exportConfig()).ifPresent(ReportGroups::check);
        return groups.update(request.arn(), row -> {
                    ReportGroup.Builder changed =
                            row.group().toBuilder().lastModified(context.time().instant());
                    Optional.ofNullable(request.exportConfig()).ifPresent(changed::exportConfig);
                    if (request.hasTags()) {
                        changed.tags(request.tags());
                    }
                    return new ReportGroupRow(changed.build());
                })
                .map(ReportGroupRow::group)
                .orElseThrow(() -> ReportErrors.notFound("Report group not found: " + request.arn()));
    }

    void remove(String arn) {
        groups.remove(arn);
    }

    BatchGetReportGroupsResponse get(BatchGetReportGroupsRequest request) {
        new Constraints()
                .required("reportGroupArns", request.hasReportGroupArns() ? request.reportGroupArns() : null)
                .size("reportGroupArns", request.hasReportGroupArns() ? request.reportGroupArns() : null, 1, 100)
                .orThrow(ReportErrors::invalid);
        List<ReportGroup> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        request.reportGroupArns().stream().distinct().forEach(arn -> find(arn)
                .ifPresentOrElse(found::add, () -> missing.add(arn)));
        return BatchGetReportGroupsResponse.builder()
                .reportGroups(found)
                .reportGroupsNotFound(missing)
                .build();
    }

    ListReportGroupsResponse list(ListReportGroupsRequest request) {
        new Constraints()
                .oneOf("sortBy", request.sortByAsString(), ReportGroupSortByType.knownValues())
                .oneOf("sortOrder", request.sortOrderAsString(), SortOrderType.knownValues())
                .range("maxResults", request.maxResults(), 1, PAGE)
                .orThrow(ReportErrors::invalid);
        Comparator<ReportGroup> order = order(request.sortBy());
        boolean descending = request.sortOrder() == SortOrderType.DESCENDING;
        List<String> arns = groups.values().stream()
                .map(ReportGroupRow::group)
                .sorted(descending ? order.reversed() : order)
                .map(ReportGroup::arn)
                .toList();
        Page<String> page = ReportErrors.page(
                arns,
                arn -> arn,
                request.nextToken(),
                Optional.ofNullable(request.maxResults()).orElse(PAGE));
        return ListReportGroupsResponse.builder()
                .reportGroups(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Comparator<ReportGroup> order(@Nullable ReportGroupSortByType by) {
        Comparator<ReportGroup> byName = Comparator.comparing(ReportGroup::name);
        if (by == ReportGroupSortByType.CREATED_TIME) {
            return Comparator.comparing(ReportGroup::created).thenComparing(byName);
        }
        return by == ReportGroupSortByType.LAST_MODIFIED_TIME
                ? Comparator.comparing(ReportGroup::lastModified).thenComparing(byName)
                : byName;
    }
}
