package io.devopslab.cloud.service.sns.delivery;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Scope;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Puts messages into queues of the same account and region. */
final class SqsSender implements Sender {

    private final Supplier<SqsClient> client;
    private final Scope scope;
    private final NotificationDocument documents;

    SqsSender(Supplier<SqsClient> client, Scope scope, NotificationDocument documents) {
        this.client = client;
        this.scope = scope;
        this.documents = documents;
    }

    @Override
    public void send(Subscriber subscriber, Notification notification) throws UndeliverableException {
        send(subscriber.address(), subscriber, notification);
    }

    /** Puts the message into another queue than the subscriber's: what could not be delivered. */
    void send(String queueArn, Subscriber subscriber, Notification notification) throws UndeliverableException {
        String name = Arns.name(queueArn);
        if (!Arns.of("sqs", scope, name).equals(queueArn)) {
            throw new UndeliverableException(
                    "Queues of other accounts and regions are not delivered to: " + queueArn, false);
        }
        try {
            String url = client.get().getQueueUrl(r -> r.queueName(name)).queueUrl();
            client.get().sendMessage(message(url, subscriber, notification));
        } catch (AwsServiceException e) {
            throw new UndeliverableException(String.valueOf(e.getMessage()), isPassing(e));
        }
    }

    private SendMessageRequest message(String url, Subscriber subscriber, Notification notification) {
        SendMessageRequest.Builder message = SendMessageRequest.builder()
                .queueUrl(url)
                .overrideConfiguration(CallSource.of(subscriber.subscriptionArn()));
        if (subscriber.raw()) {
            message.messageBody(notification.message(subscriber.protocol()))
                    .messageAttributes(attributes(notification));
        } else {
            message.messageBody(documents.of(subscriber, notification).toString());
        }
        if (url.endsWith(".fifo")) {
            notification.fifo().ifPresent(fifo -> message.messageGroupId(fifo.group())
                    .messageDeduplicationId(fifo.deduplication()));
        }
        return message.build();
    }

    private static Map<String, MessageAttributeValue> attributes(Notification notification) {
        return notification.attributes().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> MessageAttributeValue.builder()
                        .dataType(entry.getValue().dataType())
                        .stringValue(entry.getValue().stringValue())
                        .binaryValue(entry.getValue().binaryValue())
                        .build()));
    }

    static boolean isPassing(AwsServiceException error) {
        return error.statusCode() >= 500 || error.statusCode() == 429 || error.isThrottlingException();
    }
}
