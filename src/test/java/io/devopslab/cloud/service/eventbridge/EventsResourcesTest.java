package io.devopslab.cloud.service.eventbridge;

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
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.Target;

final class EventsResourcesTest {

    private static final String RULE = """
            {"EventPattern": {"source": ["my.app"], "detail": {"n": [1]}}, "State": "ENABLED",
             "Tags": [{"Key": "team", "Value": "a"}],
             "Targets": [{"Id": "one", "Arn": "arn:aws:lambda:eu-west-1:123456789012:function:f",
                          "RetryPolicy": {"MaximumRetryAttempts": 2}},
                         {"Id": "two", "Arn": "arn:aws:lambda:eu-west-1:123456789012:function:g"}]}
            """;

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private EventBridgeClient events() {
        return cloud.get(EventBridgeClient.class);
    }

    private ResourceRequests resource(String type, String logicalId) {
        return ResourceRequests.of(EventsResources.handlers(this::events), type, logicalId);
    }

    @Test
    void a_rule_comes_with_its_targets_and_goes_with_them() {
        ResourceRequests rule = resource("AWS::Events::Rule", "Rule");

        Provisioned made = rule.create(RULE);
        String name = made.physicalId();
        assertThat(name).isEqualTo("cicd-Rule-AB12CD34EF56");
        assertThat(made.attributes().path("Arn").asText())
                .isEqualTo("arn:aws:events:eu-west-1:123456789012:rule/" + name);
        assertThat(events().describeRule(r -> r.name(name)).eventPattern())
                .isEqualTo("{\"source\":[\"my.app\"],\"detail\":{\"n\":[1]}}");

        rule.update(RULE.replace("\"two\"", "\"three\"").replace("\"team\"", "\"group\""));
        assertThat(events().listTargetsByRule(r -> r.rule(name)).targets())
                .extracting(Target::id)
                .containsExactly("one", "three");
        assertThat(events().listTagsForResource(
                                r -> r.resourceARN(made.attributes().path("Arn").asText()))
                        .tags())
                .extracting(Tag::key)
                .contains("event", "group", "aws:cloudformation:stack-id")
                .doesNotContain("team");
        assertThat(rule.read().path("EventPattern").path("source").path(0).asText())
                .isEqualTo("my.app");
        assertThat(rule.read()
                        .path("Targets")
                        .path(0)
                        .path("RetryPolicy")
                        .path("MaximumRetryAttempts")
                        .asInt())
                .isEqualTo(2);

        rule.delete();
        rule.delete();
        assertThat(rule.exists()).isFalse();
    }

    @Test
    void a_rule_of_a_custom_bus_is_known_by_both_names() {
        resource("AWS::Events::EventBus", "Bus").create("{\"Name\": \"orders\"}");
        ResourceRequests rule = resource("AWS::Events::Rule", "Rule");

        Provisioned made =
                rule.create("{\"Name\": \"r\", \"EventBusName\": \"orders\", \"EventPattern\": {\"source\": [\"a\"]}}");

        assertThat(made.physicalId()).isEqualTo("orders|r");
        assertThat(rule.exists()).isTrue();
        rule.delete();
        assertThat(rule.exists()).isFalse();
    }

    @Test
    void a_bus_is_found_again_by_the_step_that_made_it_and_taken_over_by_no_other() {
        ResourceRequests bus = resource("AWS::Events::EventBus", "Bus");
        bus.create("{\"Name\": \"orders\"}");

        assertThat(bus.create("{\"Name\": \"orders\"}")
                        .attributes()
                        .path("Name")
                        .asText())
                .isEqualTo("orders");
        assertThatThrownBy(() -> resource("AWS::Events::EventBus", "Other").create("{\"Name\": \"orders\"}"))
                .hasMessageContaining("Event bus orders already exists.");
        bus.delete();
        assertThat(bus.exists()).isFalse();
    }

    @Test
    void a_property_that_does_not_exist_is_an_error() {
        assertThatThrownBy(() -> resource("AWS::Events::Rule", "Rule").create("{\"Pattern\": {}}"))
                .hasMessageContaining("Pattern");
    }

    @Test
    void people_cannot_give_tags_of_the_system() {
        assertThatThrownBy(() -> events().createEventBus(r -> r.name("b")
                        .tags(Tag.builder()
                                .key("aws:cloudformation:stack-id")
                                .value("x")
                                .build())))
                .hasMessageContaining("System tags cannot be added/updated by requester");
    }
}
