package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** What the topics of a stack hear. */
final class StackNewsTest {

    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:deployments";
    private static final String GONE = "arn:aws:sns:eu-west-1:123456789012:gone";

    private static final String BODY = """
            Parameters: {Secret: {Type: String, NoEcho: true, Default: s3cret}}
            Resources: {A: {Type: AWS::Fake::Thing, Properties: {Name: a, Value: !Ref Secret}}}
            """;

    private StackBench bench;

    @BeforeEach
    void open(@TempDir Path directory) {
        bench = new StackBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String create(String... topics) {
        String id = bench.client()
                .createStack(r -> r.stackName("app").notificationARNs(topics).templateBody(BODY))
                .stackId();
        bench.settle();
        return id;
    }

    private List<String> told() {
        return bench.topics.told.stream()
                .map(PublishRequest::message)
                .map(message ->
                        message.replaceAll("(?s).*LogicalResourceId='([^']*)'.*ResourceStatus='([^']*)'.*", "$1 $2"))
                .toList();
    }

    @Test
    void topics_hear_every_event_in_its_order() {
        String id = create(GONE, TOPIC);

        assertThat(told())
                .containsExactly(
                        "app CREATE_IN_PROGRESS",
                        "A CREATE_IN_PROGRESS",
                        "A CREATE_IN_PROGRESS",
                        "A CREATE_COMPLETE",
                        "app CREATE_COMPLETE");
        PublishRequest first = bench.topics.told.get(0);
        assertThat(first.topicArn()).isEqualTo(TOPIC);
        assertThat(first.subject()).isEqualTo("AWS CloudFormation Notification");
        assertThat(first.message())
                .matches("StackId='" + id + "'\\n"
                        + "Timestamp='\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z'\\n"
                        + "EventId='[^']+'\\n"
                        + "LogicalResourceId='app'\\n"
                        + "Namespace='\\d{12}'\\n"
                        + "PhysicalResourceId='" + id + "'\\n"
                        + "PrincipalId='[^']+'\\n"
                        + "ResourceProperties='null'\\n"
                        + "ResourceStatus='CREATE_IN_PROGRESS'\\n"
                        + "ResourceStatusReason='User Initiated'\\n"
                        + "ResourceType='AWS::CloudFormation::Stack'\\n"
                        + "StackName='app'\\n"
                        + "ClientRequestToken='null'\\n");
        assertThat(bench.topics.told.get(3).message())
                .contains("ResourceProperties='{\"Name\":\"a\",\"Value\":\"****\"}'");
    }

    @Test
    void topics_hear_of_the_end() {
        create(TOPIC);
        bench.topics.told.clear();
        bench.delete("app");

        assertThat(told())
                .containsExactly(
                        "app DELETE_IN_PROGRESS", "A DELETE_IN_PROGRESS", "A DELETE_COMPLETE", "app DELETE_COMPLETE");
    }

    @Test
    void stack_without_topics_tells_nobody() {
        create();

        assertThat(bench.topics.told).isEmpty();
    }
}
