package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.cloudformation.resource.CloudFormationResources;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.UpdatePolicy;
import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.engine.StackEngine;
import io.devopslab.cloud.stack.plan.Handlers;
import io.devopslab.cloud.stack.state.Journal;
import io.devopslab.cloud.stack.state.StackStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackRequest;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackResponse;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetHooksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetHooksResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceDriftsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceDriftsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.DetectStackDriftRequest;
import software.amazon.awssdk.services.cloudformation.model.DetectStackDriftResponse;
import software.amazon.awssdk.services.cloudformation.model.DetectStackResourceDriftRequest;
import software.amazon.awssdk.services.cloudformation.model.DetectStackResourceDriftResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.GetStackPolicyRequest;
import software.amazon.awssdk.services.cloudformation.model.GetStackPolicyResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.ListChangeSetsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListChangeSetsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListExportsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListExportsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListImportsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListImportsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ListTypesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListTypesResponse;
import software.amazon.awssdk.services.cloudformation.model.RollbackStackRequest;
import software.amazon.awssdk.services.cloudformation.model.RollbackStackResponse;
import software.amazon.awssdk.services.cloudformation.model.SetStackPolicyRequest;
import software.amazon.awssdk.services.cloudformation.model.SetStackPolicyResponse;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionResponse;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** AWS CloudFormation of one region. Thread-safe. */
public final class CloudFormationService implements CloudFormationClient, Resumable {

    private final StackEngine engine;
    private final StackMutations mutations;
    private final StackUpdates updates;
    private final StackRollbacks rollbacks;
    private final ChangeSetCreation changeSetCreation;
    private final ChangeSetOperations changeSetOperations;
    private final ExportViews exports;
    private final DriftOperations drift;
    private final StackViews views;
    private final TemplateOperations templates;
    private final StackPolicies policies;
    private final TypeListing types;
    private final StackNews news;

    /**
     * Assembles the service.
     *
     * @param handlers the resource types that other services bring
     * @param policies the update policies that other services carry out
     * @param s3 where templates given by URL are read
     * @param ssm where parameters and dynamic references are looked up
     * @param lambda what answers for custom resources
     * @param sns whom stacks tell what happens to them
     * @param answers where it does: the S3 of {@link CloudFormationResources#SERVICE_ACCOUNT} in the region
     */
    public CloudFormationService(
            ServiceContext context,
            List<ResourceHandler> handlers,
            List<UpdatePolicy> policies,
            Supplier<S3Client> s3,
            Supplier<SsmClient> ssm,
            Supplier<LambdaClient> lambda,
            Supplier<SnsClient> sns,
            Supplier<S3Client> answers) {
        StackStore store = new StackStore(context.store());
        DriftTable driftTable = new DriftTable(context.store());
        Shapers shapers = new Shapers(driftTable);
        List<ResourceHandler> all = new ArrayList<>(handlers);
        all.addAll(CloudFormationResources.handlers(
                context,
                new EmbeddedStacks(store, shapers, this::mutations, this::updates),
                lambda,
                answers,
                new StackSurroundings(store)));
        this.news = new StackNews(context, sns);
        EngineContext engineContext = new EngineContext(
                context, store, new Journal(context, store, news), new Handlers(all, policies), new SsmLookups(ssm));
        this.types = new TypeListing(context.scope().region(), all);
        TemplateSource source = new TemplateSource(s3);
        this.engine = new StackEngine(engineContext);
        ChangeSets changeSets = new ChangeSets(engineContext);
        this.mutations = new StackMutations(engineContext, engine, source, changeSets);
        this.updates = new StackUpdates(engineContext, engine, source, changeSets);
        this.rollbacks = new StackRollbacks(engineContext, engine);
        this.changeSetCreation = new ChangeSetCreation(engineContext, changeSets, source);
        this.changeSetOperations = new ChangeSetOperations(engineContext, engine, changeSets, updates);
        this.drift = new DriftOperations(engineContext, driftTable);
        this.exports = new ExportViews(store);
        this.views = new StackViews(store, shapers);
        this.templates = new TemplateOperations(store, source, changeSets);
        this.policies = new StackPolicies(engineContext, source);
    }

    private StackMutations mutations() {
        return mutations;
    }

    private StackUpdates updates() {
        return updates;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Operations in progress go on in the next process.
    }

