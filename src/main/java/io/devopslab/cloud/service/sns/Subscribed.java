package io.devopslab.cloud.service.sns;

import io.devopslab.cloud.service.sns.delivery.DeliveryPolicy;
import io.devopslab.cloud.service.sns.delivery.FilterPolicy;
import io.devopslab.cloud.service.sns.delivery.Subscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A subscription.
 *
 * @param attributes those that were given
 * @param principal the ARN of who subscribed
 * @param token what confirms it; kept afterwards, so that confirming twice is no error
 * @param authenticated whether it was confirmed by somebody who signed the request; only they may end it then
 */
record Subscribed(
        String arn,
        String topic,
        String protocol,
        String endpoint,
        Map<String, String> attributes,
        String principal,
        String token,
        boolean confirmed,
        boolean authenticated,
        Instant created) {

    private static final Duration PATIENCE = Duration.ofDays(2);

    Subscribed {
        attributes = Map.copyOf(attributes);
    }

    /** What nobody confirms in two days is gone. */
    boolean isAlive(Instant now) {
        return confirmed || now.isBefore(created.plus(PATIENCE));
    }

    boolean isRaw() {
        return attributes.getOrDefault("RawMessageDelivery", "false").equals("true");
    }

    boolean filtersBodies() {
        return attributes.getOrDefault("FilterPolicyScope", "").equals("MessageBody");
    }

    Optional<FilterPolicy> filter() {
        return Optional.ofNullable(attributes.get("FilterPolicy"))
                .map(policy -> FilterPolicy.compile(policy, filtersBodies()));
    }

    Subscriber subscriber(Topic of) {
        DeliveryPolicy policy = of.deliveryPolicy();
        String own = attributes.getOrDefault("DeliveryPolicy", "");
        return new Subscriber(
                arn,
                protocol,
                endpoint,
                isRaw(),
                Optional.ofNullable(attributes.get("RedrivePolicy")).map(SubscriptionAttributes::deadLetters),
                own.isEmpty() ? policy : policy.ofSubscription(own));
    }

    Subscribed confirmed(boolean byAuthenticated) {
        return new Subscribed(
                arn, topic, protocol, endpoint, attributes, principal, token, true, byAuthenticated, created);
    }

    /** An attribute with an empty value goes. */
    Subscribed with(String attribute, String value) {
        Map<String, String> changed = new TreeMap<>(attributes);
        if (value.isEmpty()) {
            changed.remove(attribute);
        } else {
            changed.put(attribute, value);
        }
        return new Subscribed(
                arn, topic, protocol, endpoint, changed, principal, token, confirmed, authenticated, created);
    }
}
