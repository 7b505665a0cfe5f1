package io.devopslab.cloud.service.codepipeline;

import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.action.JobResults;
import io.devopslab.cloud.service.codepipeline.action.Jobs;
import io.devopslab.cloud.service.codepipeline.action.Providers;
import io.devopslab.cloud.service.codepipeline.definition.ActionTypes;
import io.devopslab.cloud.service.codepipeline.definition.PipelineConstraints;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import io.devopslab.cloud.service.codepipeline.run.Engine;
import io.devopslab.cloud.service.codepipeline.run.Executions;
import io.devopslab.cloud.service.codepipeline.view.StateView;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.AcknowledgeJobRequest;
import software.amazon.awssdk.services.codepipeline.model.AcknowledgeJobResponse;
import software.amazon.awssdk.services.codepipeline.model.CreateCustomActionTypeRequest;
import software.amazon.awssdk.services.codepipeline.model.CreateCustomActionTypeResponse;
import software.amazon.awssdk.services.codepipeline.model.CreatePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.CreatePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.DeleteCustomActionTypeRequest;
import software.amazon.awssdk.services.codepipeline.model.DeleteCustomActionTypeResponse;
import software.amazon.awssdk.services.codepipeline.model.DeletePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.DeletePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.DisableStageTransitionRequest;
import software.amazon.awssdk.services.codepipeline.model.DisableStageTransitionResponse;
import software.amazon.awssdk.services.codepipeline.model.EnableStageTransitionRequest;
import software.amazon.awssdk.services.codepipeline.model.EnableStageTransitionResponse;
import software.amazon.awssdk.services.codepipeline.model.GetJobDetailsRequest;
import software.amazon.awssdk.services.codepipeline.model.GetJobDetailsResponse;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineExecutionRequest;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineExecutionResponse;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineStateRequest;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineStateResponse;
import software.amazon.awssdk.services.codepipeline.model.ListActionExecutionsRequest;
import software.amazon.awssdk.services.codepipeline.model.ListActionExecutionsResponse;
import software.amazon.awssdk.services.codepipeline.model.ListActionTypesRequest;
import software.amazon.awssdk.services.codepipeline.model.ListActionTypesResponse;
import software.amazon.awssdk.services.codepipeline.model.ListDeployActionExecutionTargetsRequest;
import software.amazon.awssdk.services.codepipeline.model.ListDeployActionExecutionTargetsResponse;
import software.amazon.awssdk.services.codepipeline.model.ListPipelineExecutionsRequest;
import software.amazon.awssdk.services.codepipeline.model.ListPipelineExecutionsResponse;
import software.amazon.awssdk.services.codepipeline.model.ListPipelinesRequest;
import software.amazon.awssdk.services.codepipeline.model.ListPipelinesResponse;
import software.amazon.awssdk.services.codepipeline.model.ListRuleExecutionsRequest;
import software.amazon.awssdk.services.codepipeline.model.ListRuleExecutionsResponse;
import software.amazon.awssdk.services.codepipeline.model.ListRuleTypesRequest;
import software.amazon.awssdk.services.codepipeline.model.ListRuleTypesResponse;
import software.amazon.awssdk.services.codepipeline.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codepipeline.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codepipeline.model.ListWebhooksRequest;
import software.amazon.awssdk.services.codepipeline.model.ListWebhooksResponse;
import software.amazon.awssdk.services.codepipeline.model.OverrideStageConditionRequest;
import software.amazon.awssdk.services.codepipeline.model.OverrideStageConditionResponse;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsRequest;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsResponse;
import software.amazon.awssdk.services.codepipeline.model.PutApprovalResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutApprovalResultResponse;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultResponse;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultResponse;
import software.amazon.awssdk.services.codepipeline.model.RetryStageExecutionRequest;
import software.amazon.awssdk.services.codepipeline.model.RetryStageExecutionResponse;
import software.amazon.awssdk.services.codepipeline.model.RollbackStageRequest;
import software.amazon.awssdk.services.codepipeline.model.RollbackStageResponse;
import software.amazon.awssdk.services.codepipeline.model.StartPipelineExecutionRequest;
import software.amazon.awssdk.services.codepipeline.model.StartPipelineExecutionResponse;
import software.amazon.awssdk.services.codepipeline.model.StopPipelineExecutionRequest;
import software.amazon.awssdk.services.codepipeline.model.StopPipelineExecutionResponse;
import software.amazon.awssdk.services.codepipeline.model.TagResourceRequest;
import software.amazon.awssdk.services.codepipeline.model.TagResourceResponse;
import software.amazon.awssdk.services.codepipeline.model.UntagResourceRequest;
import software.amazon.awssdk.services.codepipeline.model.UntagResourceResponse;
import software.amazon.awssdk.services.codepipeline.model.UpdatePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.UpdatePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;
import software.amazon.awssdk.services.iam.IamClient;

/** CodePipeline of one scope (AWS CodePipeline API Reference). Thread-safe. */
public final class CodePipelineService implements CodePipelineClient, Resumable {

    private final Engine engine;
    private final SourceWatch watch;
    private final PipelineOperations pipelines;
    private final PipelineTags tags;
    private final ExecutionOperations executions;
    private final Approvals approvals;
    private final HistoryOperations history;
    private final DeployTargets deployTargets;
    private final StateView state;
    private final CustomTypes customTypes;
    private final JobResults jobs;

