package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codebuild.report.ReportService;
import io.devopslab.cloud.service.codebuild.run.BuildClients;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.BatchDeleteBuildsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchDeleteBuildsResponse;
import software.amazon.awssdk.services.codebuild.model.BatchGetBuildBatchesRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetBuildBatchesResponse;
import software.amazon.awssdk.services.codebuild.model.BatchGetBuildsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetBuildsResponse;
import software.amazon.awssdk.services.codebuild.model.BatchGetFleetsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetFleetsResponse;
import software.amazon.awssdk.services.codebuild.model.BatchGetProjectsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportGroupsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportGroupsResponse;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportsResponse;
import software.amazon.awssdk.services.codebuild.model.CreateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.CreateProjectResponse;
import software.amazon.awssdk.services.codebuild.model.CreateReportGroupRequest;
import software.amazon.awssdk.services.codebuild.model.CreateReportGroupResponse;
import software.amazon.awssdk.services.codebuild.model.DeleteProjectRequest;
import software.amazon.awssdk.services.codebuild.model.DeleteProjectResponse;
import software.amazon.awssdk.services.codebuild.model.DeleteReportGroupRequest;
import software.amazon.awssdk.services.codebuild.model.DeleteReportGroupResponse;
import software.amazon.awssdk.services.codebuild.model.DeleteReportRequest;
import software.amazon.awssdk.services.codebuild.model.DeleteReportResponse;
import software.amazon.awssdk.services.codebuild.model.DeleteResourcePolicyRequest;
import software.amazon.awssdk.services.codebuild.model.DeleteResourcePolicyResponse;
import software.amazon.awssdk.services.codebuild.model.DescribeTestCasesRequest;
import software.amazon.awssdk.services.codebuild.model.DescribeTestCasesResponse;
import software.amazon.awssdk.services.codebuild.model.GetReportGroupTrendRequest;
import software.amazon.awssdk.services.codebuild.model.GetReportGroupTrendResponse;
import software.amazon.awssdk.services.codebuild.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.codebuild.model.GetResourcePolicyResponse;
import software.amazon.awssdk.services.codebuild.model.InvalidateProjectCacheRequest;
import software.amazon.awssdk.services.codebuild.model.InvalidateProjectCacheResponse;
import software.amazon.awssdk.services.codebuild.model.ListBuildBatchesForProjectRequest;
import software.amazon.awssdk.services.codebuild.model.ListBuildBatchesForProjectResponse;
import software.amazon.awssdk.services.codebuild.model.ListBuildBatchesRequest;
import software.amazon.awssdk.services.codebuild.model.ListBuildBatchesResponse;
import software.amazon.awssdk.services.codebuild.model.ListBuildsForProjectRequest;
import software.amazon.awssdk.services.codebuild.model.ListBuildsForProjectResponse;
import software.amazon.awssdk.services.codebuild.model.ListBuildsRequest;
import software.amazon.awssdk.services.codebuild.model.ListBuildsResponse;
import software.amazon.awssdk.services.codebuild.model.ListCuratedEnvironmentImagesRequest;
import software.amazon.awssdk.services.codebuild.model.ListCuratedEnvironmentImagesResponse;
import software.amazon.awssdk.services.codebuild.model.ListFleetsRequest;
import software.amazon.awssdk.services.codebuild.model.ListFleetsResponse;
import software.amazon.awssdk.services.codebuild.model.ListProjectsRequest;
import software.amazon.awssdk.services.codebuild.model.ListProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.ListReportGroupsRequest;
import software.amazon.awssdk.services.codebuild.model.ListReportGroupsResponse;
import software.amazon.awssdk.services.codebuild.model.ListReportsForReportGroupRequest;
import software.amazon.awssdk.services.codebuild.model.ListReportsForReportGroupResponse;
import software.amazon.awssdk.services.codebuild.model.ListReportsRequest;
import software.amazon.awssdk.services.codebuild.model.ListReportsResponse;
import software.amazon.awssdk.services.codebuild.model.ListSharedProjectsRequest;
import software.amazon.awssdk.services.codebuild.model.ListSharedProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.ListSharedReportGroupsRequest;
import software.amazon.awssdk.services.codebuild.model.ListSharedReportGroupsResponse;
import software.amazon.awssdk.services.codebuild.model.ListSourceCredentialsRequest;
import software.amazon.awssdk.services.codebuild.model.ListSourceCredentialsResponse;
import software.amazon.awssdk.services.codebuild.model.PutResourcePolicyRequest;
import software.amazon.awssdk.services.codebuild.model.PutResourcePolicyResponse;
import software.amazon.awssdk.services.codebuild.model.RetryBuildRequest;
import software.amazon.awssdk.services.codebuild.model.RetryBuildResponse;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;
import software.amazon.awssdk.services.codebuild.model.StartBuildResponse;
import software.amazon.awssdk.services.codebuild.model.StopBuildRequest;
import software.amazon.awssdk.services.codebuild.model.StopBuildResponse;
import software.amazon.awssdk.services.codebuild.model.UpdateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.UpdateProjectResponse;
import software.amazon.awssdk.services.codebuild.model.UpdateReportGroupRequest;
import software.amazon.awssdk.services.codebuild.model.UpdateReportGroupResponse;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** CodeBuild in this process (AWS CodeBuild API Reference, version 2016-10-06). Thread-safe. */
public final class CodeBuildService implements CodeBuildClient, Resumable {

