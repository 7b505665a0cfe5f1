package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.Constraints;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.model.BatchGetBuildBatchesRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetBuildBatchesResponse;
import software.amazon.awssdk.services.codebuild.model.BatchGetFleetsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetFleetsResponse;
import software.amazon.awssdk.services.codebuild.model.BuildBatchFilter;
import software.amazon.awssdk.services.codebuild.model.FleetSortByType;
import software.amazon.awssdk.services.codebuild.model.ListBuildBatchesForProjectRequest;
import software.amazon.awssdk.services.codebuild.model.ListBuildBatchesForProjectResponse;
import software.amazon.awssdk.services.codebuild.model.ListBuildBatchesRequest;
import software.amazon.awssdk.services.codebuild.model.ListBuildBatchesResponse;
import software.amazon.awssdk.services.codebuild.model.ListFleetsRequest;
import software.amazon.awssdk.services.codebuild.model.ListFleetsResponse;
import software.amazon.awssdk.services.codebuild.model.ListSharedProjectsRequest;
import software.amazon.awssdk.services.codebuild.model.ListSharedProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.ListSharedReportGroupsRequest;
import software.amazon.awssdk.services.codebuild.model.ListSharedReportGroupsResponse;
import software.amazon.awssdk.services.codebuild.model.ListSourceCredentialsResponse;
import software.amazon.awssdk.services.codebuild.model.SharedResourceSortByType;
import software.amazon.awssdk.services.codebuild.model.SortOrderType;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/**
 * Listings of what nobody can have here: batch builds, fleets, credentials of providers, and what other accounts
 * share. The operations that make these are refused, so that an empty answer is a true one.
 */
final class EmptyLists {

    private static final int PAGE = 100;

    private final Projects projects;

    EmptyLists(Projects projects) {
        this.projects = projects;
    }

    private static Constraints listing(
            @Nullable String order, @Nullable Integer maxResults, List<String> sortBy, @Nullable String by) {
        return new Constraints()
                .oneOf("sortBy", by, sortBy)
                .oneOf("sortOrder", order, SortOrderType.knownValues())
                .range("maxResults", maxResults, 1, PAGE);
    }

    /** No page was ever given, so no token is one of a page. */
    private static void check(Constraints checks, @Nullable String token) {
        checks.orThrow(CodeBuildErrors::invalid);
        if (token != null) {
            throw CodeBuildErrors.invalid("Invalid nextToken: " + token);
        }
    }

    private static List<String> names(java.util.Set<?> values) {
        return values.stream().map(String::valueOf).toList();
    }

    private static Constraints batches(
            @Nullable BuildBatchFilter filter, @Nullable String order, @Nullable Integer maxResults) {
        return listing(order, maxResults, List.of(), null)
                .oneOf("filter.status", filter == null ? null : filter.statusAsString(), StatusType.knownValues());
    }

    ListBuildBatchesResponse batches(ListBuildBatchesRequest request) {
        check(batches(request.filter(), request.sortOrderAsString(), request.maxResults()), request.nextToken());
        return ListBuildBatchesResponse.builder().ids(List.of()).build();
    }

    ListBuildBatchesForProjectResponse batches(ListBuildBatchesForProjectRequest request) {
        check(
                batches(request.filter(), request.sortOrderAsString(), request.maxResults())
                        .required("projectName", request.projectName()),
                request.nextToken());
        projects.row(request.projectName());
        return ListBuildBatchesForProjectResponse.builder().ids(List.of()).build();
    }

    BatchGetBuildBatchesResponse batches(BatchGetBuildBatchesRequest request) {
        new Constraints()
                .required("ids", request.hasIds() ? request.ids() : null)
                .size("ids", request.ids(), 0, PAGE)
                .orThrow(CodeBuildErrors::invalid);
        return BatchGetBuildBatchesResponse.builder()
                .buildBatches(List.of())
                .buildBatchesNotFound(request.ids())
                .build();
    }

    ListFleetsResponse fleets(ListFleetsRequest request) {
        check(
                listing(
                        request.sortOrderAsString(),
                        request.maxResults(),
                        names(FleetSortByType.knownValues()),
                        request.sortByAsString()),
                request.nextToken());
        return ListFleetsResponse.builder().fleets(List.of()).build();
    }

    BatchGetFleetsResponse fleets(BatchGetFleetsRequest request) {
        new Constraints()
                .required("names", request.hasNames() ? request.names() : null)
                .size("names", request.hasNames() ? request.names() : null, 1, PAGE)
                .orThrow(CodeBuildErrors::invalid);
        return BatchGetFleetsResponse.builder()
                .fleets(List.of())
                .fleetsNotFound(request.names())
                .build();
    }

    ListSharedProjectsResponse shared(ListSharedProjectsRequest request) {
        check(
                listing(
                        request.sortOrderAsString(),
                        request.maxResults(),
                        names(SharedResourceSortByType.knownValues()),
                        request.sortByAsString()),
                request.nextToken());
        return ListSharedProjectsResponse.builder().projects(List.of()).build();
    }

    ListSharedReportGroupsResponse shared(ListSharedReportGroupsRequest request) {
        check(
                listing(
                        request.sortOrderAsString(),
                        request.maxResults(),
                        names(SharedResourceSortByType.knownValues()),
                        request.sortByAsString()),
                request.nextToken());
        return ListSharedReportGroupsResponse.builder().reportGroups(List.of()).build();
    }

    static ListSourceCredentialsResponse credentials() {
        return ListSourceCredentialsResponse.builder()
                .sourceCredentialsInfos(List.of())
                .build();
    }
}
