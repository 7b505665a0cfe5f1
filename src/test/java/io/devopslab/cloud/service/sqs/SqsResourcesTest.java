package io.devopslab.cloud.service.sqs;

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
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

final class SqsResourcesTest {

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private SqsClient sqs() {
        return cloud.get(SqsClient.class);
    }

    private ResourceRequests resource(String type, String logicalId) {
        return ResourceRequests.of(SqsResources.handlers(this::sqs), type, logicalId);
    }

    private String attribute(String url, QueueAttributeName name) {
        return sqs().getQueueAttributes(r -> r.queueUrl(url).attributeNames(name))
                .attributes()
                .getOrDefault(name, "");
    }

    @Test
    void a_queue_comes_changes_and_goes() {
        ResourceRequests queue = resource("AWS::SQS::Queue", "Jobs");

        Provisioned made =
                queue.create("{\"VisibilityTimeout\": 5, \"Tags\": [{\"Key\": \"team\", \"Value\": \"a\"}]}");
        String url = made.physicalId();
        assertThat(made.attributes().path("Arn").asText())
                .isEqualTo("arn:aws:sqs:eu-west-1:123456789012:cicd-Jobs-AB12CD34EF56");
        assertThat(made.attributes().path("QueueName").asText()).isEqualTo("cicd-Jobs-AB12CD34EF56");
        assertThat(attribute(url, QueueAttributeName.VISIBILITY_TIMEOUT)).isEqualTo("5");
        assertThat(queue.read().path("VisibilityTimeout").asInt()).isEqualTo(5);

        queue.update("{\"DelaySeconds\": 3}");
        assertThat(attribute(url, QueueAttributeName.VISIBILITY_TIMEOUT)).isEqualTo("30");
        assertThat(attribute(url, QueueAttributeName.DELAY_SECONDS)).isEqualTo("3");
        assertThat(sqs().listQueueTags(r -> r.queueUrl(url)).tags()).doesNotContainKey("team");

        queue.delete();
        queue.delete();
        assertThat(queue.exists()).isFalse();
    }

    @Test
    void a_fifo_queue_without_a_name_gets_one_with_the_right_end() {
        Provisioned made = resource("AWS::SQS::Queue", "Jobs").create("{\"FifoQueue\": true}");

        assertThat(made.physicalId()).endsWith(".fifo");
    }

    @Test
    void a_queue_is_found_again_by_the_step_that_made_it_and_taken_over_by_no_other() {
        String properties = "{\"QueueName\": \"jobs\"}";
        String url = resource("AWS::SQS::Queue", "Jobs").create(properties).physicalId();

        assertThat(resource("AWS::SQS::Queue", "Jobs").create(properties).physicalId())
                .isEqualTo(url);
        assertThatThrownBy(() -> resource("AWS::SQS::Queue", "Other").create(properties))
                .hasMessage("The queue jobs already exists.");
    }

    @Test
    void a_policy_is_put_on_its_queues_and_taken_off() {
        String url = sqs().createQueue(r -> r.queueName("jobs")).queueUrl();
        ResourceRequests policy = resource("AWS::SQS::QueuePolicy", "Policy");

        policy.create("{\"Queues\": [\"" + url + "\"], \"PolicyDocument\": {\"Version\": \"2012-10-17\"}}");
        assertThat(attribute(url, QueueAttributeName.POLICY)).isEqualTo("{\"Version\":\"2012-10-17\"}");

        policy.delete();
        assertThat(attribute(url, QueueAttributeName.POLICY)).isEmpty();
    }

    @Test
    void a_property_that_does_not_exist_is_an_error() {
        assertThatThrownBy(() -> resource("AWS::SQS::Queue", "Jobs").create("{\"Colour\": \"red\"}"))
                .hasMessage("A queue has no property Colour.");
    }
}
