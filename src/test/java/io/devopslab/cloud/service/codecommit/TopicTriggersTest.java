package io.devopslab.cloud.service.codecommit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.RepositoryTrigger;
import software.amazon.awssdk.services.codecommit.model.RepositoryTriggerEventEnum;
import software.amazon.awssdk.services.codecommit.model.TestRepositoryTriggersResponse;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Triggers that publish to a topic (CodeCommit User Guide, "Example: Create a trigger for an Amazon SNS topic"). */
final class TopicTriggersTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TestCloud cloud;
    private CodeCommitClient codeCommit;
    private SqsClient sqs;
    private String topic;
    private String queue;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
        codeCommit = cloud.get(CodeCommitClient.class);
        sqs = cloud.get(SqsClient.class);
        SnsClient sns = cloud.get(SnsClient.class);
        topic = sns.createTopic(r -> r.name("pushes")).topicArn();
        queue = sqs.createQueue(r -> r.queueName("pushes")).queueUrl();
        sns.subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint("arn:aws:sqs:eu-west-1:123456789012:pushes"));
        codeCommit.createRepository(r -> r.repositoryName("shop"));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private static RepositoryTrigger trigger(String name, String topic) {
        return RepositoryTrigger.builder()
                .name(name)
                .destinationArn(topic)
                .branches()
                .events(RepositoryTriggerEventEnum.ALL)
                .build();
    }

    private JsonNode next() throws JsonProcessingException {
        cloud.time().advance(Duration.ofSeconds(1));
        Message message = sqs.receiveMessage(r -> r.queueUrl(queue)).messages().get(0);
        sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()));
        return JSON.readTree(message.body());
    }

    @Test
    void topic_is_told_of_a_push() throws JsonProcessingException {
        codeCommit.putRepositoryTriggers(r -> r.repositoryName("shop").triggers(trigger("told", topic)));

        String commit = codeCommit
                .putFile(r -> r.repositoryName("shop")
                        .branchName("main")
                        .filePath("a.txt")
                        .fileContent(SdkBytes.fromUtf8String("a")))
                .commitId();

        JsonNode notification = next();
        assertThat(notification.path("Subject").asText()).isEqualTo("UPDATE: AWS CodeCommit eu-west-1 push: shop");
        JsonNode event = JSON.readTree(notification.path("Message").asText()).at("/Records/0");
        assertThat(event.at("/codecommit/references/0/commit").asText()).isEqualTo(commit);
        assertThat(event.at("/codecommit/references/0/ref").asText()).isEqualTo("refs/heads/main");
        assertThat(event.path("eventTriggerName").asText()).isEqualTo("told");
        assertThat(event.path("eventName").asText()).isEqualTo("ReferenceChanges");
        assertThat(event.path("customData").isNull()).isTrue();
    }

    @Test
    void topic_is_told_of_a_repository_with_the_longest_name() throws JsonProcessingException {
        String name = "n".repeat(100);
        codeCommit.createRepository(r -> r.repositoryName(name));

        assertThat(codeCommit
                        .testRepositoryTriggers(r -> r.repositoryName(name).triggers(trigger("told", topic)))
                        .successfulExecutions())
                .containsExactly("told");
        assertThat(next().path("Subject").asText()).hasSize(100);
    }

    @Test
    void trigger_of_a_topic_is_tried_out() throws JsonProcessingException {
        TestRepositoryTriggersResponse result = codeCommit.testRepositoryTriggers(
                r -> r.repositoryName("shop").triggers(trigger("good", topic), trigger("bad", topic + "-of-nobody")));

        assertThat(result.successfulExecutions()).containsExactly("good");
        assertThat(result.failedExecutions()).singleElement().satisfies(failure -> assertThat(failure.trigger())
                .isEqualTo("bad"));
        assertThat(next().path("Message").asText()).contains("\"eventName\":\"TriggerEventTest\"");
    }
}
