package io.devopslab.cloud.service.ecs;

import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.container.ContainerHost;
import io.devopslab.cloud.service.ecs.run.Running;
import io.devopslab.cloud.service.ecs.run.TargetLinks;
import io.devopslab.cloud.service.ecs.state.EcsTables;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterResponse;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceResponse;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetResponse;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterResponse;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeleteTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.DeleteTaskSetResponse;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskSetsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskSetsResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceResponse;
import software.amazon.awssdk.services.ecs.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UntagResourceResponse;
import software.amazon.awssdk.services.ecs.model.UpdateServicePrimaryTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServicePrimaryTaskSetResponse;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;
import software.amazon.awssdk.services.ecs.model.UpdateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.UpdateTaskSetResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/**
 * Amazon ECS of one scope (Amazon ECS API Reference, 2014-11-13). Tasks of the launch type Fargate run as containers of an
 * engine of this machine; there are no container instances for the launch type EC2. Thread-safe.
 */
public final class EcsService implements EcsClient, Resumable {

    private final Clusters clusters;
    private final Definitions definitions;
    private final Services services;
    private final TaskSets taskSets;
    private final Tasks tasks;
    private final Tagging tagging;
    private final Running running;

    /**
     * @param host that runs the containers of tasks
     * @param ec2 that knows subnets
     * @param elb whose target groups lead traffic to tasks
     * @param logs that keeps what containers write
     */
    public EcsService(
            ServiceContext context,
            ContainerHost host,
            Supplier<Ec2Client> ec2,
            Supplier<ElasticLoadBalancingV2Client> elb,
            Supplier<CloudWatchLogsClient> logs) {
        EcsTables tables = EcsTables.in(context.store());
        TargetLinks links = new TargetLinks(elb);
        Placement placement = new Placement(ec2, links);
        ServiceViews views = new ServiceViews(tables);
        this.running = new Running(context, tables, links, host, logs);
        this.clusters = new Clusters(context, tables);
        this.definitions = new Definitions(context, tables);
        this.services = new Services(context, tables, placement, views, running.scheduler());
        this.taskSets = new TaskSets(context, tables, placement, views, running.scheduler());
        this.tasks = new Tasks(context, tables, placement, running);
        this.tagging = new Tagging(context, tables);
    }

    @Override
    public void resume() {
        running.resume();
    }

    @Override
    public CreateClusterResponse createCluster(CreateClusterRequest request) {
        return clusters.create(request);
    }

    @Override
    public DescribeClustersResponse describeClusters(DescribeClustersRequest request) {
        return clusters.describe(request);
    }

    @Override
    public ListClustersResponse listClusters(ListClustersRequest request) {
        return clusters.list(request);
    }

    @Override
    public DeleteClusterResponse deleteCluster(DeleteClusterRequest request) {
        return clusters.delete(request);
    }

    @Override
    public RegisterTaskDefinitionResponse registerTaskDefinition(RegisterTaskDefinitionRequest request) {
        return definitions.register(request);
    }

    @Override
    public DescribeTaskDefinitionResponse describeTaskDefinition(DescribeTaskDefinitionRequest request) {
        return definitions.describe(request);
    }

    @Override
    public DeregisterTaskDefinitionResponse deregisterTaskDefinition(DeregisterTaskDefinitionRequest request) {
        return definitions.deregister(request);
    }

    @Override
    public ListTaskDefinitionsResponse listTaskDefinitions(ListTaskDefinitionsRequest request) {
        return definitions.list(request);
    }

    @Override
    public ListTaskDefinitionFamiliesResponse listTaskDefinitionFamilies(ListTaskDefinitionFamiliesRequest request) {
        return definitions.families(request);
    }

    @Override
    public CreateServiceResponse createService(CreateServiceRequest request) {
        return services.create(request);
    }

    @Override
    public UpdateServiceResponse updateService(UpdateServiceRequest request) {
        return services.update(request);
    }

    @Override
    public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
        return services.describe(request);
    }

    @Override
    public ListServicesResponse listServices(ListServicesRequest request) {
        return services.list(request);
    }

    @Override
    public DeleteServiceResponse deleteService(DeleteServiceRequest request) {
        return services.delete(request);
    }

    @Override
    public CreateTaskSetResponse createTaskSet(CreateTaskSetRequest request) {
        return taskSets.create(request);
    }

    @Override
    public DescribeTaskSetsResponse describeTaskSets(DescribeTaskSetsRequest request) {
        return taskSets.describe(request);
    }

    @Override
    public UpdateTaskSetResponse updateTaskSet(UpdateTaskSetRequest request) {
        return taskSets.update(request);
    }

    @Override
    public UpdateServicePrimaryTaskSetResponse updateServicePrimaryTaskSet(UpdateServicePrimaryTaskSetRequest request) {
        return taskSets.makePrimary(request);
    }

    @Override
    public DeleteTaskSetResponse deleteTaskSet(DeleteTaskSetRequest request) {
        return taskSets.delete(request);
    }

    @Override
    public RunTaskResponse runTask(RunTaskRequest request) {
        return tasks.run(request);
    }

    @Override
    public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
        return tasks.describe(request);
    }

    @Override
    public ListTasksResponse listTasks(ListTasksRequest request) {
        return tasks.list(request);
    }

    @Override
    public StopTaskResponse stopTask(StopTaskRequest request) {
        return tasks.stop(request);
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
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        running.close();
    }
}
