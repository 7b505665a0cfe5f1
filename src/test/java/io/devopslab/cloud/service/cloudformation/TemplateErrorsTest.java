package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

final class TemplateErrorsTest {

    private static StackBench bench;

    @BeforeAll
    static void open(@TempDir Path directory) {
        bench = new StackBench(directory);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static CloudFormationException refused(String body, Parameter... parameters) {
        CloudFormationException problem = catchThrowableOfType(CloudFormationException.class, () -> bench.client()
                .createStack(CreateStackRequest.builder()
                        .stackName("refused")
                        .templateBody(body)
                        .parameters(parameters)
                        .build()));
        assertThat(problem).as("the answer to %.200s", body).isNotNull();
        assertThat(problem.statusCode()).isEqualTo(400);
        return problem;
    }

    private static String message(String body, Parameter... parameters) {
        CloudFormationException problem = refused(body, parameters);
        assertThat(problem.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
        return problem.awsErrorDetails().errorMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                   | Template format error: At least one Resources member must be defined.
            {"Resources":                        | Template format error: JSON not well-formed. (line 1, column 14)
            []                                   | Template format error: unsupported structure.
            text                                 | Template format error: unsupported structure.
            {Resources: {A: {Type: T}}, Foo: 1}  | Invalid template property or properties [Foo]
            {Resources: {A: {Type: T}}}          | Template format error: Unrecognized resource types: [T]
            {Resources: {A: {}}}                 | Template format error: [/Resources/A] Every Resources object must contain a Type member.
            {Resources: {A: 1}}                  | Template format error: [/Resources/A] must be an object.
            {Resources: {A: }}                   | Template format error: [/Resources/A] 'null' values are not allowed in templates
            {Resources: {a-b: {Type: 'AWS::Fake::Thing'}}} | Template format error: Resource name a-b is non alphanumeric.
            {Resources: {A: {Type: 'AWS::Fake::Thing', Foo: 1}}} | Invalid template resource property 'Foo'
            {Resources: {A: {Type: 'AWS::Fake::Thing', DependsOn: B}}} | Template format error: Unresolved resource dependencies [B] in the Resources block of the template
            {Resources: {A: {Type: 'AWS::Fake::Thing', DependsOn: A}}} | Circular dependency between resources: [A]
            {Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {V: !Ref B}}}} | Template format error: Unresolved resource dependencies [B] in the Resources block of the template
            {Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {V: !GetAtt B.Arn}}}} | Template error: instance of Fn::GetAtt references undefined resource B
            {Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {V: !Foo x}}}} | ~Encountered unsupported function: Fn::Foo
            {Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {V: !Join x}}}} | ~every Fn::Join object requires two parameters
            {Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {V: !Sub '${a b}'}}}} | Template format error: Unresolved resource dependencies [a b] in the Resources block of the template
            {Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {V: !If [C, a, b]}}}} | Template format error: Unresolved condition dependency C in the Resources block of the template
            {Resources: {A: {Type: 'AWS::Fake::Thing'}}, Outputs: {O: {}}} | Template format error: Every Outputs member must contain a Value object
            {Resources: {A: {Type: 'AWS::Fake::Thing'}}, Outputs: {O: {Value: !Ref B}}} | Template format error: Unresolved resource dependencies [B] in the Outputs block of the template
            {Resources: {A: {Type: 'AWS::Fake::Thing'}}, Outputs: {a-b: {Value: x}}} | Template format error: Outputs name 'a-b' is non alphanumeric.
            {Resources: {A: {Type: 'AWS::Fake::Thing'}}, Mappings: {M: {a/b: {c: d}}}} | Template format error: Mappings element name 'a/b' must be non-empty and can contain only alphanumerics, '-' or '.'
            {Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {V: !FindInMap [M, b, c]}}}} | Template error: Mapping named 'M' is not present in the 'Mappings' section of template.
            {Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {V: !FindInMap [M, a, c]}}}, Mappings: {M: {a: {b: d}}}} | Template error: Unable to get mapping for M::a::c
            {Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {V: !Select [5, [a, b]]}}}} | Template error: Fn::Select cannot select nonexistent value at index 5
            {Resources: {A: {Type: 'AWS::Fake::Thing'}}, Outputs: {O: {Value: x, Export: {Name: a b}}}} | Template format error: Output O is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens.
            {Resources: {A: {Type: 'AWS::Fake::Thing', DeletionPolicy: Snapshot}}} | Template error: resource type AWS::Fake::Thing does not support deletion policy Snapshot
            {Resources: {A: {Type: 'AWS::Fake::Thing'}}, Parameters: {P: {Type: Foo}}} | Template format error: Unrecognized parameter type: Foo
            {Resources: {A: {Type: 'AWS::Fake::Thing'}}, Parameters: {P: {Type: String}}} | Parameters: [P] must have values
            {Resources: {A: {Type: 'AWS::Fake::Thing'}}, Transform: 'AWS::Serverless-2016-10-31'} | ~transforms [AWS::Serverless-2016-10-31] are not supported
            """)
    void what_is_wrong_is_told_in_the_words_of_aws(String body, String expected) {
        if (expected.startsWith("~")) {
            assertThat(message(body)).contains(expected.substring(1));
        } else {
            assertThat(message(body)).isEqualTo(expected);
        }
    }

    @Test
    void circle_names_its_members_only() {
        assertThat(message("""
                Resources:
                  Free: {Type: AWS::Fake::Thing}
                  A: {Type: AWS::Fake::Thing, DependsOn: [B, Free]}
                  B: {Type: AWS::Fake::Thing, Properties: {Value: !Sub '${A}'}}
                  C: {Type: AWS::Fake::Thing, DependsOn: A}
                """)).isEqualTo("Circular dependency between resources: [A, B]");
    }

    @Test
    void aliases_cannot_blow_up_a_template() {
        StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c < 'k'; c++) {
            bomb.append(c).append(": &").append(c).append(" [");
            bomb.append(("*" + (char) (c - 1) + ", ").repeat(9)).append("x]\n");
        }
        assertThat(message(bomb.toString()))
                .isEqualTo("Template error: YAML aliases are not allowed in CloudFormation templates");
    }

    static Stream<String> deepTemplates() {
        return Stream.of(
                "{\"Resources\":" + "[".repeat(20_000),
                "{\"Resources\":" + "{\"a\":".repeat(6_000) + "1" + "}".repeat(6_000) + "}",
                "Resources: " + "[".repeat(20_000),
                "Resources: " + "{a: ".repeat(6_000) + "1" + "}".repeat(6_000),
                "Resources: " + "!Sub [".repeat(6_000));
    }

    @ParameterizedTest
    @MethodSource("deepTemplates")
    void deep_templates_are_refused(String body) {
        assertThat(message(body)).startsWith("Template format error:");
    }

    @Test
    void long_templates_are_refused() {
        assertThat(message("#".repeat(2_000_000)))
                .endsWith("Member must have length less than or equal to 51200")
                .hasSizeLessThan(200);
    }

    @Test
    void parameter_values_must_keep_to_their_constraints() {
        String body = """
                Parameters:
                  Number: {Type: Number, Default: 5, MinValue: 2, MaxValue: 10}
                  Word: {Type: String, Default: abc, AllowedPattern: '[a-z]+', MinLength: 2, MaxLength: 4}
                  Choice: {Type: String, Default: a, AllowedValues: [a, b]}
                  Port: {Type: Number, Default: 80, MaxValue: 99, ConstraintDescription: a low port}
                  Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /app/version}
                Resources: {A: {Type: 'AWS::Fake::Thing'}}
                """;
        assertThat(message(body, parameter("Number", "x"))).isEqualTo("Parameter 'Number' must be a number");
        assertThat(message(body, parameter("Number", "1")))
                .isEqualTo("Parameter 'Number' must be a number not less than 2");
        assertThat(message(body, parameter("Number", "11")))
                .isEqualTo("Parameter 'Number' must be a number not greater than 10");
        assertThat(message(body, parameter("Word", "A1"))).isEqualTo("Parameter 'Word' must match pattern [a-z]+");
        assertThat(message(body, parameter("Word", "a")))
                .isEqualTo("Parameter 'Word' must contain at least 2 characters");
        assertThat(message(body, parameter("Choice", "c")))
                .isEqualTo("Parameter 'Choice' must be one of AllowedValues");
        assertThat(message(body, parameter("Port", "443")))
                .isEqualTo("Parameter Port failed to satisfy constraint: a low port");
        assertThat(message(body, parameter("Nope", "1"))).isEqualTo("Parameters: [Nope] do not exist in the template");
        assertThat(message(body, parameter("Stored", "/none")))
                .isEqualTo("Unable to fetch parameters [/none] from parameter store for this account.");
    }

    private static Parameter parameter(String key, String value) {
        return Parameter.builder().parameterKey(key).parameterValue(value).build();
    }

    @Test
    void iam_resources_must_be_acknowledged() {
        assertThat(refused("Resources: {R: {Type: 'AWS::IAM::Role', Properties: {RoleName: x}}}"))
                .isInstanceOf(InsufficientCapabilitiesException.class)
                .extracting(problem -> problem.awsErrorDetails().errorMessage())
                .isEqualTo("Requires capabilities : [CAPABILITY_NAMED_IAM]");
    }

    @Test
    void broken_rule_says_its_description() {
        assertThat(message("""
                Parameters:
                  BootstrapVersion: {Type: String, Default: '3'}
                Rules:
                  CheckBootstrapVersion:
                    Assertions:
                      - Assert: {'Fn::Not': [{'Fn::Contains': [['1', '2', '3'], !Ref BootstrapVersion]}]}
                        AssertDescription: Bootstrap again
                Resources: {A: {Type: 'AWS::Fake::Thing'}}
                """)).contains("Bootstrap again");
    }

    static Stream<String> wrongTypes() {
        String good = "AWSTemplateFormatVersion: '2010-09-09'\nDescription: x\nMetadata: {}\nParameters: {P: {Type:"
                + " String, Default: a}}\nMappings: {M: {a: {b: c}}}\nConditions: {C: !Equals [a, b]}\nRules: {}\n"
                + "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {}, DependsOn: [], Metadata: {}}}\n"
                + "Outputs: {O: {Value: x}}\n";
        return Stream.of(
                        "'2010-09-09'",
                        "{}",
                        "{P: {Type: String, Default: a}}",
                        "{M: {a: {b: c}}}",
                        "{a: {b: c}}",
                        "{b: c}",
                        "!Equals [a, b]",
                        "'AWS::Fake::Thing'",
                        "{O: {Value: x}}",
                        "{Value: x}")
                .flatMap(part -> Stream.of("7", "[[1]]", "text", "{x: [1]}", "true", "''", "~")
                        .map(other -> good.replace(part, other)));
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void wrong_types_are_refused_or_harmless_and_never_break(String body) {
        try {
            bench.create(CreateStackRequest.builder()
                    .stackName("odd-" + Integer.toHexString(body.hashCode() & 0xFFFFFF))
                    .templateBody(body)
                    .build());
        } catch (CloudFormationException e) {
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
        }
    }
}