    /**
     * @param iam knows the roles of pipelines
     * @param clients whom the actions call
     */
    public CodePipelineService(ServiceContext context, Supplier<IamClient> iam, Providers.Clients clients) {
        String region = context.scope().region();
        ActionTypes types = new ActionTypes(context.store());
        Pipelines declared = new Pipelines(context, types);
        Executions rows = new Executions(context.store(), context.time());
        Jobs openJobs = new Jobs(context, declared, rows);
        this.engine = new Engine(context, declared, rows, new Providers(context, clients, openJobs));
        this.watch =
                new SourceWatch(context, declared, engine, new SourceRevisions(clients.codeCommit(), clients.s3()));
        new ConnectionWatch(context, declared, engine, clients.codeCommit());
        this.pipelines = new PipelineOperations(context, declared, engine, watch, new RoleCheck(iam), openJobs);
        this.tags = new PipelineTags(context, declared);
        this.executions = new ExecutionOperations(context, declared, engine);
        this.approvals = new Approvals(context, declared, rows, engine);
        this.history = new HistoryOperations(declared, rows, region);
        this.deployTargets = new DeployTargets(declared, rows, clients.codeDeploy());
        this.state = new StateView(declared, rows, types, region);
        this.customTypes = new CustomTypes(types);
        this.jobs = new JobResults(context, types, openJobs, engine);
    }

    @Override
    public void resume() {
        engine.resume();
        watch.arm();
    }

    @Override
    public GetPipelineStateResponse getPipelineState(GetPipelineStateRequest request) {
        PipelineConstraints.pipelineName("name", request.name()).verify(ValidationException.builder());
        return state.of(request.name());
    }

    @Override
    public CreatePipelineResponse createPipeline(CreatePipelineRequest request) {
        return pipelines.create(request);
    }

    @Override
    public UpdatePipelineResponse updatePipeline(UpdatePipelineRequest request) {
        return pipelines.update(request);
    }

    @Override
    public GetPipelineResponse getPipeline(GetPipelineRequest request) {
        return pipelines.get(request);
    }

    @Override
    public ListPipelinesResponse listPipelines(ListPipelinesRequest request) {
        return pipelines.list(request);
    }

    @Override
    public DeletePipelineResponse deletePipeline(DeletePipelineRequest request) {
        return pipelines.delete(request);
    }

    @Override
    public StartPipelineExecutionResponse startPipelineExecution(StartPipelineExecutionRequest request) {
        return executions.start(request);
    }

    @Override
    public StopPipelineExecutionResponse stopPipelineExecution(StopPipelineExecutionRequest request) {
        return executions.stop(request);
    }

    @Override
    public RetryStageExecutionResponse retryStageExecution(RetryStageExecutionRequest request) {
        return executions.retry(request);
    }

    @Override
    public RollbackStageResponse rollbackStage(RollbackStageRequest request) {
        return executions.rollBack(request);
    }

    @Override
    public DisableStageTransitionResponse disableStageTransition(DisableStageTransitionRequest request) {
        return executions.disable(request);
    }

    @Override
    public EnableStageTransitionResponse enableStageTransition(EnableStageTransitionRequest request) {
        return executions.enable(request);
    }

    @Override
    public PutApprovalResultResponse putApprovalResult(PutApprovalResultRequest request) {
        return approvals.put(request);
    }

    @Override
    public GetPipelineExecutionResponse getPipelineExecution(GetPipelineExecutionRequest request) {
        return history.get(request);
    }

    @Override
    public ListPipelineExecutionsResponse listPipelineExecutions(ListPipelineExecutionsRequest request) {
        return history.list(request);
    }

    @Override
    public ListActionExecutionsResponse listActionExecutions(ListActionExecutionsRequest request) {
        return history.listActions(request);
    }

    @Override
    public ListDeployActionExecutionTargetsResponse listDeployActionExecutionTargets(
            ListDeployActionExecutionTargetsRequest request) {
        return deployTargets.list(request);
    }

    @Override
    public CreateCustomActionTypeResponse createCustomActionType(CreateCustomActionTypeRequest request) {
        return customTypes.create(request);
    }

    @Override
    public DeleteCustomActionTypeResponse deleteCustomActionType(DeleteCustomActionTypeRequest request) {
        return customTypes.delete(request);
    }

    @Override
    public ListActionTypesResponse listActionTypes(ListActionTypesRequest request) {
        return customTypes.list(request);
    }

    @Override
    public ListRuleExecutionsResponse listRuleExecutions(ListRuleExecutionsRequest request) {
        return history.listRules(request);
    }

    @Override
    public OverrideStageConditionResponse overrideStageCondition(OverrideStageConditionRequest request) {
        return executions.override(request);
    }

    @Override
    public ListRuleTypesResponse listRuleTypes(ListRuleTypesRequest request) {
        return customTypes.listRules();
    }

    @Override
    public GetJobDetailsResponse getJobDetails(GetJobDetailsRequest request) {
        return jobs.details(request);
    }

    @Override
    public PollForJobsResponse pollForJobs(PollForJobsRequest request) {
        return jobs.poll(request);
    }

    @Override
    public AcknowledgeJobResponse acknowledgeJob(AcknowledgeJobRequest request) {
        return jobs.acknowledge(request);
    }

    @Override
    public PutJobSuccessResultResponse putJobSuccessResult(PutJobSuccessResultRequest request) {
        return jobs.succeed(request);
    }

    @Override
    public PutJobFailureResultResponse putJobFailureResult(PutJobFailureResultRequest request) {
        return jobs.fail(request);
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        return tags.tag(request);
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        return tags.untag(request);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return tags.list(request);
    }

    @Override
    public ListWebhooksResponse listWebhooks(ListWebhooksRequest request) {
        return PipelineOperations.webhooks(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        watch.close();
        engine.close();
    }
}