    @Override
    public void resume() {
        engine.resume();
        drift.resume();
        news.resume();
    }

    @Override
    public CreateStackResponse createStack(CreateStackRequest request) {
        return Problems.translate(() -> mutations.create(request));
    }

    @Override
    public DeleteStackResponse deleteStack(DeleteStackRequest request) {
        return mutations.delete(request);
    }

    @Override
    public UpdateTerminationProtectionResponse updateTerminationProtection(UpdateTerminationProtectionRequest request) {
        return mutations.protect(request);
    }

    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
        return views.describe(request);
    }

    @Override
    public ListStacksResponse listStacks(ListStacksRequest request) {
        return views.list(request);
    }

    @Override
    public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
        return views.events(request);
    }

    @Override
    public DescribeStackResourceResponse describeStackResource(DescribeStackResourceRequest request) {
        return views.resource(request);
    }

    @Override
    public DescribeStackResourcesResponse describeStackResources(DescribeStackResourcesRequest request) {
        return views.resources(request);
    }

    @Override
    public ListStackResourcesResponse listStackResources(ListStackResourcesRequest request) {
        return views.listResources(request);
    }

    @Override
    public ValidateTemplateResponse validateTemplate(ValidateTemplateRequest request) {
        return Problems.translate(() -> templates.validate(request));
    }

    @Override
    public GetTemplateResponse getTemplate(GetTemplateRequest request) {
        return templates.get(request);
    }

    @Override
    public GetTemplateSummaryResponse getTemplateSummary(GetTemplateSummaryRequest request) {
        return Problems.translate(() -> templates.summarize(request));
    }

    @Override
    public UpdateStackResponse updateStack(UpdateStackRequest request) {
        return Problems.translate(() -> updates.update(request));
    }

    @Override
    public SetStackPolicyResponse setStackPolicy(SetStackPolicyRequest request) {
        return policies.set(request);
    }

    @Override
    public GetStackPolicyResponse getStackPolicy(GetStackPolicyRequest request) {
        return policies.get(request);
    }

    @Override
    public CancelUpdateStackResponse cancelUpdateStack(CancelUpdateStackRequest request) {
        return updates.cancel(request);
    }

    @Override
    public ContinueUpdateRollbackResponse continueUpdateRollback(ContinueUpdateRollbackRequest request) {
        return updates.continueRollback(request);
    }

    @Override
    public RollbackStackResponse rollbackStack(RollbackStackRequest request) {
        return rollbacks.rollback(request);
    }

    @Override
    public CreateChangeSetResponse createChangeSet(CreateChangeSetRequest request) {
        return Problems.translate(() -> changeSetCreation.create(request));
    }

    @Override
    public ListTypesResponse listTypes(ListTypesRequest request) {
        return types.list(request);
    }

    @Override
    public DescribeChangeSetHooksResponse describeChangeSetHooks(DescribeChangeSetHooksRequest request) {
        return changeSetOperations.hooks(request);
    }

    @Override
    public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
        return changeSetOperations.describe(request);
    }

    @Override
    public ListChangeSetsResponse listChangeSets(ListChangeSetsRequest request) {
        return changeSetOperations.list(request);
    }

    @Override
    public DeleteChangeSetResponse deleteChangeSet(DeleteChangeSetRequest request) {
        return changeSetOperations.delete(request);
    }

    @Override
    public ExecuteChangeSetResponse executeChangeSet(ExecuteChangeSetRequest request) {
        return changeSetOperations.execute(request);
    }

    @Override
    public ListExportsResponse listExports(ListExportsRequest request) {
        return exports.list(request);
    }

    @Override
    public ListImportsResponse listImports(ListImportsRequest request) {
        return exports.imports(request);
    }

    @Override
    public DetectStackDriftResponse detectStackDrift(DetectStackDriftRequest request) {
        return drift.detect(request);
    }

    @Override
    public DescribeStackDriftDetectionStatusResponse describeStackDriftDetectionStatus(
            DescribeStackDriftDetectionStatusRequest request) {
        return drift.status(request);
    }

    @Override
    public DetectStackResourceDriftResponse detectStackResourceDrift(DetectStackResourceDriftRequest request) {
        return drift.detectResource(request);
    }

    @Override
    public DescribeStackResourceDriftsResponse describeStackResourceDrifts(DescribeStackResourceDriftsRequest request) {
        return drift.describe(request);
    }
}
