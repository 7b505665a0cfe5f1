package io.devopslab.cloud.service.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.*;

/** Versions are published, aliases point to them. */
abstract class VersionContract extends LambdaContract {

    private static final String CODE = "x = 1";

    private CreateAliasResponse alias(String function, String name, String version) {
        return lambda().createAlias(CreateAliasRequest.builder()
                .functionName(function)
                .name(name)
                .functionVersion(version)
                .build());
    }

    private CreateAliasResponse routed(String function, String version, Map<String, Double> weights) {
        return lambda().createAlias(CreateAliasRequest.builder()
                .functionName(function)
                .name("routed")
                .functionVersion(version)
                .routingConfig(AliasRoutingConfiguration.builder()
                        .additionalVersionWeights(weights)
                        .build())
                .build());
    }

    private void deleteVersion(String function, String version) {
        lambda().deleteFunction(DeleteFunctionRequest.builder()
                .functionName(function)
                .qualifier(version)
                .build());
    }

    @Test
    void versions_are_numbered_and_keep_what_they_were() {
        String name = function();

        assertThat(publish(name).version()).isEqualTo("1");
        assertThat(publish(name).version()).as("nothing changed").isEqualTo("1");
        setMemory(name, 256);
        PublishVersionResponse second = publish(name);

        assertThat(second.functionArn()).isEqualTo(ARN + name + ":2");
        assertThat(second.memorySize()).isEqualTo(256);
        assertThat(get(name + ":1").memorySize()).isEqualTo(128);
        ListVersionsByFunctionRequest list =
                ListVersionsByFunctionRequest.builder().functionName(name).build();
        assertThat(lambda().listVersionsByFunction(list).versions())
                .extracting(FunctionConfiguration::version)
                .containsExactly("$LATEST", "1", "2");
    }

    @Test
    void publishing_checks_the_codes_hash() {
        PublishVersionRequest publish = PublishVersionRequest.builder()
                .functionName(function())
                .codeSha256("other")
                .build();

        assertBadParameter(
                () -> lambda().publishVersion(publish),
                "CodeSHA256 (other) is different from current CodeSHA256 in $LATEST");
    }

    @Test
    void function_published_at_its_creation_has_version_1() {
        String name = newName();

        CreateFunctionResponse made =
                lambda().createFunction(request(name).publish(true).build());

        assertThat(made.version()).isEqualTo("1");
        assertThat(made.functionArn()).isEqualTo(ARN + name);
        assertThat(get(name).version()).isEqualTo("$LATEST");
    }

    @Test
    void version_numbers_are_never_used_again() {
        String name = function();
        publish(name);
        deleteVersion(name, "1");
        setMemory(name, 256);

        assertThat(publish(name).version()).isEqualTo("2");
        assertNotFound(() -> get(name + ":1"), "Function not found: " + ARN + name + ":1");
    }

    @Test
    void version_with_an_alias_and_latest_cannot_be_deleted() {
        String name = function();
        publish(name);
        alias(name, "live", "1");

        assertConflict(
                () -> deleteVersion(name, "1"),
                "Unable to delete version because the following aliases reference it: [live]");
        assertBadParameter(
                () -> deleteVersion(name, "$LATEST"),
                "$LATEST version cannot be deleted without deleting the function.");
        assertBadParameter(() -> deleteVersion(name, "live"), "Deletion of aliases is not currently supported.");
        deleteVersion(name, "99");
    }

    @Test
    void alias_points_to_a_version_and_moves() {
        String name = functionWithTwoVersions(CODE);

        CreateAliasResponse made = alias(name, "live", "1");
        assertThat(made.aliasArn()).isEqualTo(ARN + name + ":live");
        assertThat(made.routingConfig()).isNull();
        assertThat(get(name + ":live").functionArn()).isEqualTo(ARN + name + ":live");
        assertThat(get(name + ":live").version()).isEqualTo("1");

        UpdateAliasRequest move = UpdateAliasRequest.builder()
                .functionName(name)
                .name("live")
                .functionVersion("2")
                .revisionId(made.revisionId())
                .build();
        assertThat(lambda().updateAlias(move).revisionId()).isNotEqualTo(made.revisionId());
        assertThat(get(name + ":live").memorySize()).isEqualTo(256);
        assertFails(() -> lambda().updateAlias(move), PreconditionFailedException.class, 412, "Revision Id");
    }

    @Test
    void aliases_are_listed_by_version() {
        String name = functionWithTwoVersions(CODE);
        alias(name, "blue", "1");
        alias(name, "green", "2");
        ListAliasesRequest.Builder list = ListAliasesRequest.builder().functionName(name);

        assertThat(lambda().listAliases(list.build()).aliases())
                .extracting(AliasConfiguration::name)
                .containsExactly("blue", "green");
        assertThat(lambda().listAliases(list.functionVersion("2").build()).aliases())
                .extracting(AliasConfiguration::name)
                .containsExactly("green");
    }

    @Test
    void alias_may_route_to_a_second_version() {
        String name = functionWithTwoVersions(CODE);

        assertThat(routed(name, "1", Map.of("2", 0.2)).routingConfig().additionalVersionWeights())
                .containsEntry("2", 0.2);

        AliasRoutingConfiguration none = AliasRoutingConfiguration.builder()
                .additionalVersionWeights(Map.of())
                .build();
        UpdateAliasRequest reset = UpdateAliasRequest.builder()
                .functionName(name)
                .name("routed")
                .routingConfig(none)
                .build();
        assertThat(lambda().updateAlias(reset).routingConfig()).isNull();
    }

    @Test
    void routing_that_makes_no_sense_is_refused() {
        String name = functionWithTwoVersions(CODE);

        assertBadParameter(
                () -> routed(name, "1", Map.of("1", 0.2)),
                "Invalid function version 1. Function version 1 is already included in routing configuration.");
        assertBadParameter(
                () -> routed(name, "1", Map.of("2", 0.2, "3", 0.1)),
                "Number of items in AdditionalVersionWeights cannot be greater than 1");
        assertBadParameter(
                () -> routed(name, "$LATEST", Map.of("1", 0.2)),
                "$LATEST is not supported for an alias pointing to more than 1 version");
        assertNotFound(() -> routed(name, "1", Map.of("9", 0.2)), ":9");
        assertInvalid(() -> routed(name, "1", Map.of("2", 2.0)), "Value '{2=2.0}'");
        assertInvalid(() -> routed(name, "1", Map.of("2", Double.NaN)), "additionalVersionWeights");
        assertInvalid(() -> routed(name, "1", Map.of("$LATEST", 0.5)), "[0-9]+");
    }

    @Test
    void alias_errors() {
        String name = function();
        publish(name);
        alias(name, "live", "1");

        assertConflict(() -> alias(name, "live", "1"), "Alias already exists: " + ARN + name + ":live");
        assertNotFound(() -> alias(name, "next", "7"), "Function not found: " + ARN + name + ":7");
        assertInvalid(() -> alias(name, "123", "1"), "'name'");
        GetAliasRequest get =
                GetAliasRequest.builder().functionName(name).name("nobody").build();
        assertNotFound(() -> lambda().getAlias(get), "Cannot find alias arn: " + ARN + name + ":nobody");
        DeleteAliasRequest delete =
                DeleteAliasRequest.builder().functionName(name).name("live").build();
        lambda().deleteAlias(delete);
        lambda().deleteAlias(delete);
    }
}