    private final Projects projects;
    private final Builds builds;
    private final BuildQueue queue;
    private final ReportService reports;
    private final ResourcePolicies policies;
    private final EmptyLists emptyLists;

    public CodeBuildService(
            ServiceContext context,
            Supplier<CloudWatchLogsClient> logs,
            Supplier<S3Client> s3,
            Supplier<CodeCommitClient> codeCommit,
            Supplier<SsmClient> ssm,
            Supplier<StsClient> sts,
            Supplier<CloudWatchClient> cloudWatch) {
        CodeBuildTables tables = CodeBuildTables.open(context.store());
        this.reports = new ReportService(context);
        this.projects = new Projects(context, tables, role -> sts.get()
                .assumeRole(r -> r.roleArn(role).roleSessionName("AWSCodeBuild-check")));
        this.policies = new ResourcePolicies(context.store(), arn -> projects.has(arn) || reports.hasGroup(arn));
        this.emptyLists = new EmptyLists(projects);
        BuildStarts starts = new BuildStarts(context, tables, projects);
        BuildClients clients = new BuildClients(logs, s3, codeCommit, ssm, sts);
        this.queue = new BuildQueue(context, tables, clients, starts, reports);
        context.events().subscribe(new BuildMetrics(context, tables, cloudWatch)::hear);
        this.builds = new Builds(context, tables, projects, starts, queue);
    }

    @Override
    public void resume() {
        queue.advance();
    }

    @Override
    public CreateProjectResponse createProject(CreateProjectRequest request) {
        return CreateProjectResponse.builder().project(projects.create(request)).build();
    }

    @Override
    public UpdateProjectResponse updateProject(UpdateProjectRequest request) {
        return UpdateProjectResponse.builder().project(projects.update(request)).build();
    }

    @Override
    public DeleteProjectResponse deleteProject(DeleteProjectRequest request) {
        projects.delete(request.name());
        policies.forget(projects.arn(Arns.name(request.name())));
        return DeleteProjectResponse.builder().build();
    }

    @Override
    public BatchGetProjectsResponse batchGetProjects(BatchGetProjectsRequest request) {
        return projects.get(request);
    }

    @Override
    public ListProjectsResponse listProjects(ListProjectsRequest request) {
        return projects.list(request);
    }

    @Override
    public StartBuildResponse startBuild(StartBuildRequest request) {
        return StartBuildResponse.builder().build(builds.start(request)).build();
    }

    @Override
    public StopBuildResponse stopBuild(StopBuildRequest request) {
        return StopBuildResponse.builder().build(builds.stop(request.id())).build();
    }

    @Override
    public RetryBuildResponse retryBuild(RetryBuildRequest request) {
        return RetryBuildResponse.builder().build(builds.retry(request)).build();
    }

    @Override
    public BatchGetBuildsResponse batchGetBuilds(BatchGetBuildsRequest request) {
        return builds.get(request);
    }

    @Override
    public BatchDeleteBuildsResponse batchDeleteBuilds(BatchDeleteBuildsRequest request) {
        return builds.delete(request);
    }

    @Override
    public ListBuildsResponse listBuilds(ListBuildsRequest request) {
        return builds.list(request);
    }

    @Override
    public ListBuildsForProjectResponse listBuildsForProject(ListBuildsForProjectRequest request) {
        return builds.list(request);
    }

