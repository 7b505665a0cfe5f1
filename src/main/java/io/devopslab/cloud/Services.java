package io.devopslab.cloud;

import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.container.ContainerHost;
import io.devopslab.cloud.runtime.process.Machine;
import io.devopslab.cloud.service.cloudformation.CloudFormationService;
import io.devopslab.cloud.service.cloudformation.resource.CloudFormationResources;
import io.devopslab.cloud.service.cloudwatch.CloudWatchResources;
import io.devopslab.cloud.service.cloudwatch.CloudWatchService;
import io.devopslab.cloud.service.codebuild.CodeBuildResources;
import io.devopslab.cloud.service.codebuild.CodeBuildService;
import io.devopslab.cloud.service.codecommit.CodeCommitService;
import io.devopslab.cloud.service.codecommit.resource.CodeCommitResources;
import io.devopslab.cloud.service.codeconnections.CodeConnectionsService;
import io.devopslab.cloud.service.codeconnections.CodeStarConnectionsService;
import io.devopslab.cloud.service.codeconnections.ConnectionResources;
import io.devopslab.cloud.service.codedeploy.CodeDeployResources;
import io.devopslab.cloud.service.codedeploy.CodeDeployService;
import io.devopslab.cloud.service.codepipeline.CodePipelineService;
import io.devopslab.cloud.service.codepipeline.PipelineResources;
import io.devopslab.cloud.service.codepipeline.action.Providers;
import io.devopslab.cloud.service.codestarnotifications.CodestarNotificationsService;
import io.devopslab.cloud.service.codestarnotifications.NotificationResources;
import io.devopslab.cloud.service.ec2.Ec2Service;
import io.devopslab.cloud.service.ec2.resource.Ec2Resources;
import io.devopslab.cloud.service.ecs.EcsService;
import io.devopslab.cloud.service.ecs.resource.EcsResources;
import io.devopslab.cloud.service.elasticloadbalancingv2.ElasticLoadBalancingV2Service;
import io.devopslab.cloud.service.elasticloadbalancingv2.resource.ElbResources;
import io.devopslab.cloud.service.eventbridge.EventBridgeService;
import io.devopslab.cloud.service.eventbridge.EventsResources;
import io.devopslab.cloud.service.iam.IamResources;
import io.devopslab.cloud.service.iam.IamService;
import io.devopslab.cloud.service.lambda.LambdaResources;
import io.devopslab.cloud.service.lambda.LambdaService;
import io.devopslab.cloud.service.logs.CloudWatchLogsService;
import io.devopslab.cloud.service.logs.LogsResources;
import io.devopslab.cloud.service.resourcegroupstaggingapi.Holders;
import io.devopslab.cloud.service.resourcegroupstaggingapi.ResourceGroupsTaggingApiService;
import io.devopslab.cloud.service.s3.S3Resources;
import io.devopslab.cloud.service.s3.S3Service;
import io.devopslab.cloud.service.sns.SnsResources;
import io.devopslab.cloud.service.sns.SnsService;
import io.devopslab.cloud.service.sqs.SqsResources;
import io.devopslab.cloud.service.sqs.SqsService;
import io.devopslab.cloud.service.ssm.SsmResources;
import io.devopslab.cloud.service.ssm.SsmService;
import io.devopslab.cloud.service.sts.StsService;
import io.devopslab.cloud.stack.ResourceHandler;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codestarconnections.CodeStarConnectionsClient;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The whole object graph of one scope, assembled by hand: who implements which SDK interface, and whom each
 * service may call. This is the only file that knows all services.
 *
 * <p>Services that call each other in a circle (a pipeline deploys a stack, a stack makes a pipeline) are handed
 * suppliers, which they ask when they make a call and never in their constructors.
 */
@SuppressWarnings("UnusedMethod") // until the first services stand
final class Services implements AutoCloseable {

