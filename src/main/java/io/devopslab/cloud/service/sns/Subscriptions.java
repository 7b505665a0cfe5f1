package io.devopslab.cloud.service.sns;

import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsResponse;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.Subscription;

/** The subscriptions of a scope, by ARN. */
final class Subscriptions {

    private final ServiceContext context;
    private final Topics topics;
    private final Table<Subscribed> subscriptions;

    Subscriptions(ServiceContext context, Topics topics) {
        this.context = context;
        this.topics = topics;
        this.subscriptions = context.store().table("subscriptions", Subscribed.class);
    }

    Optional<Subscribed> find(String arn) {
        Instant now = context.time().instant();
        return subscriptions.get(arn).filter(subscription -> subscription.isAlive(now));
    }

    Subscribed require(@Nullable String arn) {
        SnsErrors.requireArn("SubscriptionArn", arn);
        return find(String.valueOf(arn)).orElseThrow(SnsErrors::noSuchSubscription);
    }

    List<Subscribed> of(Topic topic) {
        return alive(subscriptions.valuesOf(topics.arn(topic.name()) + ":"));
    }

    private List<Subscribed> alive(List<Subscribed> all) {
        Instant now = context.time().instant();
        return all.stream().filter(subscription -> subscription.isAlive(now)).toList();
    }

    void keep(Subscribed subscription) {
        subscriptions.put(subscription.arn(), subscription);
    }

    void remove(String arn) {
        subscriptions.remove(arn);
    }

    void removeAll(Topic topic) {
        subscriptions.removeAll(topics.arn(topic.name()) + ":");
    }

    ListSubscriptionsResponse list(ListSubscriptionsRequest request) {
        Page<Subscribed> page = SnsPages.of(alive(subscriptions.values()), Subscribed::arn, request.nextToken());
        return ListSubscriptionsResponse.builder()
                .subscriptions(page.items().stream().map(this::shown).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    ListSubscriptionsByTopicResponse list(ListSubscriptionsByTopicRequest request) {
        Topic topic = topics.require(request.topicArn());
        Page<Subscribed> page = SnsPages.of(of(topic), Subscribed::arn, request.nextToken());
        return ListSubscriptionsByTopicResponse.builder()
                .subscriptions(page.items().stream().map(this::shown).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private Subscription shown(Subscribed subscription) {
        return Subscription.builder()
                .subscriptionArn(subscription.confirmed() ? subscription.arn() : "PendingConfirmation")
                .topicArn(topics.arn(subscription.topic()))
                .protocol(subscription.protocol())
                .endpoint(subscription.endpoint())
                .owner(context.scope().account())
                .build();
    }

    GetSubscriptionAttributesResponse attributes(GetSubscriptionAttributesRequest request) {
        Subscribed subscription = require(request.subscriptionArn());
        return GetSubscriptionAttributesResponse.builder()
                .attributes(SubscriptionAttributes.of(
                        subscription,
                        topics.arn(subscription.topic()),
                        context.scope().account()))
                .build();
    }

    SetSubscriptionAttributesResponse set(SetSubscriptionAttributesRequest request) {
        SnsErrors.required("attributeName", request.attributeName());
        String value = request.attributeValue() == null ? "" : request.attributeValue();
        context.store().write(() -> {
            Subscribed subscription = require(request.subscriptionArn());
            if (!SubscriptionAttributes.isKnown(request.attributeName())) {
                throw SnsErrors.invalid("AttributeName");
            }
            if (request.attributeName().equals("RawMessageDelivery") && value.isEmpty()) {
                throw SnsErrors.invalid("RawMessageDelivery: Invalid value []. Must be true or false.");
            }
            Subscribed changed = subscription.with(request.attributeName(), value);
            try {
                SubscriptionAttributes.check(changed.attributes(), topics.require(topics.arn(subscription.topic())));
            } catch (IllegalArgumentException e) {
                throw SnsErrors.invalid(String.valueOf(e.getMessage()));
            }
            keep(changed);
        });
        return SetSubscriptionAttributesResponse.builder().build();
    }
}
