package io.devopslab.cloud.service.sns.delivery;

import io.devopslab.cloud.kernel.Scope;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The addresses that messages carry: in AWS at {@code sns.region.amazonaws.com}, here below {@link #PREFIX} at the
 * cloud's own address.
 */
public record Links(URI endpoint, Scope scope) {

    public static final String PREFIX = "/sns/";

    String subscribe(String topicArn, String token) {
        return endpoint + PREFIX + "?Action=ConfirmSubscription&TopicArn=" + encoded(topicArn) + "&Token="
                + encoded(token);
    }

    String unsubscribe(String subscriptionArn) {
        return endpoint + PREFIX + "?Action=Unsubscribe&SubscriptionArn=" + encoded(subscriptionArn);
    }

    String certificate(String fingerprint) {
        return endpoint + PREFIX + scope.region() + "/" + scope.account() + "/SimpleNotificationService-" + fingerprint
                + ".pem";
    }

    /** Colons stay: AWS shows ARNs in its links as they are. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%3A", ":");
    }
}