    private final BiFunction<Scope, String, ServiceContext> contexts;
    private final ContainerHost.Opener containers;
    private final Scope scope;
    private final Function<Scope, Services> others;
    private final Map<Class<? extends SdkClient>, Supplier<? extends SdkClient>> own = new LinkedHashMap<>();
    private final Map<Class<? extends SdkClient>, Supplier<? extends SdkClient>> borrowed = new LinkedHashMap<>();
    private final Map<Class<? extends SdkClient>, Supplier<? extends SdkClient>> streams = new LinkedHashMap<>();
    private final Map<Class<? extends SdkClient>, SdkClient> clients = new LinkedHashMap<>();

    /**
     * @param contexts gives a service of a scope its context, by the scope and the service's short name
     * @param containers opens what runs the containers of tasks
     * @param others gives the services of another scope, for the account-wide ones
     */
    Services(
            BiFunction<Scope, String, ServiceContext> contexts,
            ContainerHost.Opener containers,
            Scope scope,
            Function<Scope, Services> others) {
        this.contexts = contexts;
        this.containers = containers;
        this.scope = scope;
        this.others = others;
        assemble();
    }

    private void assemble() {
        regional(
                EventBridgeClient.class,
                "eventbridge",
                context -> new EventBridgeService(
                        context,
                        later(CodePipelineClient.class),
                        later(CodeBuildClient.class),
                        later(LambdaClient.class),
                        later(CloudWatchLogsClient.class),
                        later(SnsClient.class),
                        later(SqsClient.class)));
        regional(
                CloudWatchClient.class,
                "cloudwatch",
                context -> new CloudWatchService(context, later(SnsClient.class), later(LambdaClient.class)));
        regional(
                CloudWatchLogsClient.class,
                "logs",
                context -> new CloudWatchLogsService(
                        context, later(CloudWatchClient.class), later(LambdaClient.class), later(S3Client.class)));
        streaming(CloudWatchLogsAsyncClient.class, () -> ((CloudWatchLogsService) client(CloudWatchLogsClient.class))
                .streams());
        regional(
                CodePipelineClient.class,
                "codepipeline",
                context -> new CodePipelineService(
                        context,
                        later(IamClient.class),
                        new Providers.Clients(
                                later(S3Client.class),
                                later(CodeCommitClient.class),
                                later(CodeBuildClient.class),
                                later(CloudFormationClient.class),
                                later(LambdaClient.class),
                                later(SnsClient.class),
                                later(CodeConnectionsClient.class),
                                later(CodeDeployClient.class),
                                later(CloudWatchClient.class))));
        regional(
                CodeBuildClient.class,
                "codebuild",
                context -> new CodeBuildService(
                        context,
                        later(CloudWatchLogsClient.class),
                        later(S3Client.class),
                        later(CodeCommitClient.class),
                        later(SsmClient.class),
                        later(StsClient.class),
                        later(CloudWatchClient.class)));
        regional(CodeConnectionsClient.class, "codeconnections", CodeConnectionsService::new);
        regional(CodeStarConnectionsClient.class, "codeconnections", CodeStarConnectionsService::new);
        regional(
                CodeDeployClient.class,
                "codedeploy",
                context -> new CodeDeployService(
                        context,
                        new CodeDeployService.Clients(
                                later(IamClient.class),
                                later(LambdaClient.class),
                                later(S3Client.class),
                                later(CloudWatchClient.class),
                                later(SnsClient.class),
                                later(ElasticLoadBalancingV2Client.class),
                                later(EcsClient.class),
                                later(Ec2Client.class),
                                this::machine)));
        // Each service: accountWide(XClient.class, "x", XService::new) or regional(XClient.class, "x", c -> …).
        regional(
                CodeCommitClient.class,
                "codecommit",
                c -> new CodeCommitService(c, later(LambdaClient.class), later(SnsClient.class)));
        regional(
                CloudFormationClient.class,
                "cloudformation",
                context -> new CloudFormationService(
                        context,
                        resourceHandlers(context.time()),
                        CodeDeployResources.policies(context.time(), later(CodeDeployClient.class)),
                        later(S3Client.class),
                        later(SsmClient.class),
                        later(LambdaClient.class),
                        later(SnsClient.class),
                        () -> others.apply(new Scope(CloudFormationResources.SERVICE_ACCOUNT, scope.region()))
                                .client(S3Client.class)));
        accountWide(IamClient.class, "iam", IamService::new);
        accountWide(StsClient.class, "sts", c -> new StsService(c, later(IamClient.class)));
        accountWide(S3Client.class, "s3", S3Service::new, (s3, region) -> ((S3Service) s3).in(region));
        regional(SsmClient.class, "ssm", SsmService::new);
        regional(SqsClient.class, "sqs", SqsService::new);
        regional(
                SnsClient.class,
                "sns",
                context -> new SnsService(context, later(LambdaClient.class), later(SqsClient.class)));
        regional(
                CodestarNotificationsClient.class,
                "codestar-notifications",
                context -> new CodestarNotificationsService(
                        context, later(SnsClient.class), later(CodePipelineClient.class)));
        regional(
                ResourceGroupsTaggingApiClient.class,
                "resourcegroupstaggingapi",
                context -> new ResourceGroupsTaggingApiService(
                        context,
                        new Holders(
                                later(CloudFormationClient.class),
                                later(CloudWatchClient.class),
                                later(CloudWatchLogsClient.class),
                                later(CodeBuildClient.class),
                                later(CodeCommitClient.class),
                                later(CodeConnectionsClient.class),
                                later(CodeDeployClient.class),
                                later(CodePipelineClient.class),
                                later(CodestarNotificationsClient.class),
                                later(Ec2Client.class),
                                later(EcsClient.class),
                                later(ElasticLoadBalancingV2Client.class),
                                later(EventBridgeClient.class),
                                later(LambdaClient.class),
                                later(S3Client.class),
                                later(SnsClient.class),
                                later(SqsClient.class),
                                later(SsmClient.class))));
        regional(Ec2Client.class, "ec2", context -> new Ec2Service(context, later(IamClient.class)));
        regional(
                ElasticLoadBalancingV2Client.class,
                "elasticloadbalancing",
                context -> new ElasticLoadBalancingV2Service(
                        context,
                        later(Ec2Client.class),
                        this::machine,
                        later(LambdaClient.class),
                        later(CloudWatchClient.class)));
        regional(
                EcsClient.class,
                "ecs",
                context -> new EcsService(
                        context,
                        containers.open(context.time(), context.files()),
                        later(Ec2Client.class),
                        later(ElasticLoadBalancingV2Client.class),
                        later(CloudWatchLogsClient.class)));
        regional(
                LambdaClient.class,
                "lambda",
                context -> new LambdaService(
                        context,
                        later(S3Client.class),
                        later(CloudWatchLogsClient.class),
                        later(IamClient.class),
                        later(StsClient.class),
                        later(EventBridgeClient.class),
                        later(CloudWatchClient.class),
                        later(SqsClient.class),
                        later(SnsClient.class)));
    }

