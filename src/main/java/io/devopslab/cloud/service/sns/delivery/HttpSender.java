package io.devopslab.cloud.service.sns.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Posts messages to HTTP endpoints of this machine (Amazon SNS Developer Guide, "HTTP/HTTPS headers"). */
final class HttpSender implements Sender {

    private static final int PATIENCE_MILLIS = 15_000;

    private final NotificationDocument documents;

    HttpSender(NotificationDocument documents) {
        this.documents = documents;
    }

    @Override
    public void send(Subscriber subscriber, Notification notification) throws UndeliverableException {
        boolean raw = subscriber.raw() && notification.token().isEmpty();
        String body = raw
                ? notification.message(subscriber.protocol())
                : documents.of(subscriber, notification).toPrettyString();
        int status;
        try {
            status = post(subscriber, notification, raw, body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UndeliverableException(subscriber.address() + " does not answer: " + e.getMessage(), true);
        }
        if (status < 200 || status > 299) {
            boolean passing = status < 200 || status >= 500 || status == 429;
            throw new UndeliverableException(subscriber.address() + " answered with status " + status, passing);
        }
    }

    private static int post(Subscriber subscriber, Notification notification, boolean raw, byte[] body)
            throws IOException {
        URI uri = URI.create(subscriber.address());
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        try {
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            connection.setRequestProperty("Content-Type", subscriber.policy().contentType());
            connection.setRequestProperty("User-Agent", "Amazon Simple Notification Service Agent");
            connection.setRequestProperty("x-amz-sns-message-type", notification.type());
            connection.setRequestProperty("x-amz-sns-message-id", notification.id());
            connection.setRequestProperty("x-amz-sns-topic-arn", notification.topicArn());
            if (notification.token().isEmpty()) {
                connection.setRequestProperty("x-amz-sns-subscription-arn", subscriber.subscriptionArn());
            }
            if (raw) {
                connection.setRequestProperty("x-amz-sns-rawdelivery", "true");
            }
            if (uri.getUserInfo() != null) {
                String credentials =
                        Base64.getEncoder().encodeToString(uri.getUserInfo().getBytes(StandardCharsets.UTF_8));
                connection.setRequestProperty("Authorization", "Basic " + credentials);
            }
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
