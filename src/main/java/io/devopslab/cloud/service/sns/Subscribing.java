package io.devopslab.cloud.service.sns;

import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.sns.delivery.Deliveries;
import io.devopslab.cloud.service.sns.delivery.Notification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionRequest;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionResponse;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.SubscribeResponse;
import software.amazon.awssdk.services.sns.model.UnsubscribeRequest;
import software.amazon.awssdk.services.sns.model.UnsubscribeResponse;

/** Begins and ends subscriptions. An HTTP endpoint is asked first whether it wants to be told. */
final class Subscribing {

    private static final int TOKEN_DIGITS = 288;
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{288}");

    private final ServiceContext context;
    private final Topics topics;
    private final Subscriptions subscriptions;
    private final Deliveries deliveries;

    Subscribing(ServiceContext context, Topics topics, Subscriptions subscriptions, Deliveries deliveries) {
        this.context = context;
        this.topics = topics;
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
    }

    SubscribeResponse subscribe(SubscribeRequest request) {
        SnsErrors.required("protocol", request.protocol());
        if (request.endpoint() == null || request.endpoint().isEmpty()) {
            throw SnsErrors.invalid("Endpoint");
        }
        Map<String, String> attributes = new TreeMap<>(request.attributes());
        attributes.values().removeIf(String::isEmpty);
        List<String> started = new ArrayList<>();
        Subscribed subscription = context.store().write(() -> {
            Topic topic = topics.require(request.topicArn());
            Endpoints.check(request.protocol(), request.endpoint(), topic, context.scope());
            check(attributes, topic);
            Optional<Subscribed> present = present(topic, request);
            present.ifPresent(same -> requireSame(same, attributes));
            Subscribed current = present.orElseGet(() -> begun(topic, request, attributes));
            subscriptions.keep(current);
            if (!current.confirmed()) {
                started.add(ask(topic, current));
            }
            return current;
        });
        deliveries.start(started);
        boolean hidden = !subscription.confirmed() && !Boolean.TRUE.equals(request.returnSubscriptionArn());
        return SubscribeResponse.builder()
                .subscriptionArn(hidden ? "pending confirmation" : subscription.arn())
                .build();
    }

    private static void check(Map<String, String> attributes, Topic topic) {
        attributes.keySet().stream()
                .filter(name -> !SubscriptionAttributes.isKnown(name))
                .findFirst()
                .ifPresent(name -> {
                    throw SnsErrors.invalid("Attributes Reason: Unknown attribute: " + name);
                });
        try {
            SubscriptionAttributes.check(attributes, topic);
        } catch (IllegalArgumentException e) {
            throw SnsErrors.invalid("Attributes Reason: " + e.getMessage());
        }
    }

    private Optional<Subscribed> present(Topic topic, SubscribeRequest request) {
        return subscriptions.of(topic).stream()
                .filter(subscription -> subscription.protocol().equals(request.protocol())
                        && subscription.endpoint().equals(request.endpoint()))
                .findFirst();
    }

    private static void requireSame(Subscribed subscription, Map<String, String> attributes) {
        if (!attributes.isEmpty() && !attributes.equals(subscription.attributes())) {
            throw SnsErrors.invalid("Attributes Reason: Subscription already exists with different attributes");
        }
    }

    private Subscribed begun(Topic topic, SubscribeRequest request, Map<String, String> attributes) {
        boolean isAsked = request.protocol().startsWith("http");
        return new Subscribed(
                topics.arn(topic.name()) + ":" + context.ids().uuid(),
                topic.name(),
                request.protocol(),
                request.endpoint(),
                attributes,
                Caller.of(request, context).arn(),
                context.ids().hex(TOKEN_DIGITS),
                !isAsked,
                !isAsked,
                context.time().instant());
    }

    private String ask(Topic topic, Subscribed subscription) {
        Notification question = Notification.confirmation(
                context.ids().uuid(),
                topics.arn(topic.name()),
                subscription.token(),
                context.time().instant(),
                topic.signatureVersion());
        return deliveries.add(subscription.subscriber(topic), question);
    }

    /**
     * @param authenticated whether the caller is known, and not somebody who has the link alone
     */
    ConfirmSubscriptionResponse confirm(ConfirmSubscriptionRequest request, boolean authenticated) {
        SnsErrors.required("token", request.token());
        if (!TOKEN.matcher(request.token()).matches()) {
            throw SnsErrors.plain("Invalid token");
        }
        boolean binding = authenticated && "true".equals(request.authenticateOnUnsubscribe());
        Subscribed confirmed = context.store().write(() -> {
            Topic topic = topics.byArn(request.topicArn()).orElseThrow(() -> SnsErrors.invalid("Token"));
            Subscribed found = subscriptions.of(topic).stream()
                    .filter(subscription -> subscription.token().equals(request.token()))
                    .findFirst()
                    .orElseThrow(() -> SnsErrors.invalid("Token"));
            Subscribed now = found.confirmed() ? found : found.confirmed(binding);
            subscriptions.keep(now);
            return now;
        });
        return ConfirmSubscriptionResponse.builder()
                .subscriptionArn(confirmed.arn())
                .build();
    }

    /** A subscription that is gone counts as ended. */
    UnsubscribeResponse unsubscribe(UnsubscribeRequest request, boolean authenticated) {
        String arn = request.subscriptionArn();
        SnsErrors.requireArn("SubscriptionArn", arn);
        context.store().write(() -> subscriptions.find(arn).ifPresent(subscription -> {
            if (subscription.authenticated() && !authenticated) {
                throw SnsErrors.invalid("SubscriptionArn Reason: only its owner may end this subscription");
            }
            subscriptions.remove(arn);
            topics.find(subscription.topic()).ifPresent(topic -> topics.keep(topic.lostSubscription()));
        }));
        return UnsubscribeResponse.builder().build();
    }
}