    private Optional<Machine> machine(String id) {
        return ((Ec2Service) client(Ec2Client.class)).machines().find(id);
    }

    /** What CloudFormation can provision: each service's {@code XResources.handlers(later(XClient.class))}. */
    private List<ResourceHandler> resourceHandlers(Time time) {
        return Stream.<List<ResourceHandler>>of(
                        CodeCommitResources.handlers(later(CodeCommitClient.class), later(S3Client.class)),
                        EventsResources.handlers(later(EventBridgeClient.class)),
                        PipelineResources.handlers(later(CodePipelineClient.class)),
                        CloudWatchResources.handlers(later(CloudWatchClient.class)),
                        LogsResources.handlers(later(CloudWatchLogsClient.class)),
                        IamResources.handlers(later(IamClient.class)),
                        LambdaResources.handlers(later(LambdaClient.class)),
                        S3Resources.handlers(later(S3Client.class)),
                        SsmResources.handlers(later(SsmClient.class)),
                        SqsResources.handlers(later(SqsClient.class)),
                        SnsResources.handlers(later(SnsClient.class)),
                        ConnectionResources.handlers(later(CodeConnectionsClient.class)),
                        NotificationResources.handlers(later(CodestarNotificationsClient.class)),
                        CodeDeployResources.handlers(later(CodeDeployClient.class)),
                        EcsResources.handlers(time, later(EcsClient.class)),
                        ElbResources.handlers(later(ElasticLoadBalancingV2Client.class)),
                        Ec2Resources.handlers(time, later(Ec2Client.class)),
                        CodeBuildResources.handlers(later(CodeBuildClient.class)))
                .flatMap(List::stream)
                .toList();
    }

