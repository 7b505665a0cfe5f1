package io.devopslab.cloud.service.sns.delivery;

import io.devopslab.cloud.kernel.ServiceContext;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Who carries messages, by protocol. */
public final class Senders {

    private final SqsSender queues;
    private final Map<String, Sender> senders;

    public Senders(ServiceContext context, Signer signer, Supplier<LambdaClient> lambda, Supplier<SqsClient> sqs) {
        Links links = new Links(context.endpoint(), context.scope());
        NotificationDocument documents = new NotificationDocument(links, signer);
        HttpSender http = new HttpSender(documents);
        this.queues = new SqsSender(sqs, context.scope(), documents);
        this.senders =
                Map.of("http", http, "https", http, "lambda", new LambdaSender(lambda, documents), "sqs", queues);
    }

    void send(Subscriber subscriber, Notification notification) throws UndeliverableException {
        Sender sender = senders.get(subscriber.protocol());
        if (sender == null) {
            throw new UndeliverableException("Nobody delivers by " + subscriber.protocol() + ".", false);
        }
        sender.send(subscriber, notification);
    }

    void sendToDeadLetters(String queueArn, Subscriber subscriber, Notification notification)
            throws UndeliverableException {
        queues.send(queueArn, subscriber, notification);
    }
}
