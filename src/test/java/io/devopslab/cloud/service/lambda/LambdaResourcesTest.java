package io.devopslab.cloud.service.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import io.devopslab.aws.shape.ShapeException;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.stack.ResourceHandler.Provisioned;
import io.devopslab.cloud.stack.ResourceRequests;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.*;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LambdaResourcesTest extends LambdaContract {

    private TestCloud cloud;

    @BeforeAll
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
    }

    @AfterAll
    void close() {
        cloud.close();
    }

    @Override
    Clients clients() {
        return cloud;
    }

    private ResourceRequests resource(String type) {
        return ResourceRequests.of(LambdaResources.handlers(this::lambda), "AWS::Lambda::" + type, newName());
    }

    private String properties(String more) {
        return """
                {"Runtime": "python3.12", "Handler": "index.handler", "Role": "%s",
                 "Code": {"ZipFile": "def handler(event, context):\\n    return 1\\n"} %s}""".formatted(role(), more);
    }

    @Test
    void function_lives_and_dies_with_its_stack() {
        ResourceRequests function = resource("Function");

        Provisioned made = function.create(properties("""
                , "Timeout": "30", "ReservedConcurrentExecutions": 3, "Environment": {"Variables": {"COLOUR": "blue"}},
                 "Tags": [{"Key": "team", "Value": "shop"}]"""));

        String name = made.physicalId();
        assertThat(name).startsWith("cicd-function-");
        assertThat(made.attributes().path("Arn").asText()).isEqualTo(ARN + name);
        assertThat(get(name).timeout()).isEqualTo(30);
        assertThat(function.read().path("Tags").findValuesAsText("Key")).containsExactlyInAnyOrder("team", "event");
        assertThat(function.create(properties("")).physicalId())
                .as("a repeated attempt")
                .isEqualTo(name);
        function.delete();
        function.delete();
        assertThat(function.exists()).isFalse();
    }

    @Test
    void function_is_updated_in_place_and_goes_back_to_defaults() {
        ResourceRequests function = resource("Function");
        String name = function.create(properties(", \"Timeout\": 30, \"MemorySize\": 512, \"Description\": \"first\""))
                .physicalId();
        String code = get(name).codeSha256();

        function.update(properties(", \"MemorySize\": 256"));

        assertThat(get(name).timeout()).isEqualTo(3);
        assertThat(get(name).memorySize()).isEqualTo(256);
        assertThat(get(name).description()).isEmpty();
        assertThat(get(name).codeSha256()).isEqualTo(code);

        function.update(properties(", \"MemorySize\": 256").replace("return 1", "return 2"));
        assertThat(get(name).codeSha256()).isNotEqualTo(code);
    }

    @Test
    void dead_letter_queue_of_a_template_is_kept_and_taken_away() {
        ResourceRequests function = resource("Function");
        String queue = "arn:aws:sqs:eu-west-1:123456789012:letters";
        String name = function.create(properties(", \"DeadLetterConfig\": {\"TargetArn\": \"" + queue + "\"}"))
                .physicalId();
        assertThat(get(name).deadLetterConfig().targetArn()).isEqualTo(queue);
        assertThat(function.read().at("/DeadLetterConfig/TargetArn").asText()).isEqualTo(queue);

        function.update(properties(""));

        assertThat(get(name).deadLetterConfig()).isNull();
    }

    @Test
    void properties_that_do_not_exist_or_fit_are_refused() {
        ResourceRequests function = resource("Function");

        assertThatThrownBy(() -> function.create(properties(", \"Colour\": \"blue\"")))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Colour");
        assertThatThrownBy(() -> function.create(properties("").replace("python3.12", "java17")))
                .hasMessageContaining("ZipFile can only be used when Runtime is set to a nodejs or python one");
        assertThatThrownBy(() -> function.create("{}")).hasMessageContaining("required key [Code] not found");
    }

    @Test
    void version_and_alias_follow_the_function() {
        String name = functionWithTwoVersions("x = 1");
        ResourceRequests version = resource("Version");
        ResourceRequests alias = resource("Alias");

        Provisioned published = version.create("{\"FunctionName\": \"" + name + "\"}");
        assertThat(published.physicalId()).isEqualTo(ARN + name + ":2");
        assertThat(published.attributes().path("Version").asText()).isEqualTo("2");

        String live = "{\"FunctionName\": \"" + name + "\", \"Name\": \"live\", \"FunctionVersion\": \"%s\"%s}";
        Provisioned made = alias.create(
                live.formatted(
                        "1",
                        ", \"RoutingConfig\": {\"AdditionalVersionWeights\": [{\"FunctionVersion\": \"2\", \"FunctionWeight\": 0.1}]}"));
        assertThat(made.physicalId()).isEqualTo(ARN + name + ":live");
        assertThat(alias.read()
                        .path("RoutingConfig")
                        .path("AdditionalVersionWeights")
                        .get(0)
                        .path("FunctionWeight")
                        .asDouble())
                .isEqualTo(0.1);
        alias.update(live.formatted("2", ""));
        assertThat(get(name + ":live").version()).isEqualTo("2");
        assertThat(alias.read().has("RoutingConfig")).isFalse();

        assertThatThrownBy(version::delete).hasMessageContaining("aliases reference it: [live]");
        alias.delete();
        version.delete();
        assertThat(version.exists()).isFalse();
        assertThat(alias.exists()).isFalse();
    }

    @Test
    void permission_is_a_statement_of_its_function() {
        String name = function();
        ResourceRequests permission = resource("Permission");

        Provisioned made = permission.create("""
                {"FunctionName": "%s", "Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com",
                 "SourceArn": "arn:aws:events:eu-west-1:123456789012:rule/r"}""".formatted(ARN + name));

        assertThat(made.attributes().path("Id").asText()).isEqualTo(made.physicalId());
        assertThat(permission.read().path("SourceArn").asText()).endsWith("rule/r");
        permission.delete();
        permission.delete();
        assertThat(permission.exists()).isFalse();
    }

    @Test
    void event_invoke_config_is_put_and_removed() {
        String name = function();
        ResourceRequests config = resource("EventInvokeConfig");
        String properties =
                "{\"FunctionName\": \"" + name + "\", \"Qualifier\": \"$LATEST\", \"MaximumRetryAttempts\": %d}";

        assertThat(config.create(properties.formatted(1)).physicalId()).isEqualTo(name + "|$LATEST");
        config.update(properties.formatted(0));
        assertThat(config.read().path("MaximumRetryAttempts").asInt()).isZero();
        config.delete();
        assertThat(config.exists()).isFalse();
    }
}
