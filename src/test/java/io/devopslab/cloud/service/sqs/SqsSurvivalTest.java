package io.devopslab.cloud.service.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** What was sent and acknowledged is there after the end of the process, and a receipt still counts. */
final class SqsSurvivalTest {

    @Test
    void a_later_process_has_the_messages_their_receipts_and_their_timeouts(@TempDir Path directory) {
        String url;
        String handle;
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            SqsClient sqs = cloud.get(SqsClient.class);
            url = sqs.createQueue(r -> r.queueName("kept")).queueUrl();
            sqs.sendMessage(r -> r.queueUrl(url).messageBody("one"));
            handle = sqs.receiveMessage(r -> r.queueUrl(url)).messages().get(0).receiptHandle();
            sqs.sendMessage(r -> r.queueUrl(url).messageBody("two"));
        }
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            SqsClient sqs = cloud.get(SqsClient.class);
            assertThat(sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10))
                            .messages())
                    .extracting(Message::body)
                    .containsExactly("two");
            sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(handle));
            cloud.time().advance(Duration.ofMinutes(1));
            assertThat(sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10))
                            .messages())
                    .extracting(Message::body)
                    .containsExactly("two");
        }
    }
}
