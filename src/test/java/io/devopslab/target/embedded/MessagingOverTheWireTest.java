package io.devopslab.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.devopslab.target.Site;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.codestarnotifications.model.DetailType;
import software.amazon.awssdk.services.codestarnotifications.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codestarnotifications.model.Target;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;

/** Queues, topics and notification rules through the daemon, in their own protocols, and links without a signature. */
final class MessagingOverTheWireTest {

    @TempDir
    private Path home;

    private Thread daemon;

    @BeforeEach
    void serve() throws Exception {
        DaemonOptions defaults = DaemonOptions.defaults();
        DaemonOptions options = new DaemonOptions(0, defaults.account(), defaults.region(), 1, true, defaults.idle());
        daemon = new Thread(() -> new DaemonServer(home, options, Optional.empty()).run(), "daemon-under-test");
        daemon.start();
        while (new Daemons(home).running().isEmpty() && daemon.isAlive()) {
            daemon.join(20);
        }
    }

    @AfterEach
    void stop() throws Exception {
        Daemons daemons = new Daemons(home);
        daemons.running()
                .ifPresent(address -> ControlClient.post(
                        address,
                        daemons.credentials().orElseThrow(),
                        "stop",
                        DaemonFiles.newDocument(),
                        Duration.ofSeconds(10)));
        daemon.join(TimeUnit.SECONDS.toMillis(30));
    }

    private Site site() {
        return new EmbeddedTarget(home, Optional.empty(), notice -> {}).open(DaemonOptions.defaults());
    }

    @Test
    void queues_speak_json_and_name_their_errors_in_both_ways() {
        SqsClient sqs = site().clients().get(SqsClient.class);
        String url = sqs.createQueue(r -> r.queueName("q").attributesWithStrings(Map.of("DelaySeconds", "0")))
                .queueUrl();
        sqs.sendMessage(r -> r.queueUrl(url).messageBody("Xin chào ☕"));

        Message message = sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(5))
                .messages()
                .get(0);
        assertThat(message.body()).isEqualTo("Xin chào ☕");
        sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
        assertThatThrownBy(
                        () -> sqs.createQueue(r -> r.queueName("q").attributesWithStrings(Map.of("DelaySeconds", "1"))))
                .isInstanceOf(QueueNameExistsException.class);
        assertThatThrownBy(() -> sqs.getQueueUrl(r -> r.queueName("absent")))
                .isInstanceOfSatisfying(QueueDoesNotExistException.class, error -> assertThat(
                                error.awsErrorDetails().errorCode())
                        .isEqualTo("AWS.SimpleQueueService.NonExistentQueue"));
    }

    @Test
    void topics_speak_the_query_protocol_and_their_links_need_no_signature() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", exchange -> {
            try (exchange) {
                told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        endpoint.start();
        try {
            SnsClient sns = site().clients().get(SnsClient.class);
            String topic = sns.createTopic(r -> r.name("t").attributes(Map.of("DisplayName", "Told")))
                    .topicArn();
            sns.subscribe(r -> r.topicArn(topic)
                    .protocol("http")
                    .endpoint("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/"));
            JsonNode question = new ObjectMapper().readTree(told.poll(30, TimeUnit.SECONDS));
            URI link = URI.create(question.path("SubscribeURL").asText());
            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);

            sns.publish(r -> r.topicArn(topic)
                    .message("hello")
                    .messageAttributes(Map.of(
                            "kind",
                            MessageAttributeValue.builder()
                                    .dataType("String")
                                    .stringValue("greeting")
                                    .build())));
            JsonNode message = new ObjectMapper().readTree(told.poll(30, TimeUnit.SECONDS));
            assertThat(message.path("Message").asText()).isEqualTo("hello");
            assertThat(message.path("MessageAttributes")
                            .path("kind")
                            .path("Value")
                            .asText())
                    .isEqualTo("greeting");
            assertThat(sns.getTopicAttributes(r -> r.topicArn(topic)).attributes())
                    .containsEntry("DisplayName", "Told");
            assertThatThrownBy(() -> sns.publish(r -> r.topicArn(topic + "x").message("x")))
                    .isInstanceOf(NotFoundException.class);
        } finally {
            endpoint.stop(0);
        }
    }

    @Test
    void notification_rules_speak_rest() {
        CodestarNotificationsClient notifications = site().clients().get(CodestarNotificationsClient.class);
        String arn = notifications
                .createNotificationRule(r -> r.name("r")
                        .resource("arn:aws:codepipeline:eu-west-1:123456789012:p")
                        .detailType(DetailType.FULL)
                        .eventTypeIds("codepipeline-pipeline-pipeline-execution-failed")
                        .targets(Target.builder()
                                .targetType("SNS")
                                .targetAddress("arn:aws:sns:eu-west-1:123456789012:t")
                                .build()))
                .arn();

        assertThat(notifications.describeNotificationRule(r -> r.arn(arn)).name())
                .isEqualTo("r");
        assertThatThrownBy(() -> notifications.describeNotificationRule(r -> r.arn(arn.replaceAll(".$", "z"))))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
