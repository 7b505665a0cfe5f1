package io.devopslab.cloud.service.sns;

import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.sns.delivery.Deliveries;
import io.devopslab.cloud.service.sns.delivery.Senders;
import io.devopslab.cloud.service.sns.delivery.Signer;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AddPermissionRequest;
import software.amazon.awssdk.services.sns.model.AddPermissionResponse;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionRequest;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionResponse;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;
import software.amazon.awssdk.services.sns.model.DeleteTopicRequest;
import software.amazon.awssdk.services.sns.model.DeleteTopicResponse;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsResponse;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.sns.model.ListTopicsRequest;
import software.amazon.awssdk.services.sns.model.ListTopicsResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.RemovePermissionRequest;
import software.amazon.awssdk.services.sns.model.RemovePermissionResponse;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.SubscribeResponse;
import software.amazon.awssdk.services.sns.model.TagResourceRequest;
import software.amazon.awssdk.services.sns.model.TagResourceResponse;
import software.amazon.awssdk.services.sns.model.UnsubscribeRequest;
import software.amazon.awssdk.services.sns.model.UnsubscribeResponse;
import software.amazon.awssdk.services.sns.model.UntagResourceRequest;
import software.amazon.awssdk.services.sns.model.UntagResourceResponse;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SNS of one scope (Amazon SNS API Reference). Thread-safe. */
public final class SnsService implements SnsClient, Resumable {

    private final ServiceContext context;
    private final Topics topics;
    private final TopicTags tags;
    private final TopicPermissions permissions;
    private final Subscriptions subscriptions;
    private final Subscribing subscribing;
    private final Publishing publishing;
    private final Signer signer;
    private final Deliveries deliveries;

    /**
     * @param lambda whose functions are told
     * @param sqs whose queues are told, and take what could not be delivered
     */
    public SnsService(ServiceContext context, Supplier<LambdaClient> lambda, Supplier<SqsClient> sqs) {
        this.context = context;
        this.topics = new Topics(context);
        this.tags = new TopicTags(context.store(), topics);
        this.permissions = new TopicPermissions(context, topics);
        this.subscriptions = new Subscriptions(context, topics);
        this.signer = new Signer(context);
        this.deliveries = new Deliveries(context, new Senders(context, signer, lambda, sqs), arn -> subscriptions
                .find(arn)
                .isPresent());
        this.subscribing = new Subscribing(context, topics, subscriptions, deliveries);
        this.publishing = new Publishing(context, topics, subscriptions, deliveries);
    }

    @Override
    public void resume() {
        deliveries.resume();
    }

    Signer signer() {
        return signer;
    }

    /** Confirms a subscription for somebody who has its link; gives its ARN. */
    String confirm(String topicArn, String token) {
        ConfirmSubscriptionRequest request = ConfirmSubscriptionRequest.builder()
                .topicArn(topicArn)
                .token(token)
                .build();
        return subscribing.confirm(request, false).subscriptionArn();
    }

    /** Ends a subscription for somebody who has its link. */
    void unsubscribe(String subscriptionArn) {
        subscribing.unsubscribe(
                UnsubscribeRequest.builder().subscriptionArn(subscriptionArn).build(), false);
    }

    @Override
    public CreateTopicResponse createTopic(CreateTopicRequest request) {
        return topics.create(request);
    }

    @Override
    public DeleteTopicResponse deleteTopic(DeleteTopicRequest request) {
        SnsErrors.requireArn("TopicArn", request.topicArn());
        context.store().write(() -> topics.byArn(request.topicArn()).ifPresent(topic -> {
            subscriptions.removeAll(topic);
            publishing.forget(topic);
            topics.remove(topic.name());
        }));
        return DeleteTopicResponse.builder().build();
    }

    @Override
    public ListTopicsResponse listTopics(ListTopicsRequest request) {
        return topics.list(request);
    }

    @Override
    public GetTopicAttributesResponse getTopicAttributes(GetTopicAttributesRequest request) {
        Topic topic = topics.require(request.topicArn());
        List<Subscribed> all = subscriptions.of(topic);
        long confirmed = all.stream().filter(Subscribed::confirmed).count();
        return GetTopicAttributesResponse.builder()
                .attributes(TopicAttributes.of(
                        topic, topics.arn(topic.name()), context.scope().account(), confirmed, all.size() - confirmed))
                .build();
    }

    @Override
    public SetTopicAttributesResponse setTopicAttributes(SetTopicAttributesRequest request) {
        return topics.set(request);
    }

    @Override
    public AddPermissionResponse addPermission(AddPermissionRequest request) {
        return permissions.add(request);
    }

    @Override
    public RemovePermissionResponse removePermission(RemovePermissionRequest request) {
        return permissions.remove(request);
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
    public SubscribeResponse subscribe(SubscribeRequest request) {
        return subscribing.subscribe(request);
    }

    @Override
    public ConfirmSubscriptionResponse confirmSubscription(ConfirmSubscriptionRequest request) {
        return subscribing.confirm(request, true);
    }

    @Override
    public UnsubscribeResponse unsubscribe(UnsubscribeRequest request) {
        return subscribing.unsubscribe(request, true);
    }

    @Override
    public ListSubscriptionsResponse listSubscriptions(ListSubscriptionsRequest request) {
        return subscriptions.list(request);
    }

    @Override
    public ListSubscriptionsByTopicResponse listSubscriptionsByTopic(ListSubscriptionsByTopicRequest request) {
        return subscriptions.list(request);
    }

    @Override
    public GetSubscriptionAttributesResponse getSubscriptionAttributes(GetSubscriptionAttributesRequest request) {
        return subscriptions.attributes(request);
    }

    @Override
    public SetSubscriptionAttributesResponse setSubscriptionAttributes(SetSubscriptionAttributesRequest request) {
        return subscriptions.set(request);
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        return publishing.publish(request);
    }

    @Override
    public PublishBatchResponse publishBatch(PublishBatchRequest request) {
        return publishing.publish(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // What is on its way is kept, and goes on when the cloud opens again.
    }
}
