package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Messages of a FIFO queue: each comes once, in the order in which it was sent, until it is deleted. */
final class QueueWork implements Work {

    private static final int VISIBILITY_SECONDS = 5;

    private final List<String> present = new ArrayList<>();
    private final List<String> sending = new ArrayList<>();
    private final List<String> deleting = new ArrayList<>();
    private Optional<Long> invisible = Optional.empty();

    @Override
    public void prepare(Clients clients) {
        clients.get(SqsClient.class)
                .createQueue(r -> r.queueName("killed.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
    }

    @Override
    public void step(Clients clients, Random random) {
        SqsClient sqs = clients.get(SqsClient.class);
        String url = url(sqs);
        if (random.nextInt(3) == 0) {
            invisible = Optional.of(System.nanoTime());
            List<Message> first = sqs.receiveMessage(
                            r -> r.queueUrl(url).maxNumberOfMessages(1).visibilityTimeout(VISIBILITY_SECONDS))
                    .messages();
            first.forEach(message -> delete(sqs, url, message));
            if (!first.isEmpty()) {
                invisible = Optional.empty();
            }
        } else {
            String body = Contents.text(random, 50);
            sending.add(body);
            sqs.sendMessage(
                    r -> r.queueUrl(url).messageBody(body).messageGroupId("one").messageDeduplicationId(body));
            sending.remove(body);
            present.add(body);
        }
    }

    private void delete(SqsClient sqs, String url, Message message) {
        String body = message.body();
        assertThat(body).as("the first message of the group").isEqualTo(present.get(0));
        deleting.add(body);
        sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
        deleting.remove(body);
        present.remove(body);
    }

    private static String url(SqsClient sqs) {
        return sqs.getQueueUrl(r -> r.queueName("killed.fifo")).queueUrl();
    }

    @Override
    public void verify(Clients clients) {
        SqsClient sqs = clients.get(SqsClient.class);
        // A message that was received and not deleted comes again.
        invisible.ifPresent(since -> Contents.await(
                "messages in flight are visible again",
                () -> System.nanoTime() - since > TimeUnit.SECONDS.toNanos(VISIBILITY_SECONDS + 1)));
        invisible = Optional.empty();
        List<String> actual = Contents.drain(sqs, url(sqs));
        List<String> asked = new ArrayList<>(actual);
        asked.removeAll(present);
        assertThat(sending).as("messages without an answer").containsAll(asked);
        List<String> acknowledged = new ArrayList<>(actual);
        acknowledged.removeAll(sending);
        List<String> expected = new ArrayList<>(present);
        expected.removeIf(body -> deleting.contains(body) && !actual.contains(body));
        assertThat(acknowledged).isEqualTo(expected);
        present.clear();
        sending.clear();
        deleting.clear();
    }
}
