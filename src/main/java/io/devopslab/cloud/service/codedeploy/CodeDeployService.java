package io.devopslab.cloud.service.codedeploy;

import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.process.Machines;
import io.devopslab.cloud.runtime.process.Processes;
import io.devopslab.cloud.service.codedeploy.deployment.AppSpecs;
import io.devopslab.cloud.service.codedeploy.deployment.Deploying;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentEvents;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentTable;
import io.devopslab.cloud.service.codedeploy.deployment.ValidationHooks;
import io.devopslab.cloud.service.codedeploy.ecs.EcsPlatform;
import io.devopslab.cloud.service.codedeploy.host.Ec2Hosts;
import io.devopslab.cloud.service.codedeploy.host.Hosts;
import io.devopslab.cloud.service.codedeploy.host.OnPremisesHosts;
import io.devopslab.cloud.service.codedeploy.lambda.LambdaPlatform;
import io.devopslab.cloud.service.codedeploy.server.Replacements;
import io.devopslab.cloud.service.codedeploy.server.ServerPlatform;
import io.devopslab.cloud.service.codedeploy.setup.Applications;
import io.devopslab.cloud.service.codedeploy.setup.CodeDeployTables;
import io.devopslab.cloud.service.codedeploy.setup.Configs;
import io.devopslab.cloud.service.codedeploy.setup.GitHubTokens;
import io.devopslab.cloud.service.codedeploy.setup.Groups;
import io.devopslab.cloud.service.codedeploy.setup.OnPremises;
import io.devopslab.cloud.service.codedeploy.setup.RevisionListing;
import io.devopslab.cloud.service.codedeploy.setup.Revisions;
import io.devopslab.cloud.service.codedeploy.setup.Tagging;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.AddTagsToOnPremisesInstancesRequest;
import software.amazon.awssdk.services.codedeploy.model.AddTagsToOnPremisesInstancesResponse;
import software.amazon.awssdk.services.codedeploy.model.BatchGetApplicationRevisionsRequest;
import software.amazon.awssdk.services.codedeploy.model.BatchGetApplicationRevisionsResponse;
import software.amazon.awssdk.services.codedeploy.model.BatchGetApplicationsRequest;
import software.amazon.awssdk.services.codedeploy.model.BatchGetApplicationsResponse;
import software.amazon.awssdk.services.codedeploy.model.BatchGetDeploymentGroupsRequest;
import software.amazon.awssdk.services.codedeploy.model.BatchGetDeploymentGroupsResponse;
import software.amazon.awssdk.services.codedeploy.model.BatchGetDeploymentTargetsRequest;
import software.amazon.awssdk.services.codedeploy.model.BatchGetDeploymentTargetsResponse;
import software.amazon.awssdk.services.codedeploy.model.BatchGetDeploymentsRequest;
import software.amazon.awssdk.services.codedeploy.model.BatchGetDeploymentsResponse;
import software.amazon.awssdk.services.codedeploy.model.BatchGetOnPremisesInstancesRequest;
import software.amazon.awssdk.services.codedeploy.model.BatchGetOnPremisesInstancesResponse;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.ContinueDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.ContinueDeploymentResponse;
import software.amazon.awssdk.services.codedeploy.model.CreateApplicationRequest;
import software.amazon.awssdk.services.codedeploy.model.CreateApplicationResponse;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentConfigRequest;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentConfigResponse;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentGroupResponse;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentResponse;
import software.amazon.awssdk.services.codedeploy.model.DeleteApplicationRequest;
import software.amazon.awssdk.services.codedeploy.model.DeleteApplicationResponse;
import software.amazon.awssdk.services.codedeploy.model.DeleteDeploymentConfigRequest;
import software.amazon.awssdk.services.codedeploy.model.DeleteDeploymentConfigResponse;
import software.amazon.awssdk.services.codedeploy.model.DeleteDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.DeleteDeploymentGroupResponse;
import software.amazon.awssdk.services.codedeploy.model.DeleteGitHubAccountTokenRequest;
import software.amazon.awssdk.services.codedeploy.model.DeleteGitHubAccountTokenResponse;
import software.amazon.awssdk.services.codedeploy.model.DeregisterOnPremisesInstanceRequest;
import software.amazon.awssdk.services.codedeploy.model.DeregisterOnPremisesInstanceResponse;
import software.amazon.awssdk.services.codedeploy.model.GetApplicationRequest;
import software.amazon.awssdk.services.codedeploy.model.GetApplicationResponse;
import software.amazon.awssdk.services.codedeploy.model.GetApplicationRevisionRequest;
import software.amazon.awssdk.services.codedeploy.model.GetApplicationRevisionResponse;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentConfigRequest;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentConfigResponse;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentGroupResponse;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentResponse;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentTargetRequest;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentTargetResponse;
import software.amazon.awssdk.services.codedeploy.model.GetOnPremisesInstanceRequest;
import software.amazon.awssdk.services.codedeploy.model.GetOnPremisesInstanceResponse;
import software.amazon.awssdk.services.codedeploy.model.ListApplicationRevisionsRequest;
import software.amazon.awssdk.services.codedeploy.model.ListApplicationRevisionsResponse;
import software.amazon.awssdk.services.codedeploy.model.ListApplicationsRequest;
import software.amazon.awssdk.services.codedeploy.model.ListApplicationsResponse;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentConfigsRequest;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentConfigsResponse;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentGroupsRequest;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentGroupsResponse;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentTargetsRequest;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentTargetsResponse;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentsRequest;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentsResponse;
import software.amazon.awssdk.services.codedeploy.model.ListGitHubAccountTokenNamesRequest;
import software.amazon.awssdk.services.codedeploy.model.ListGitHubAccountTokenNamesResponse;
import software.amazon.awssdk.services.codedeploy.model.ListOnPremisesInstancesRequest;
import software.amazon.awssdk.services.codedeploy.model.ListOnPremisesInstancesResponse;
import software.amazon.awssdk.services.codedeploy.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codedeploy.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codedeploy.model.PutLifecycleEventHookExecutionStatusRequest;
import software.amazon.awssdk.services.codedeploy.model.PutLifecycleEventHookExecutionStatusResponse;
import software.amazon.awssdk.services.codedeploy.model.RegisterApplicationRevisionRequest;
import software.amazon.awssdk.services.codedeploy.model.RegisterApplicationRevisionResponse;
import software.amazon.awssdk.services.codedeploy.model.RegisterOnPremisesInstanceRequest;
import software.amazon.awssdk.services.codedeploy.model.RegisterOnPremisesInstanceResponse;
import software.amazon.awssdk.services.codedeploy.model.RemoveTagsFromOnPremisesInstancesRequest;
import software.amazon.awssdk.services.codedeploy.model.RemoveTagsFromOnPremisesInstancesResponse;
import software.amazon.awssdk.services.codedeploy.model.StopDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.StopDeploymentResponse;
import software.amazon.awssdk.services.codedeploy.model.TagResourceRequest;
import software.amazon.awssdk.services.codedeploy.model.TagResourceResponse;
import software.amazon.awssdk.services.codedeploy.model.UntagResourceRequest;
import software.amazon.awssdk.services.codedeploy.model.UntagResourceResponse;
import software.amazon.awssdk.services.codedeploy.model.UpdateApplicationRequest;
import software.amazon.awssdk.services.codedeploy.model.UpdateApplicationResponse;
import software.amazon.awssdk.services.codedeploy.model.UpdateDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.UpdateDeploymentGroupResponse;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** CodeDeploy of one scope (AWS CodeDeploy API Reference, 2014-10-06). Thread-safe. */
public final class CodeDeployService implements CodeDeployClient, Resumable {

