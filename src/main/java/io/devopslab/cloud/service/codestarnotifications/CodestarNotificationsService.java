package io.devopslab.cloud.service.codestarnotifications;

import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.codestarnotifications.model.CreateNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.CreateNotificationRuleResponse;
import software.amazon.awssdk.services.codestarnotifications.model.DeleteNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.DeleteNotificationRuleResponse;
import software.amazon.awssdk.services.codestarnotifications.model.DeleteTargetRequest;
import software.amazon.awssdk.services.codestarnotifications.model.DeleteTargetResponse;
import software.amazon.awssdk.services.codestarnotifications.model.DescribeNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.DescribeNotificationRuleResponse;
import software.amazon.awssdk.services.codestarnotifications.model.ListEventTypesRequest;
import software.amazon.awssdk.services.codestarnotifications.model.ListEventTypesResponse;
import software.amazon.awssdk.services.codestarnotifications.model.ListNotificationRulesRequest;
import software.amazon.awssdk.services.codestarnotifications.model.ListNotificationRulesResponse;
import software.amazon.awssdk.services.codestarnotifications.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codestarnotifications.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codestarnotifications.model.ListTargetsRequest;
import software.amazon.awssdk.services.codestarnotifications.model.ListTargetsResponse;
import software.amazon.awssdk.services.codestarnotifications.model.SubscribeRequest;
import software.amazon.awssdk.services.codestarnotifications.model.SubscribeResponse;
import software.amazon.awssdk.services.codestarnotifications.model.TagResourceRequest;
import software.amazon.awssdk.services.codestarnotifications.model.TagResourceResponse;
import software.amazon.awssdk.services.codestarnotifications.model.UnsubscribeRequest;
import software.amazon.awssdk.services.codestarnotifications.model.UnsubscribeResponse;
import software.amazon.awssdk.services.codestarnotifications.model.UntagResourceRequest;
import software.amazon.awssdk.services.codestarnotifications.model.UntagResourceResponse;
import software.amazon.awssdk.services.codestarnotifications.model.UpdateNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.UpdateNotificationRuleResponse;
import software.amazon.awssdk.services.sns.SnsClient;

/** CodeStar Notifications of one scope (AWS CodeStar Notifications API Reference). Thread-safe. */
public final class CodestarNotificationsService implements CodestarNotificationsClient, Resumable {

    private final NotificationRules rules;
    private final RuleTargets targets;
    private final RuleViews views;
    private final NotificationTags tags;
    private final Notifier notifier;

    /**
     * @param sns whose topics are told
     * @param pipelines knows why an execution failed
     */
    public CodestarNotificationsService(
            ServiceContext context, Supplier<SnsClient> sns, Supplier<CodePipelineClient> pipelines) {
        EventTypes types = new EventTypes();
        RuleTable table = new RuleTable(context);
        this.rules = new NotificationRules(context, table, types);
        this.targets = new RuleTargets(context, table);
        this.views = new RuleViews(table, types);
        this.tags = new NotificationTags(context.store(), table);
        this.notifier = new Notifier(context, table, types, sns, new FailureDetails(pipelines));
        context.events().subscribe(notifier::hear);
    }

    @Override
    public void resume() {
        notifier.resume();
    }

    @Override
    public CreateNotificationRuleResponse createNotificationRule(CreateNotificationRuleRequest request) {
        return rules.create(request);
    }

    @Override
    public UpdateNotificationRuleResponse updateNotificationRule(UpdateNotificationRuleRequest request) {
        return rules.update(request);
    }

    @Override
    public DeleteNotificationRuleResponse deleteNotificationRule(DeleteNotificationRuleRequest request) {
        return rules.delete(request);
    }

    @Override
    public DescribeNotificationRuleResponse describeNotificationRule(DescribeNotificationRuleRequest request) {
        return views.describe(request);
    }

    @Override
    public ListNotificationRulesResponse listNotificationRules(ListNotificationRulesRequest request) {
        return views.rules(request);
    }

    @Override
    public ListTargetsResponse listTargets(ListTargetsRequest request) {
        return views.targets(request);
    }

    @Override
    public ListEventTypesResponse listEventTypes(ListEventTypesRequest request) {
        return views.eventTypes(request);
    }

    @Override
    public SubscribeResponse subscribe(SubscribeRequest request) {
        return targets.subscribe(request);
    }

    @Override
    public UnsubscribeResponse unsubscribe(UnsubscribeRequest request) {
        return targets.unsubscribe(request);
    }

    @Override
    public DeleteTargetResponse deleteTarget(DeleteTargetRequest request) {
        return targets.delete(request);
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
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // What is to be told is kept, and told when the cloud opens again.
    }
}
