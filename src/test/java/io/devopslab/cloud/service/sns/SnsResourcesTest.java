package io.devopslab.cloud.service.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.stack.ResourceHandler.Provisioned;
import io.devopslab.cloud.stack.ResourceRequests;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

final class SnsResourcesTest {

    private static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:q";

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private SnsClient sns() {
        return cloud.get(SnsClient.class);
    }

    private ResourceRequests resource(String type, String logicalId) {
        return ResourceRequests.of(SnsResources.handlers(this::sns), type, logicalId);
    }

    private String attribute(String arn, String name) {
        return sns().getTopicAttributes(r -> r.topicArn(arn)).attributes().get(name);
    }

    @Test
    void a_topic_comes_with_its_subscriptions_changes_and_goes() {
        ResourceRequests topic = resource("AWS::SNS::Topic", "Alarms");

        Provisioned made =
                topic.create("{\"DisplayName\": \"Alarms\", \"Tags\": [{\"Key\": \"team\", \"Value\": \"a\"}],"
                        + " \"Subscription\": [{\"Protocol\": \"sqs\", \"Endpoint\": \"" + QUEUE + "\"}]}");
        String arn = made.physicalId();
        assertThat(arn).isEqualTo("arn:aws:sns:eu-west-1:123456789012:cicd-Alarms-AB12CD34EF56");
        assertThat(made.attributes().path("TopicName").asText()).isEqualTo("cicd-Alarms-AB12CD34EF56");
        assertThat(attribute(arn, "DisplayName")).isEqualTo("Alarms");
        assertThat(sns().listSubscriptionsByTopic(r -> r.topicArn(arn)).subscriptions())
                .extracting(Subscription::endpoint)
                .containsExactly(QUEUE);
        assertThat(topic.read().path("DisplayName").asText()).isEqualTo("Alarms");

        topic.update("{\"Subscription\": [{\"Protocol\": \"sqs\", \"Endpoint\": \"" + QUEUE + "2\"}]}");
        assertThat(attribute(arn, "DisplayName")).isEmpty();
        assertThat(sns().listSubscriptionsByTopic(r -> r.topicArn(arn)).subscriptions())
                .extracting(Subscription::endpoint)
                .containsExactly(QUEUE + "2");

        topic.delete();
        topic.delete();
        assertThat(topic.exists()).isFalse();
    }

    @Test
    void a_topic_is_found_again_by_the_step_that_made_it_and_taken_over_by_no_other() {
        String properties = "{\"TopicName\": \"alarms\"}";
        String arn = resource("AWS::SNS::Topic", "Alarms").create(properties).physicalId();

        assertThat(resource("AWS::SNS::Topic", "Alarms").create(properties).physicalId())
                .isEqualTo(arn);
        assertThatThrownBy(() -> resource("AWS::SNS::Topic", "Other").create(properties))
                .hasMessage("The topic alarms already exists.");
    }

    @Test
    void a_subscription_comes_changes_and_goes() {
        String arn = sns().createTopic(r -> r.name("alarms")).topicArn();
        ResourceRequests subscription = resource("AWS::SNS::Subscription", "Told");
        String properties =
                "{\"TopicArn\": \"" + arn + "\", \"Protocol\": \"sqs\", \"Endpoint\": \"" + QUEUE + "\", %s}";

        subscription.create(properties.formatted("\"FilterPolicy\": {\"kind\": [\"a\"]}"));
        assertThat(subscription.read().path("FilterPolicy").path("kind").path(0).asText())
                .isEqualTo("a");

        subscription.update(
                properties.formatted("\"FilterPolicyScope\": \"MessageBody\", \"FilterPolicy\": {\"a\": {\"b\": [1]}},"
                        + " \"RawMessageDelivery\": true"));
        assertThat(subscription.read().path("RawMessageDelivery").asBoolean()).isTrue();
        assertThat(subscription
                        .read()
                        .path("FilterPolicy")
                        .path("a")
                        .path("b")
                        .path(0)
                        .asInt())
                .isEqualTo(1);

        subscription.delete();
        subscription.delete();
        assertThat(subscription.exists()).isFalse();
    }

    @Test
    void a_policy_is_put_on_its_topics_and_taken_off() {
        String arn = sns().createTopic(r -> r.name("alarms")).topicArn();
        ResourceRequests policy = resource("AWS::SNS::TopicPolicy", "Policy");

        policy.create("{\"Topics\": [\"" + arn + "\"], \"PolicyDocument\": {\"Version\": \"2012-10-17\"}}");
        assertThat(attribute(arn, "Policy")).isEqualTo("{\"Version\":\"2012-10-17\"}");

        policy.delete();
        assertThat(attribute(arn, "Policy")).contains("__default_policy_ID");
    }

    @Test
    void a_property_that_does_not_exist_is_an_error() {
        assertThatThrownBy(() -> resource("AWS::SNS::Topic", "Alarms").create("{\"Colour\": \"red\"}"))
                .hasMessage("A topic has no property Colour.");
    }
}
