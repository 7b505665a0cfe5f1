package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.RollbackTrigger;

/** What a stack may be asked to be: values of parameters that must be somewhere else, and members of requests. */
final class ParameterValuesTest {

    private static final String ONE = "Resources: {A: {Type: 'AWS::Fake::Thing'}}";

    private StackBench bench;

    @BeforeEach
    void open(@TempDir Path directory) {
        bench = new StackBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static String typed(String type, String value) {
        return "Parameters: {P: {Type: '" + type + "', Default: '" + value + "'}}\n" + ONE;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AWS::SSM::Parameter::Value<String>             | /nobody     | Unable to fetch parameters [/nobody] from parameter store for this account.
            AWS::SSM::Parameter::Value<String>             | /app/secret | Parameters [/app/secret] referenced by template have types not supported by CloudFormation.
            AWS::SSM::Parameter::Value<String>             | /app/hosts  | Types for SSM parameters [/app/hosts] defined in CFN template and SSM are incompatible
            AWS::SSM::Parameter::Value<List<String>>       | /app/version | Types for SSM parameters [/app/version] defined in CFN template and SSM are incompatible
            AWS::SSM::Parameter::Value<CommaDelimitedList> | /app/version | Types for SSM parameters [/app/version] defined in CFN template and SSM are incompatible
            """)
    void ssm_parameter_that_cannot_be_the_value_is_refused(String type, String name, String expected) {
        assertThatThrownBy(() -> bench.create("app", typed(type, name))).hasMessageContaining(expected);
    }

    @Test
    void elements_of_a_list_of_ssm_lose_the_space_around_them() {
        bench.create("app", typed("AWS::SSM::Parameter::Value<List<String>>", "/app/hosts"));

        assertThat(bench.stack("app").parameters())
                .extracting(Parameter::parameterValue, Parameter::resolvedValue)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/app/hosts", "a,b"));
    }

    @Test
    void name_of_an_ssm_parameter_must_exist_before_anything_is_begun() {
        bench.create("app", typed("AWS::SSM::Parameter::Name", "/nobody"));

        assertThat(bench.history("app"))
                .containsExactly(
                        "app CREATE_IN_PROGRESS: User Initiated",
                        "app ROLLBACK_IN_PROGRESS: Parameter validation failed: parameter value /nobody for parameter"
                                + " name P does not exist. Rollback requested by user.",
                        "app ROLLBACK_COMPLETE");
        bench.create("secret", typed("AWS::SSM::Parameter::Name", "/app/secret"));
        assertThat(bench.status("secret")).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void export_must_exist_before_anything_is_begun() {
        bench.create("app", """
                Parameters: {Env: {Type: String, Default: dev}}
                Resources:
                  A: {Type: AWS::Fake::Thing}
                  B: {Type: AWS::Fake::Thing, Properties: {Value: !ImportValue {'Fn::Sub': '${Env}-vpc'}}}
                """);

        assertThat(bench.history("app"))
                .containsExactly(
                        "app CREATE_IN_PROGRESS: User Initiated",
                        "app ROLLBACK_IN_PROGRESS: No export named dev-vpc found. Rollback requested by user.",
                        "app ROLLBACK_COMPLETE");
    }

    @Test
    void each_update_looks_dynamic_references_up_again() {
        String body = """
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a, Value: 'v{{resolve:ssm:/app/version}}'}}
                  B: {Type: AWS::Fake::Thing, Properties: {Name: 'b{{resolve:ssm:/app/version}}'}}
                """;
        bench.create("app", body);
        assertThatThrownBy(
                        () -> bench.client().updateStack(r -> r.stackName("app").templateBody(body)))
                .hasMessageContaining("No updates are to be performed.");

        bench.parameters.put("/app/version", "8");
        bench.client().updateStack(r -> r.stackName("app").templateBody(body));
        bench.settle();

        assertThat(bench.status("app")).isEqualTo("UPDATE_COMPLETE");
        assertThat(bench.things.standing).containsOnlyKeys("a", "b8");
        assertThat(bench.things.standing.get("a").path("Value").asText()).isEqualTo("v8");
    }

    @Test
    void each_update_looks_parameters_of_ssm_up_again() {
        String body = """
                Parameters: {V: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /app/version}}
                Resources: {A: {Type: AWS::Fake::Thing, Properties: {Name: a, Value: !Ref V}}}
                """;
        bench.create("app", body);
        bench.parameters.put("/app/version", "8");
        bench.client().updateStack(r -> r.stackName("app")
                .usePreviousTemplate(true)
                .parameters(Parameter.builder()
                        .parameterKey("V")
                        .usePreviousValue(true)
                        .build()));
        bench.settle();

        assertThat(bench.things.standing.get("a").path("Value").asText()).isEqualTo("8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {V: 'a {{resolve:ssm:/app/version:prod}}'}}} | Incorrect format is used in the following SSM reference: [{{resolve:ssm:/app/version:prod}}]
            {Parameters: {P: {Type: String, Default: '{{resolve:ssm:/app/version}}'}}, Resources: {A: {Type: 'AWS::Fake::Thing'}}} | Template error: parameter P should not contain ssm versionless resolver
            """)
    void dynamic_reference_that_cannot_be_is_refused(String body, String expected) {
        assertThatThrownBy(() -> bench.create("app", body)).hasMessageContaining(expected);
    }

    @Test
    void functions_that_need_resources_are_left_until_these_stand() {
        bench.create("app", """
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a, Value: 'x,y'}}
                  B: {Type: AWS::Fake::Thing, Properties: {Name: b, Value: !Select [1, !Split [',', !GetAtt A.Value]]}}
                Outputs:
                  O: {Value: !GetAtt B.Value, Export: {Name: !Sub '${A}-${AWS::StackName}'}}
                """);

        assertThat(bench.output("app", "O")).isEqualTo("y");
    }

    @Test
    void secure_string_is_no_dynamic_reference_of_ssm() {
        bench.create(
                "app",
                "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Value:"
                        + " '{{resolve:ssm:/app/secret:1}}'}}}");

        assertThat(bench.status("app")).isEqualTo("ROLLBACK_COMPLETE");
    }

    @Test
    void previous_value_is_there_only_for_what_was_a_parameter() {
        Parameter previous =
                Parameter.builder().parameterKey("P").usePreviousValue(true).build();
        bench.create("app", ONE);

        assertThatThrownBy(() -> bench.client().updateStack(r -> r.stackName("app")
                        .templateBody(typed("String", "x"))
                        .parameters(previous)))
                .hasMessageContaining("Invalid input for parameter key P. Cannot specify usePreviousValue as true for a"
                        + " parameter key not in the previous template");
    }

    @Test
    void members_that_no_request_can_have_are_told() {
        assertThatThrownBy(() -> bench.create("my_app", ONE))
                .hasMessageContaining("1 validation error detected: Value 'my_app' at 'stackName' failed to satisfy"
                        + " constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*");
        assertThatThrownBy(() -> bench.create(CreateStackRequest.builder()
                        .stackName("app")
                        .templateBody(ONE)
                        .clientRequestToken("-x")
                        .build()))
                .hasMessageContaining("Value '-x' at 'clientRequestToken' failed to satisfy constraint");
        assertThatThrownBy(() -> bench.create(CreateStackRequest.builder()
                        .stackName("app")
                        .templateBody(ONE)
                        .capabilitiesWithStrings("EVERYTHING")
                        .build()))
                .hasMessageContaining("Value '[EVERYTHING]' at 'capabilities' failed to satisfy constraint: Member must"
                        + " satisfy constraint: [Member must satisfy enum value set: [");
        assertThatThrownBy(() -> bench.client().listStacks(r -> r.stackStatusFiltersWithStrings(List.of("GOOD"))))
                .hasMessageContaining("Value '[GOOD]' at 'stackStatusFilter' failed to satisfy constraint");
    }

    @Test
    void request_touches_no_other_types_than_it_may() {
        assertThatThrownBy(() -> bench.client()
                        .createStack(
                                r -> r.stackName("app").templateBody(ONE).resourceTypes("AWS::S3::*", "Custom::*")))
                .hasMessageContaining("The resource types [AWS::Fake::Thing] are not among the ResourceTypes"
                        + " [AWS::S3::*, Custom::*]");
        bench.create(CreateStackRequest.builder()
                .stackName("app")
                .templateBody(ONE)
                .resourceTypes("AWS::Fake::*")
                .build());

        String more = ONE.replace("{A:", "{O: {Type: 'AWS::Fake::Other'}, A:");
        assertThatThrownBy(() -> bench.client()
                        .updateStack(r -> r.stackName("app").templateBody(more).resourceTypes("AWS::Fake::Thing")))
                .hasMessageContaining("The resource types [AWS::Fake::Other]");
        assertThatThrownBy(() -> bench.client().createChangeSet(r -> r.stackName("app")
                        .changeSetName("more")
                        .templateBody(more)
                        .resourceTypes("AWS::Fake::Thing")))
                .hasMessageContaining("The resource types [AWS::Fake::Other]");
        bench.client().updateStack(r -> r.stackName("app").templateBody(more).resourceTypes("AWS::Fake::Other"));
        bench.settle();
        assertThat(bench.status("app")).isEqualTo("UPDATE_COMPLETE");
    }

    @Test
    void rollback_triggers_are_refused_and_not_forgotten() {
        RollbackTrigger alarm = RollbackTrigger.builder()
                .arn("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:errors")
                .type("AWS::CloudWatch::Alarm")
                .build();
        assertThatThrownBy(() -> bench.client().createStack(r -> r.stackName("app")
                        .templateBody(ONE)
                        .rollbackConfiguration(c -> c.rollbackTriggers(alarm))))
                .hasMessageContaining("not supported by the embedded cloud");
        bench.create("app", ONE);
        assertThatThrownBy(() -> bench.client().updateStack(r -> r.stackName("app")
                        .templateBody(ONE)
                        .rollbackConfiguration(c -> c.monitoringTimeInMinutes(5))))
                .hasMessageContaining("not supported by the embedded cloud");
        bench.client().createChangeSet(r -> r.stackName("app")
                .changeSetName("none")
                .templateBody(typed("String", "x"))
                .rollbackConfiguration(c -> c.rollbackTriggers(List.of()).monitoringTimeInMinutes(0)));
    }
}
