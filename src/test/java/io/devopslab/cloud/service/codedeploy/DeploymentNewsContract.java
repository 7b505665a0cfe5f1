package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.aws.Clients;
import io.devopslab.cloud.service.codedeploy.CodeDeployFixture.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codedeploy.model.TriggerEventType;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.codestarnotifications.model.DetailType;
import software.amazon.awssdk.services.codestarnotifications.model.Target;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What CodeDeploy tells of its deployments, and how it reaches those who listen. */
abstract class DeploymentNewsContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    abstract Clients clients();

    /** Lets that much of the cloud's time pass. */
    abstract void pass(Duration duration);

    private record Queue(String url, String arn) {}

    private Queue queue() {
        SqsClient sqs = clients().get(SqsClient.class);
        String name = CodeDeployFixture.name("news");
        String url = sqs.createQueue(r -> r.queueName(name)).queueUrl();
        String arn = sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        return new Queue(url, arn);
    }

    private String topic(Queue queue) {
        SnsClient sns = clients().get(SnsClient.class);
        String name = CodeDeployFixture.name("topic");
        String topic = sns.createTopic(r -> r.name(name)).topicArn();
        sns.subscribe(r -> r.topicArn(topic)
                .protocol("sqs")
                .endpoint(queue.arn())
                .attributes(Map.of("RawMessageDelivery", "true")));
        return topic;
    }

    private List<JsonNode> told(Queue queue) {
        List<JsonNode> told = new ArrayList<>();
        SqsClient sqs = clients().get(SqsClient.class);
        for (List<Message> messages = receive(sqs, queue); !messages.isEmpty(); messages = receive(sqs, queue)) {
            for (Message message : messages) {
                told.add(json(message.body()));
                sqs.deleteMessage(r -> r.queueUrl(queue.url()).receiptHandle(message.receiptHandle()));
            }
        }
        return told;
    }

    private static List<Message> receive(SqsClient sqs, Queue queue) {
        return sqs.receiveMessage(r -> r.queueUrl(queue.url()).maxNumberOfMessages(10))
                .messages();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + text, e);
        }
    }

    private Stream<String> states(Queue queue) {
        return told(queue).stream()
                .map(event -> event.path("detail").path("state").asText());
    }

    @Test
    void the_start_and_the_end_of_a_deployment_are_events() {
        CodeDeployFixture shops = new CodeDeployFixture(clients(), this::pass);
        Shop shop = shops.shop(group -> {});
        Queue queue = queue();
        EventBridgeClient events = clients().get(EventBridgeClient.class);
        events.putRule(r -> r.name(shop.application()).eventPattern("""
                {"source": ["aws.codedeploy"], "detail": {"application": ["%s"]}}""".formatted(shop.application())));
        events.putTargets(r -> r.rule(shop.application()).targets(t -> t.id("q").arn(queue.arn())));

        String id = shops.start(shop, r -> {});
        pass(Duration.ofSeconds(30));
        List<JsonNode> told = told(queue);
        assertThat(told)
                .extracting(each -> each.path("detail").path("state").asText())
                .containsExactlyInAnyOrder("START", "SUCCESS");
        JsonNode event = told.get(0);
        assertThat(event.path("detail-type").asText()).isEqualTo("CodeDeploy Deployment State-change Notification");
        assertThat(event.path("resources").get(0).asText())
                .isEqualTo("arn:aws:codedeploy:eu-west-1:123456789012:application:" + shop.application());
        assertThat(event.path("resources").get(1).asText())
                .endsWith(":deploymentgroup:" + shop.application() + "/group");
        JsonNode detail = event.path("detail");
        assertThat(detail.path("deploymentId").asText()).isEqualTo(id);
        assertThat(detail.path("deploymentGroup").asText()).isEqualTo("group");
        assertThat(detail.path("region").asText()).isEqualTo("eu-west-1");
        assertThat(detail.path("instanceGroupId").asText()).isNotEmpty();
    }

    @Test
    void triggers_tell_topics_what_they_are_set_to() {
        CodeDeployFixture shops = new CodeDeployFixture(clients(), this::pass);
        Queue queue = queue();
        String topic = topic(queue);
        Shop shop = shops.shop(group -> group.triggerConfigurations(t ->
                t.triggerName("failures").triggerTargetArn(topic).triggerEvents(TriggerEventType.DEPLOYMENT_FAILURE)));
        shops.start(shop, r -> {});
        pass(Duration.ofSeconds(30));
        assertThat(told(queue)).isEmpty();

        String id = shops.start(shop, r -> r.revision(CodeDeployFixture.content("version: 7")));
        pass(Duration.ofSeconds(30));
        List<JsonNode> told = told(queue);
        assertThat(told).hasSize(1);
        JsonNode message = told.get(0);
        assertThat(message.path("eventTriggerName").asText()).isEqualTo("failures");
        assertThat(message.path("deploymentId").asText()).isEqualTo(id);
        assertThat(message.path("status").asText()).isEqualTo("FAILED");
        assertThat(json(message.path("errorInformation").asText())
                        .path("ErrorCode")
                        .asText())
                .isEqualTo("INVALID_REVISION");
    }

    @Test
    void notification_rules_of_an_application_hear_its_deployments() {
        CodeDeployFixture shops = new CodeDeployFixture(clients(), this::pass);
        Queue queue = queue();
        String topic = topic(queue);
        Shop shop = shops.shop(group -> {});
        clients().get(CodestarNotificationsClient.class).createNotificationRule(r -> r.name(shop.application())
                .resource("arn:aws:codedeploy:eu-west-1:123456789012:application:" + shop.application())
                .detailType(DetailType.FULL)
                .eventTypeIds(
                        "codedeploy-application-deployment-started",
                        "codedeploy-application-deployment-succeeded",
                        "codedeploy-application-deployment-failed")
                .targets(Target.builder().targetType("SNS").targetAddress(topic).build()));
        shops.start(shop, r -> {});
        pass(Duration.ofSeconds(30));
        assertThat(states(queue)).containsExactlyInAnyOrder("START", "SUCCESS");
        shops.start(shop, r -> r.revision(CodeDeployFixture.content("version: 7")));
        pass(Duration.ofSeconds(30));
        assertThat(states(queue)).containsExactlyInAnyOrder("START", "FAILURE");
    }
}
