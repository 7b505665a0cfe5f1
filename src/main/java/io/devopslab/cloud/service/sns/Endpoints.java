package io.devopslab.cloud.service.sns;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Scope;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Whom a topic can tell: endpoints of this machine, and functions and queues of this scope. */
final class Endpoints {

    private static final Set<String> OF_AWS = Set.of("email", "email-json", "sms", "application", "firehose");

    private Endpoints() {}

    /**
     * @throws software.amazon.awssdk.services.sns.model.InvalidParameterException for an endpoint that the protocol
     *     does not have, or that cannot be told from here
     */
    static void check(String protocol, String endpoint, Topic topic, Scope scope) {
        switch (protocol) {
            case "http", "https" -> checkUrl(protocol, endpoint);
            case "lambda" -> checkArn(endpoint, "lambda", "Lambda endpoint ARN");
            case "sqs" -> {
                checkArn(endpoint, "sqs", "SQS endpoint ARN");
                checkQueue(endpoint, topic);
            }
            default -> throw unsupported(protocol);
        }
        boolean isArn = endpoint.startsWith("arn:");
        if (isArn && !endpoint.startsWith(Arns.of(protocol, scope, ""))) {
            throw SnsErrors.invalid("Endpoint Reason: the embedded cloud delivers within one account and region; "
                    + endpoint + " is in another");
        }
    }

    private static RuntimeException unsupported(String protocol) {
        return OF_AWS.contains(protocol)
                ? SnsErrors.invalid("Protocol Reason: the embedded cloud does not deliver by " + protocol
                        + "; subscribe http, https, lambda or sqs")
                : SnsErrors.invalid("Amazon SNS does not support this protocol string: " + protocol);
    }

    private static void checkUrl(String protocol, String endpoint) {
        URI url;
        try {
            url = URI.create(endpoint);
        } catch (IllegalArgumentException e) {
            throw SnsErrors.invalid("Endpoint must match the specified protocol");
        }
        if (!protocol.equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
            throw SnsErrors.invalid("Endpoint must match the specified protocol");
        }
        String host = url.getHost().toLowerCase(Locale.ROOT);
        boolean isOurs = host.equals("localhost")
                || host.endsWith(".localhost")
                || host.matches("127(\\.[0-9]{1,3}){3}")
                || host.equals("[::1]");
        if (!isOurs) {
            throw SnsErrors.invalid("Endpoint Reason: the embedded cloud delivers to this machine alone; "
                    + url.getHost() + " is not 127.0.0.1, localhost or a name under localhost");
        }
    }

    private static void checkArn(String endpoint, String service, String what) {
        if (!endpoint.matches("arn:[a-z-]+:" + service + ":[a-z0-9-]+:[0-9]{12}:.+")) {
            throw SnsErrors.invalid(what);
        }
    }

    private static void checkQueue(String endpoint, Topic topic) {
        if (endpoint.endsWith(".fifo") && !topic.isFifo()) {
            throw SnsErrors.invalid("Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to"
                    + " standard SNS topics");
        }
    }
}