    /** A service that answers for one region; the account-wide scope has none. */
    private <C extends SdkClient> void regional(Class<C> type, String name, Function<ServiceContext, C> factory) {
        if (!isGlobal()) {
            own(type, name, factory);
        }
    }

    /** A service that is the same in all regions of the account. */
    private <C extends SdkClient> void accountWide(Class<C> type, String name, Function<ServiceContext, C> factory) {
        if (isGlobal()) {
            own(type, name, factory);
        } else {
            borrowed.put(type, () -> others.apply(scope.global()).client(type));
        }
    }

    /**
     * A service that is the same in all regions of the account, but tells from where it is asked.
     *
     * @param seenFrom gives the one service as the endpoint of a region shows it
     */
    private <C extends SdkClient> void accountWide(
            Class<C> type, String name, Function<ServiceContext, C> factory, BiFunction<C, String, C> seenFrom) {
        if (isGlobal()) {
            own(type, name, factory);
        } else {
            own.put(type, () -> seenFrom.apply(others.apply(scope.global()).client(type), scope.region()));
        }
    }

    /** The operations of a regional service that answer with streams of events: only its asynchronous interface has them. */
    private <C extends SdkClient> void streaming(Class<C> type, Supplier<C> client) {
        if (!isGlobal()) {
            streams.put(type, client);
        }
    }

    private <C extends SdkClient> void own(Class<C> type, String name, Function<ServiceContext, C> factory) {
        own.put(type, () -> factory.apply(contexts.apply(scope, name)));
    }

    private boolean isGlobal() {
        return Scope.GLOBAL.equals(scope.region());
    }

    /** The service of that interface, asked for when it is called. */
    private <C extends SdkClient> Supplier<C> later(Class<C> type) {
        return () -> client(type);
    }

    /** Whether the scope has operations that only this asynchronous interface has. */
    boolean streams(Class<? extends SdkClient> type) {
        return streams.containsKey(type);
    }

    /** The SDK interfaces that the scope answers to. */
    Set<Class<? extends SdkClient>> types() {
        Set<Class<? extends SdkClient>> types = new LinkedHashSet<>(own.keySet());
        types.addAll(borrowed.keySet());
        return types;
    }

    /**
     * @throws IllegalArgumentException when the cloud has no such service
     */
    synchronized <C extends SdkClient> C client(Class<C> type) {
        if (borrowed.containsKey(type)) {
            return type.cast(borrowed.get(type).get());
        }
        if (streams.containsKey(type)) {
            return type.cast(streams.get(type).get());
        }
        SdkClient client = clients.get(type);
        if (client == null) {
            client = create(type);
            clients.put(type, client);
        }
        return type.cast(client);
    }

    private SdkClient create(Class<? extends SdkClient> type) {
        Supplier<? extends SdkClient> factory = own.get(type);
        if (factory == null) {
            throw new IllegalArgumentException("The embedded cloud has no " + type.getSimpleName() + ".");
        }
        return factory.get();
    }

    /** The services that live in this scope; those that nobody has asked for yet are made. */
    synchronized Collection<SdkClient> own() {
        return own.keySet().stream().<SdkClient>map(this::client).toList();
    }

    /** Not while the lock is held: what a closing service waits for may need another service to come to its end. */
    @Override
    public void close() {
        List<SdkClient> made;
        synchronized (this) {
            made = List.copyOf(clients.values());
        }
        made.forEach(SdkClient::close);
    }
}
