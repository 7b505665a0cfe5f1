package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.eventbridge.target.DeadLetters;
import io.devopslab.cloud.service.eventbridge.target.ServiceCalls;
import io.devopslab.cloud.service.eventbridge.target.TargetCalls;
import io.devopslab.cloud.service.eventbridge.target.TargetEvent;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.CancelReplayRequest;
import software.amazon.awssdk.services.eventbridge.model.CancelReplayResponse;
import software.amazon.awssdk.services.eventbridge.model.CreateArchiveRequest;
import software.amazon.awssdk.services.eventbridge.model.CreateArchiveResponse;
import software.amazon.awssdk.services.eventbridge.model.CreateEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.CreateEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.DeleteArchiveRequest;
import software.amazon.awssdk.services.eventbridge.model.DeleteArchiveResponse;
import software.amazon.awssdk.services.eventbridge.model.DeleteEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DeleteEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.DeleteRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DeleteRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeArchiveRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeArchiveResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeReplayRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeReplayResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.DisableRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DisableRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.EnableRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.EnableRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.ListArchivesRequest;
import software.amazon.awssdk.services.eventbridge.model.ListArchivesResponse;
import software.amazon.awssdk.services.eventbridge.model.ListEventBusesRequest;
import software.amazon.awssdk.services.eventbridge.model.ListEventBusesResponse;
import software.amazon.awssdk.services.eventbridge.model.ListReplaysRequest;
import software.amazon.awssdk.services.eventbridge.model.ListReplaysResponse;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetRequest;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetResponse;
import software.amazon.awssdk.services.eventbridge.model.ListRulesRequest;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.eventbridge.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutPermissionRequest;
import software.amazon.awssdk.services.eventbridge.model.PutPermissionResponse;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.PutRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.RemovePermissionRequest;
import software.amazon.awssdk.services.eventbridge.model.RemovePermissionResponse;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.StartReplayRequest;
import software.amazon.awssdk.services.eventbridge.model.StartReplayResponse;
import software.amazon.awssdk.services.eventbridge.model.TagResourceRequest;
import software.amazon.awssdk.services.eventbridge.model.TagResourceResponse;
import software.amazon.awssdk.services.eventbridge.model.TestEventPatternRequest;
import software.amazon.awssdk.services.eventbridge.model.TestEventPatternResponse;
import software.amazon.awssdk.services.eventbridge.model.UntagResourceRequest;
import software.amazon.awssdk.services.eventbridge.model.UntagResourceResponse;
import software.amazon.awssdk.services.eventbridge.model.UpdateArchiveRequest;
import software.amazon.awssdk.services.eventbridge.model.UpdateArchiveResponse;
import software.amazon.awssdk.services.eventbridge.model.UpdateEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.UpdateEventBusResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** EventBridge of one scope (Amazon EventBridge API Reference). Thread-safe. */
public final class EventBridgeService implements EventBridgeClient, Resumable {

    private final ServiceContext context;
    private final EventTags tags;
    private final EventBuses buses;
    private final BusPolicies policies;
    private final Rules rules;
    private final RuleTargets targets;
    private final Deliveries deliveries;
    private final EventRouter router;
    private final EventIntake intake;
    private final Schedules schedules;
    private final Archives archives;
    private final Replays replays;

    public EventBridgeService(
            ServiceContext context,
            Supplier<CodePipelineClient> codePipeline,
            Supplier<CodeBuildClient> codeBuild,
            Supplier<LambdaClient> lambda,
            Supplier<CloudWatchLogsClient> logs,
            Supplier<SnsClient> sns,
            Supplier<SqsClient> sqs) {
        this.context = context;
        this.tags = new EventTags(context.store());
        this.buses = new EventBuses(context, tags);
        this.policies = new BusPolicies(context.store(), buses);
        this.rules = new Rules(context, buses, tags);
        this.targets = new RuleTargets(context.store(), buses, rules);
        TargetCalls calls = new TargetCalls(Map.of(
                "codepipeline", ServiceCalls.codePipeline(codePipeline),
                "codebuild", ServiceCalls.codeBuild(codeBuild),
                "lambda", ServiceCalls.lambda(lambda),
                "logs", ServiceCalls.logs(logs),
                "sns", ServiceCalls.sns(sns),
                "sqs", ServiceCalls.sqs(sqs),
                "events", this::forward));
        this.deliveries = new Deliveries(context, calls, new DeadLetters(sqs));
        this.archives = new Archives(context, buses);
        this.router = new EventRouter(context.store(), rules, deliveries, archives);
        this.replays = new Replays(context, buses, archives, router);
        this.intake = new EventIntake(context, router);
        this.schedules = new Schedules(context, rules, deliveries);
        context.events().subscribe(this::hear);
    }

    /** What the services of this scope tell about themselves comes to the default bus. */
    private void hear(CloudEvent event) {
        if (event.scope().equals(context.scope())) {
            router.route(EventBuses.DEFAULT, event, false);
        }
    }

    /** An event goes from bus to bus once: what was forwarded to a bus is not forwarded by it. */
    private void forward(TargetEvent event) {
        if (event.forwarded()) {
            throw new IllegalArgumentException("An event that came from another bus is not sent to a third one.");
        }
        String bus = EventBuses.name(event.target().arn());
        if (!event.target().arn().equals(buses.arn(bus)) || !buses.exists(bus)) {
            throw EventBridgeErrors.noSuchBus(event.target().arn());
        }
        router.route(bus, event.event(), true);
    }