    @Override
    public CreateReportGroupResponse createReportGroup(CreateReportGroupRequest request) {
        return CreateReportGroupResponse.builder()
                .reportGroup(reports.create(request))
                .build();
    }

    @Override
    public UpdateReportGroupResponse updateReportGroup(UpdateReportGroupRequest request) {
        return UpdateReportGroupResponse.builder()
                .reportGroup(reports.update(request))
                .build();
    }

    @Override
    public DeleteReportGroupResponse deleteReportGroup(DeleteReportGroupRequest request) {
        reports.delete(request);
        policies.forget(request.arn());
        return DeleteReportGroupResponse.builder().build();
    }

    @Override
    public BatchGetReportGroupsResponse batchGetReportGroups(BatchGetReportGroupsRequest request) {
        return reports.get(request);
    }

    @Override
    public ListReportGroupsResponse listReportGroups(ListReportGroupsRequest request) {
        return reports.list(request);
    }

    @Override
    public BatchGetReportsResponse batchGetReports(BatchGetReportsRequest request) {
        return reports.get(request);
    }

    @Override
    public ListReportsResponse listReports(ListReportsRequest request) {
        return reports.list(request);
    }

    @Override
    public ListReportsForReportGroupResponse listReportsForReportGroup(ListReportsForReportGroupRequest request) {
        return reports.list(request);
    }

    @Override
    public DeleteReportResponse deleteReport(DeleteReportRequest request) {
        reports.delete(request);
        return DeleteReportResponse.builder().build();
    }

    @Override
    public DescribeTestCasesResponse describeTestCases(DescribeTestCasesRequest request) {
        return reports.describe(request);
    }

    @Override
    public InvalidateProjectCacheResponse invalidateProjectCache(InvalidateProjectCacheRequest request) {
        new Constraints().required("projectName", request.projectName()).orThrow(CodeBuildErrors::invalid);
        projects.resetCache(projects.row(request.projectName()).project().name());
        return InvalidateProjectCacheResponse.builder().build();
    }

    @Override
    public ListCuratedEnvironmentImagesResponse listCuratedEnvironmentImages(
            ListCuratedEnvironmentImagesRequest request) {
        return CuratedImages.list();
    }

    @Override
    public GetReportGroupTrendResponse getReportGroupTrend(GetReportGroupTrendRequest request) {
        return reports.trend(request);
    }

    @Override
    public PutResourcePolicyResponse putResourcePolicy(PutResourcePolicyRequest request) {
        policies.put(request);
        return PutResourcePolicyResponse.builder()
                .resourceArn(request.resourceArn())
                .build();
    }

    @Override
    public GetResourcePolicyResponse getResourcePolicy(GetResourcePolicyRequest request) {
        return GetResourcePolicyResponse.builder().policy(policies.get(request)).build();
    }

    @Override
    public DeleteResourcePolicyResponse deleteResourcePolicy(DeleteResourcePolicyRequest request) {
        policies.delete(request);
        return DeleteResourcePolicyResponse.builder().build();
    }

    @Override
    public ListSharedProjectsResponse listSharedProjects(ListSharedProjectsRequest request) {
        return emptyLists.shared(request);
    }

    @Override
    public ListSharedReportGroupsResponse listSharedReportGroups(ListSharedReportGroupsRequest request) {
        return emptyLists.shared(request);
    }

    @Override
    public ListSourceCredentialsResponse listSourceCredentials(ListSourceCredentialsRequest request) {
        return EmptyLists.credentials();
    }

    @Override
    public ListBuildBatchesResponse listBuildBatches(ListBuildBatchesRequest request) {
        return emptyLists.batches(request);
    }

    @Override
    public ListBuildBatchesForProjectResponse listBuildBatchesForProject(ListBuildBatchesForProjectRequest request) {
        return emptyLists.batches(request);
    }

    @Override
    public BatchGetBuildBatchesResponse batchGetBuildBatches(BatchGetBuildBatchesRequest request) {
        return emptyLists.batches(request);
    }

    @Override
    public ListFleetsResponse listFleets(ListFleetsRequest request) {
        return emptyLists.fleets(request);
    }

    @Override
    public BatchGetFleetsResponse batchGetFleets(BatchGetFleetsRequest request) {
        return emptyLists.fleets(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        queue.close();
    }
}
