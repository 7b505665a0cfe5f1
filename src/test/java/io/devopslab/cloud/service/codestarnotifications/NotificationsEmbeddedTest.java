package io.devopslab.cloud.service.codestarnotifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.stack.ResourceRequests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.codestarnotifications.model.DetailType;

final class NotificationsEmbeddedTest extends NotificationsContract {

    private static final String PROJECT = "arn:aws:codebuild:eu-west-1:123456789012:project/app";

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Override
    <C extends SdkClient> C client(Class<C> type) {
        return cloud.get(type);
    }

    @Override
    void pass(Duration duration) {
        cloud.time().advance(duration);
    }

    /** An event as CodeBuild tells it; no build is needed to show who hears it. */
    private void build(String project, String status) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("project-name", project).put("build-status", status);
        cloud.cloud()
                .events()
                .publish(
                        TestCloud.SCOPE,
                        "aws.codebuild",
                        "CodeBuild Build State Change",
                        List.of("arn:aws:codebuild:eu-west-1:123456789012:build/" + project + ":1"),
                        detail);
    }

    @Test
    void a_rule_of_a_build_project_hears_its_builds_alone() {
        String queue = queue("builds");
        rule("builds", PROJECT, topic("builds", queue), DetailType.BASIC, "codebuild-project-build-state-failed");

        build("app", "FAILED");
        build("app", "SUCCEEDED");
        build("other-app", "FAILED");

        assertThat(told(queue)).singleElement().satisfies(message -> assertThat(
                        message.path("detail").path("project-name").asText())
                .isEqualTo("app"));
    }

    @Test
    void a_rule_is_provisioned_changed_and_deleted_by_a_stack() {
        ResourceRequests rule = ResourceRequests.of(
                NotificationResources.handlers(() -> cloud.get(CodestarNotificationsClient.class)),
                "AWS::CodeStarNotifications::NotificationRule",
                "Failed");
        String properties = """
                {"Name": "failed", "Resource": "%s", "DetailType": "FULL", "Tags": {"team": "a"},
                 "EventTypeIds": ["codebuild-project-build-state-failed"],
                 "Targets": [{"TargetType": "SNS", "TargetAddress": "arn:aws:sns:eu-west-1:123456789012:t"}]}
                """.formatted(PROJECT);

        String arn = rule.create(properties).physicalId();
        assertThat(arn).startsWith("arn:aws:codestar-notifications:eu-west-1:123456789012:notificationrule/");
        assertThat(rule.create(properties).physicalId()).isEqualTo(arn);
        assertThat(rule.read().path("DetailType").asText()).isEqualTo("FULL");

        rule.update(properties.replace("FULL", "BASIC").replace("\"team\"", "\"group\""));
        assertThat(rule.read().path("DetailType").asText()).isEqualTo("BASIC");
        assertThat(rule.read().path("Tags").has("team")).isFalse();

        rule.delete();
        rule.delete();
        assertThat(rule.exists()).isFalse();
    }
}