    private final Applications applications;
    private final Groups groups;
    private final Configs configs;
    private final Revisions revisions;
    private final RevisionListing revisionListing;
    private final OnPremises onPremises;
    private final Tagging tagging;
    private final Deploying deploying;
    private final Processes processes;

    /**
     * Whom the service calls.
     *
     * @param iam knows the roles of deployment groups
     * @param lambda whose aliases move, and whose functions are hooks
     * @param s3 holds revisions
     * @param cloudWatch knows the states of alarms
     * @param sns whose topics triggers tell
     * @param elb whose target groups lead traffic to hosts
     * @param ecs whose services get task sets
     * @param ec2 whose instances are hosts
     * @param machines the same, as something to install on
     */
    public record Clients(
            Supplier<IamClient> iam,
            Supplier<LambdaClient> lambda,
            Supplier<S3Client> s3,
            Supplier<CloudWatchClient> cloudWatch,
            Supplier<SnsClient> sns,
            Supplier<ElasticLoadBalancingV2Client> elb,
            Supplier<EcsClient> ecs,
            Supplier<Ec2Client> ec2,
            Machines machines) {}

    public CodeDeployService(ServiceContext context, Clients clients) {
        this.processes = new Processes(context.time(), context.files().toString());
        CodeDeployTables tables = CodeDeployTables.open(context);
        DeploymentTable deployments = new DeploymentTable(context.store());
        DeploymentEvents events = new DeploymentEvents(context);
        List<Hosts> hosts = List.of(
                new OnPremisesHosts(context, tables, processes),
                new Ec2Hosts(context, clients.ec2(), clients.machines()));
        ServerPlatform.Clients fleet = new ServerPlatform.Clients(clients.elb(), clients.ec2());
        AppSpecs appSpecs = new AppSpecs(clients.s3());
        ValidationHooks hooks = new ValidationHooks(context, deployments, clients.lambda());
        this.applications = new Applications(context, tables);
        this.configs = new Configs(context, tables);
        this.groups = new Groups(context, tables, configs, clients.iam());
        this.revisions = new Revisions(context, tables);
        this.revisionListing = new RevisionListing(tables);
        this.onPremises = new OnPremises(context, tables);
        this.tagging = new Tagging(tables);
        this.deploying = new Deploying(
                context,
                tables,
                configs,
                revisions,
                deployments,
                events,
                wake -> Map.of(
                        ComputePlatform.LAMBDA,
                        new LambdaPlatform(context, deployments, appSpecs, hooks, clients.lambda()),
                        ComputePlatform.ECS,
                        new EcsPlatform(context, deployments, events, appSpecs, hooks, clients.ecs(), clients.elb()),
                        ComputePlatform.SERVER,
                        new ServerPlatform(context, tables, deployments, events, appSpecs, hosts, fleet, wake)),
                new Replacements(hosts),
                clients.cloudWatch(),
                clients.sns());
    }

