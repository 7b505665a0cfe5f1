package io.devopslab.cloud.service.sns.delivery;

import io.devopslab.cloud.kernel.CallSource;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** Invokes functions with messages, without waiting for what they do. */
final class LambdaSender implements Sender {

    private final Supplier<LambdaClient> client;
    private final NotificationDocument documents;

    LambdaSender(Supplier<LambdaClient> client, NotificationDocument documents) {
        this.client = client;
        this.documents = documents;
    }

    @Override
    public void send(Subscriber subscriber, Notification notification) throws UndeliverableException {
        try {
            client.get()
                    .invoke(InvokeRequest.builder()
                            .functionName(subscriber.address())
                            .invocationType(InvocationType.EVENT)
                            .payload(SdkBytes.fromUtf8String(
                                    documents.event(subscriber, notification).toString()))
                            .overrideConfiguration(CallSource.of(notification.topicArn()))
                            .build());
        } catch (AwsServiceException e) {
            throw new UndeliverableException(String.valueOf(e.getMessage()), SqsSender.isPassing(e));
        }
    }
}