    @Override
    public void resume() {
        deliveries.resume();
        schedules.resume();
        replays.resume();
    }

    @Override
    public CreateEventBusResponse createEventBus(CreateEventBusRequest request) {
        return buses.create(request);
    }

    @Override
    public UpdateEventBusResponse updateEventBus(UpdateEventBusRequest request) {
        return buses.update(request);
    }

    @Override
    public DescribeEventBusResponse describeEventBus(DescribeEventBusRequest request) {
        return buses.describe(request);
    }

    @Override
    public ListEventBusesResponse listEventBuses(ListEventBusesRequest request) {
        return buses.list(request);
    }

    @Override
    public DeleteEventBusResponse deleteEventBus(DeleteEventBusRequest request) {
        return buses.delete(request, rules);
    }

    @Override
    public PutPermissionResponse putPermission(PutPermissionRequest request) {
        return policies.put(request);
    }

    @Override
    public RemovePermissionResponse removePermission(RemovePermissionRequest request) {
        return policies.remove(request);
    }

    @Override
    public PutRuleResponse putRule(PutRuleRequest request) {
        PutRuleResponse response = rules.put(request);
        schedules.arm(request.name());
        return response;
    }

    @Override
    public DescribeRuleResponse describeRule(DescribeRuleRequest request) {
        return rules.describe(request);
    }

    @Override
    public ListRulesResponse listRules(ListRulesRequest request) {
        return rules.list(request);
    }

    @Override
    public EnableRuleResponse enableRule(EnableRuleRequest request) {
        rules.setState(request.eventBusName(), request.name(), RuleState.ENABLED);
        schedules.arm(request.name());
        return EnableRuleResponse.builder().build();
    }

    @Override
    public DisableRuleResponse disableRule(DisableRuleRequest request) {
        rules.setState(request.eventBusName(), request.name(), RuleState.DISABLED);
        schedules.arm(request.name());
        return DisableRuleResponse.builder().build();
    }

    @Override
    public DeleteRuleResponse deleteRule(DeleteRuleRequest request) {
        rules.delete(request);
        schedules.arm(request.name());
        return DeleteRuleResponse.builder().build();
    }

    @Override
    public PutTargetsResponse putTargets(PutTargetsRequest request) {
        return targets.put(request);
    }

    @Override
    public ListTargetsByRuleResponse listTargetsByRule(ListTargetsByRuleRequest request) {
        return targets.list(request);
    }

    @Override
    public ListRuleNamesByTargetResponse listRuleNamesByTarget(ListRuleNamesByTargetRequest request) {
        return targets.listRuleNames(request);
    }

    @Override
    public RemoveTargetsResponse removeTargets(RemoveTargetsRequest request) {
        return targets.remove(request);
    }

    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
        return intake.put(request);
    }

    @Override
    public TestEventPatternResponse testEventPattern(TestEventPatternRequest request) {
        return intake.test(request);
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        new Constraints()
                .required("resourceARN", request.resourceARN())
                .required("tags", request.hasTags() ? request.tags() : null)
                .verify(EventBridgeException.builder());
        context.store()
                .write(() -> tags.put(requireTaggable(request.resourceARN()), request.tags(), CallSource.of(request)));
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        new Constraints()
                .required("resourceARN", request.resourceARN())
                .required("tagKeys", request.hasTagKeys() ? request.tagKeys() : null)
                .verify(EventBridgeException.builder());
        context.store().write(() -> tags.remove(requireTaggable(request.resourceARN()), request.tagKeys()));
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        new Constraints().required("resourceARN", request.resourceARN()).verify(EventBridgeException.builder());
        return ListTagsForResourceResponse.builder()
                .tags(tags.of(requireTaggable(request.resourceARN())))
                .build();
    }

    private String requireTaggable(@Nullable String arn) {
        String text = String.valueOf(arn);
        String bus = EventBuses.name(text);
        boolean exists = (buses.arn(bus).equals(text) && buses.exists(bus))
                || rules.all().stream().anyMatch(rule -> rules.arn(rule).equals(text));
        if (!exists) {
            throw EventBridgeErrors.notFound("Resource " + text + " does not exist.");
        }
        return text;
    }

    @Override
    public CreateArchiveResponse createArchive(CreateArchiveRequest request) {
        return archives.create(request);
    }

    @Override
    public DescribeArchiveResponse describeArchive(DescribeArchiveRequest request) {
        return archives.describe(request);
    }

    @Override
    public ListArchivesResponse listArchives(ListArchivesRequest request) {
        return archives.list(request);
    }

    @Override
    public UpdateArchiveResponse updateArchive(UpdateArchiveRequest request) {
        return archives.update(request);
    }

    @Override
    public DeleteArchiveResponse deleteArchive(DeleteArchiveRequest request) {
        return archives.delete(request);
    }

    @Override
    public StartReplayResponse startReplay(StartReplayRequest request) {
        return replays.start(request);
    }

    @Override
    public DescribeReplayResponse describeReplay(DescribeReplayRequest request) {
        return replays.describe(request);
    }

    @Override
    public ListReplaysResponse listReplays(ListReplaysRequest request) {
        return replays.list(request);
    }

    @Override
    public CancelReplayResponse cancelReplay(CancelReplayRequest request) {
        return replays.cancel(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        schedules.close();
    }
}