    @Override
    public void resume() {
        if (!onPremises.isEmpty()) {
            processes.killLeftovers();
        }
        deploying.resume();
    }

    @Override
    public CreateApplicationResponse createApplication(CreateApplicationRequest request) {
        return applications.create(request);
    }

    @Override
    public GetApplicationResponse getApplication(GetApplicationRequest request) {
        return applications.get(request);
    }

    @Override
    public BatchGetApplicationsResponse batchGetApplications(BatchGetApplicationsRequest request) {
        return applications.get(request);
    }

    @Override
    public ListApplicationsResponse listApplications(ListApplicationsRequest request) {
        return applications.list(request);
    }

    @Override
    public UpdateApplicationResponse updateApplication(UpdateApplicationRequest request) {
        return applications.update(request);
    }

    @Override
    public DeleteApplicationResponse deleteApplication(DeleteApplicationRequest request) {
        return applications.delete(request);
    }

    @Override
    public CreateDeploymentGroupResponse createDeploymentGroup(CreateDeploymentGroupRequest request) {
        return groups.create(request);
    }

    @Override
    public UpdateDeploymentGroupResponse updateDeploymentGroup(UpdateDeploymentGroupRequest request) {
        return groups.update(request);
    }

    @Override
    public GetDeploymentGroupResponse getDeploymentGroup(GetDeploymentGroupRequest request) {
        return groups.get(request);
    }

    @Override
    public BatchGetDeploymentGroupsResponse batchGetDeploymentGroups(BatchGetDeploymentGroupsRequest request) {
        return groups.get(request);
    }

    @Override
    public ListDeploymentGroupsResponse listDeploymentGroups(ListDeploymentGroupsRequest request) {
        return groups.list(request);
    }

    @Override
    public DeleteDeploymentGroupResponse deleteDeploymentGroup(DeleteDeploymentGroupRequest request) {
        return groups.delete(request);
    }

    @Override
    public CreateDeploymentConfigResponse createDeploymentConfig(CreateDeploymentConfigRequest request) {
        return configs.create(request);
    }

    @Override
    public GetDeploymentConfigResponse getDeploymentConfig(GetDeploymentConfigRequest request) {
        return configs.get(request);
    }

    @Override
    public ListDeploymentConfigsResponse listDeploymentConfigs(ListDeploymentConfigsRequest request) {
        return configs.list(request);
    }

