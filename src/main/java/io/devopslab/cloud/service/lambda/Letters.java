package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Messages of Lambda's to queues and topics. Those of FIFO queues and topics fail, as on AWS. */
final class Letters {

    private final ServiceContext context;
    private final Supplier<SqsClient> sqs;
    private final Supplier<SnsClient> sns;

    Letters(ServiceContext context, Supplier<SqsClient> sqs, Supplier<SnsClient> sns) {
        this.context = context;
        this.sqs = sqs;
        this.sns = sns;
    }

    /**
     * An attribute of a message.
     *
     * @param type {@code String} or {@code Number}
     */
    record Attribute(String name, String type, String value) {}

    /**
     * Sends a message to a queue or a topic of the same account and region.
     *
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException when it is not taken
     */
    void send(String arn, String text, List<Attribute> attributes) {
        String service = arn.split(":", -1)[2];
        String name = Arns.name(arn);
        if (!Arns.of(service, context.scope(), name).equals(arn)) {
            throw LambdaErrors.invalid("Nothing is delivered to other accounts and regions: " + arn);
        }
        if (service.equals("sqs")) {
            toQueue(name, text, attributes);
        } else {
            toTopic(arn, text, attributes);
        }
    }

    private void toQueue(String name, String text, List<Attribute> attributes) {
        SqsClient client = sqs.get();
        client.sendMessage(SendMessageRequest.builder()
                .queueUrl(client.getQueueUrl(r -> r.queueName(name)).queueUrl())
                .messageBody(text)
                .messageAttributes(attributes.stream()
                        .collect(Collectors.toMap(
                                Attribute::name,
                                attribute -> software.amazon.awssdk.services.sqs.model.MessageAttributeValue.builder()
                                        .dataType(attribute.type())
                                        .stringValue(attribute.value())
                                        .build())))
                .build());
    }

    private void toTopic(String arn, String text, List<Attribute> attributes) {
        sns.get()
                .publish(
                        PublishRequest.builder()
                                .topicArn(arn)
                                .message(text)
                                .messageAttributes(
                                        attributes.stream()
                                                .collect(Collectors.toMap(
                                                        Attribute::name, attribute -> software.amazon.awssdk.services
                                                                .sns.model.MessageAttributeValue.builder()
                                                                .dataType(attribute.type())
                                                                .stringValue(attribute.value())
                                                                .build())))
                                .build());
    }
}
