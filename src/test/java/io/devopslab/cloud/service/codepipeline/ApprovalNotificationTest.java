package io.devopslab.cloud.service.codepipeline;

import static io.devopslab.cloud.service.codepipeline.Declarations.approval;
import static io.devopslab.cloud.service.codepipeline.Declarations.pipeline;
import static io.devopslab.cloud.service.codepipeline.Declarations.stage;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecution;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Whoever is to approve is told by a topic, and may answer with what the message says, for seven days. */
final class ApprovalNotificationTest {

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
        Ground.prepare(cloud);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private CodePipelineClient pipelines() {
        return cloud.get(CodePipelineClient.class);
    }

    private void create(String topic) {
        pipelines()
                .createPipeline(r -> r.pipeline(pipeline(
                                "app",
                                stage(
                                        "Approve",
                                        approval("Ask").toBuilder()
                                                .configuration(Map.of(
                                                        "NotificationArn", topic,
                                                        "ExternalEntityLink", "http://127.0.0.1/review",
                                                        "CustomData", "Please look"))
                                                .build()))
                        .build()));
        cloud.time().advance(Duration.ofSeconds(5));
    }

    private ActionExecution ask() {
        return pipelines()
                .getPipelineState(r -> r.name("app"))
                .stageStates()
                .get(1)
                .actionStates()
                .get(0)
                .latestExecution();
    }

    @Test
    void the_topic_is_told_all_that_an_answer_needs() throws Exception {
        String queue = cloud.get(SqsClient.class)
                .createQueue(r -> r.queueName("approvers"))
                .queueUrl();
        String topic =
                cloud.get(SnsClient.class).createTopic(r -> r.name("approvals")).topicArn();
        cloud.get(SnsClient.class)
                .subscribe(r ->
                        r.topicArn(topic).protocol("sqs").endpoint("arn:aws:sqs:eu-west-1:123456789012:approvers"));
        create(topic);

        List<Message> messages = cloud.get(SqsClient.class)
                .receiveMessage(r -> r.queueUrl(queue))
                .messages();
        assertThat(messages).hasSize(1);
        JsonNode document = new ObjectMapper().readTree(messages.get(0).body());
        assertThat(document.path("Subject").asText()).isEqualTo("APPROVAL NEEDED: AWS CodePipeline app for action Ask");
        JsonNode message = new ObjectMapper().readTree(document.path("Message").asText());
        assertThat(message.path("region").asText()).isEqualTo("eu-west-1");
        JsonNode approval = message.path("approval");
        assertThat(approval.path("pipelineName").asText()).isEqualTo("app");
        assertThat(approval.path("stageName").asText()).isEqualTo("Approve");
        assertThat(approval.path("actionName").asText()).isEqualTo("Ask");
        assertThat(approval.path("expires").asText()).startsWith("2026-01-12T09:0");
        assertThat(approval.path("externalEntityLink").asText()).isEqualTo("http://127.0.0.1/review");
        assertThat(approval.path("customData").asText()).isEqualTo("Please look");

        pipelines().putApprovalResult(r -> r.pipelineName("app")
                .stageName("Approve")
                .actionName("Ask")
                .token(approval.path("token").asText())
                .result(a -> a.status(ApprovalStatus.APPROVED).summary("fine")));
        assertThat(ask().status()).isEqualTo(ActionExecutionStatus.SUCCEEDED);
    }

    @Test
    void a_topic_that_does_not_exist_fails_the_action() {
        create("arn:aws:sns:eu-west-1:123456789012:absent");

        assertThat(ask().status()).isEqualTo(ActionExecutionStatus.FAILED);
        assertThat(ask().errorDetails().message()).contains("Topic does not exist");
    }

    @Test
    void nobody_answers_for_seven_days() {
        create(cloud.get(SnsClient.class).createTopic(r -> r.name("approvals")).topicArn());

        cloud.time().advance(Duration.ofDays(7).minusMinutes(1));
        assertThat(ask().status()).isEqualTo(ActionExecutionStatus.IN_PROGRESS);
        cloud.time().advance(Duration.ofMinutes(2));
        assertThat(ask().status()).isEqualTo(ActionExecutionStatus.FAILED);
        assertThat(ask().errorDetails().message()).contains("expired");
    }
}