    @Override
    public DeleteDeploymentConfigResponse deleteDeploymentConfig(DeleteDeploymentConfigRequest request) {
        return configs.delete(request);
    }

    @Override
    public RegisterApplicationRevisionResponse registerApplicationRevision(RegisterApplicationRevisionRequest request) {
        return revisions.register(request);
    }

    @Override
    public GetApplicationRevisionResponse getApplicationRevision(GetApplicationRevisionRequest request) {
        return revisions.get(request);
    }

    @Override
    public BatchGetApplicationRevisionsResponse batchGetApplicationRevisions(
            BatchGetApplicationRevisionsRequest request) {
        return revisions.get(request);
    }

    @Override
    public ListApplicationRevisionsResponse listApplicationRevisions(ListApplicationRevisionsRequest request) {
        return revisionListing.list(request);
    }

    @Override
    public CreateDeploymentResponse createDeployment(CreateDeploymentRequest request) {
        return deploying.deployments().create(request);
    }

    @Override
    public GetDeploymentResponse getDeployment(GetDeploymentRequest request) {
        return deploying.views().get(request);
    }

    @Override
    public BatchGetDeploymentsResponse batchGetDeployments(BatchGetDeploymentsRequest request) {
        return deploying.views().get(request);
    }

    @Override
    public ListDeploymentsResponse listDeployments(ListDeploymentsRequest request) {
        return deploying.views().list(request);
    }

    @Override
    public StopDeploymentResponse stopDeployment(StopDeploymentRequest request) {
        return deploying.control().stop(request);
    }

    @Override
    public ContinueDeploymentResponse continueDeployment(ContinueDeploymentRequest request) {
        return deploying.control().proceed(request);
    }

    @Override
    public PutLifecycleEventHookExecutionStatusResponse putLifecycleEventHookExecutionStatus(
            PutLifecycleEventHookExecutionStatusRequest request) {
        return deploying.control().put(request);
    }

    @Override
    public ListDeploymentTargetsResponse listDeploymentTargets(ListDeploymentTargetsRequest request) {
        return deploying.targets().list(request);
    }

    @Override
    public GetDeploymentTargetResponse getDeploymentTarget(GetDeploymentTargetRequest request) {
        return deploying.targets().get(request);
    }

    @Override
    public BatchGetDeploymentTargetsResponse batchGetDeploymentTargets(BatchGetDeploymentTargetsRequest request) {
        return deploying.targets().get(request);
    }

    @Override
    public RegisterOnPremisesInstanceResponse registerOnPremisesInstance(RegisterOnPremisesInstanceRequest request) {
        return onPremises.register(request);
    }

    @Override
    public DeregisterOnPremisesInstanceResponse deregisterOnPremisesInstance(
            DeregisterOnPremisesInstanceRequest request) {
        return onPremises.deregister(request);
    }

    @Override
    public GetOnPremisesInstanceResponse getOnPremisesInstance(GetOnPremisesInstanceRequest request) {
        return onPremises.get(request);
    }

    @Override
    public BatchGetOnPremisesInstancesResponse batchGetOnPremisesInstances(BatchGetOnPremisesInstancesRequest request) {
        return onPremises.get(request);
    }

    @Override
    public ListOnPremisesInstancesResponse listOnPremisesInstances(ListOnPremisesInstancesRequest request) {
        return onPremises.list(request);
    }

    @Override
    public AddTagsToOnPremisesInstancesResponse addTagsToOnPremisesInstances(
            AddTagsToOnPremisesInstancesRequest request) {
        return onPremises.add(request);
    }

    @Override
    public RemoveTagsFromOnPremisesInstancesResponse removeTagsFromOnPremisesInstances(
            RemoveTagsFromOnPremisesInstancesRequest request) {
        return onPremises.remove(request);
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        return tagging.tag(request);
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        return tagging.untag(request);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return tagging.list(request);
    }

    @Override
    public ListGitHubAccountTokenNamesResponse listGitHubAccountTokenNames(ListGitHubAccountTokenNamesRequest request) {
        return GitHubTokens.list(request);
    }

    @Override
    public DeleteGitHubAccountTokenResponse deleteGitHubAccountToken(DeleteGitHubAccountTokenRequest request) {
        throw GitHubTokens.none(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        processes.close();
    }
}
