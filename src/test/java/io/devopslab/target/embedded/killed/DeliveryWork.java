package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What one service hands to another after it has answered: messages of a topic and events of a bus reach their
 * queue, if need be in the daemon's next life. At least once: two are as good as one.
 */
final class DeliveryWork implements Work {

    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:killed";

    private final Set<String> sent = new LinkedHashSet<>();
    private final Set<String> sending = new LinkedHashSet<>();

    @Override
    public void prepare(Clients clients) {
        SqsClient sqs = clients.get(SqsClient.class);
        String url = sqs.createQueue(r -> r.queueName("killed-deliveries")).queueUrl();
        String arn = sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        SnsClient sns = clients.get(SnsClient.class);
        sns.createTopic(r -> r.name("killed"));
        sns.subscribe(
                r -> r.topicArn(TOPIC).protocol("sqs").endpoint(arn).attributes(Map.of("RawMessageDelivery", "true")));
        EventBridgeClient events = clients.get(EventBridgeClient.class);
        events.putRule(r -> r.name("killed").eventPattern("{\"source\":[\"killed\"]}"));
        events.putTargets(
                r -> r.rule("killed").targets(t -> t.id("queue").arn(arn).inputPath("$.detail.text")));
    }

    @Override
    public void step(Clients clients, Random random) {
        String text = Contents.text(random, 40);
        if (random.nextBoolean()) {
            sending.add(text);
            clients.get(SnsClient.class).publish(r -> r.topicArn(TOPIC).message(text));
            sending.remove(text);
            sent.add(text);
        } else {
            String json = "\"" + text + "\"";
            sending.add(json);
            int failed = clients.get(EventBridgeClient.class)
                    .putEvents(r ->
                            r.entries(e -> e.source("killed").detailType("Text").detail("{\"text\":" + json + "}")))
                    .failedEntryCount();
            assertThat(failed).isZero();
            sending.remove(json);
            sent.add(json);
        }
    }

    @Override
    public void verify(Clients clients) {
        SqsClient sqs = clients.get(SqsClient.class);
        String url = sqs.getQueueUrl(r -> r.queueName("killed-deliveries")).queueUrl();
        Set<String> arrived = new LinkedHashSet<>();
        Contents.await("all of " + sent + " arrive; there are " + arrived, () -> {
            arrived.addAll(Contents.drain(sqs, url));
            return arrived.containsAll(sent);
        });
        arrived.removeAll(sent);
        // One that got no answer may still be on its way, and come with those of the next life.
        assertThat(sending).as("deliveries of what was sent").containsAll(arrived);
        sent.clear();
    }
}
