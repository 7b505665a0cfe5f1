package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

final class StackCreationTest {

    private StackBench bench;

    @BeforeEach
    void open(@TempDir Path directory) {
        bench = new StackBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void stack_comes_up_with_the_events_of_aws() {
        bench.create("app", """
                Resources:
                  A:
                    Type: AWS::Fake::Thing
                    Properties: {Name: one, Value: !Ref AWS::Region}
                  B:
                    Type: AWS::Fake::Other
                    Properties:
                      Value: !Sub '${A}-${A.Value}'
                Outputs:
                  Arn: {Value: !GetAtt B.Arn}
                  Value: {Value: !GetAtt B.Value, Description: of B}
                """);

        assertThat(bench.history("app"))
                .containsExactly(
                        "app CREATE_IN_PROGRESS: User Initiated",
                        "A CREATE_IN_PROGRESS",
                        "A CREATE_IN_PROGRESS: Resource creation Initiated",
                        "A CREATE_COMPLETE",
                        "B CREATE_IN_PROGRESS",
                        "B CREATE_IN_PROGRESS: Resource creation Initiated",
                        "B CREATE_COMPLETE",
                        "app CREATE_COMPLETE");
        assertThat(bench.output("app", "Value")).isEqualTo("one-eu-west-1");
        assertThat(bench.things.standing).containsOnlyKeys("one");
        assertThat(bench.others.standing.keySet()).singleElement().asString().startsWith("app-B-");
    }

    @Test
    void events_reach_the_event_bus() {
        String id = bench.create("app", "Resources: {A: {Type: 'AWS::Fake::Thing'}}");

        assertThat(bench.published)
                .extracting(event -> event.detailType() + " "
                        + event.detail().path("status-details").path("status").asText())
                .contains(
                        "CloudFormation Stack Status Change CREATE_COMPLETE",
                        "CloudFormation Resource Status Change CREATE_COMPLETE");
        assertThat(bench.published)
                .allSatisfy(event -> assertThat(event.resources()).containsExactly(id));
    }

    @Test
    void failure_rolls_back_what_was_made() {
        bench.create("app", """
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: one}}
                  B: {Type: AWS::Fake::Thing, DependsOn: A, Properties: {Fail: create}}
                  C: {Type: AWS::Fake::Thing, DependsOn: B}
                """);

        assertThat(bench.status("app")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(bench.things.standing).isEmpty();
        assertThat(bench.history("app"))
                .filteredOn(line -> line.startsWith("app") || line.startsWith("B CREATE_FAILED"))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("app CREATE_IN_PROGRESS: User Initiated"),
                        failed -> assertThat(failed)
                                .startsWith("B CREATE_FAILED: Resource handler returned message: \"asked to fail\"")
                                .endsWith("HandlerErrorCode: InvalidRequest)"),
                        rollback -> assertThat(rollback)
                                .isEqualTo("app ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [B]."
                                        + " Rollback requested by user."),
                        last -> assertThat(last).isEqualTo("app ROLLBACK_COMPLETE"));
        assertThat(bench.history("app")).noneMatch(line -> line.startsWith("C "));
    }

    @Test
    void failure_without_rollback_leaves_the_rest_standing() {
        bench.create(CreateStackRequest.builder()
                .stackName("app")
                .onFailure(OnFailure.DO_NOTHING)
                .templateBody("""
                        Resources:
                          A: {Type: AWS::Fake::Thing, Properties: {Name: one}}
                          B: {Type: AWS::Fake::Thing, DependsOn: A, Properties: {Fail: create}}
                        """)
                .build());

        assertThat(bench.status("app")).isEqualTo("CREATE_FAILED");
        assertThat(bench.things.standing).containsOnlyKeys("one");
        bench.delete("app");
        assertThat(bench.things.standing).isEmpty();
    }

    @Test
    void type_without_handler_fails_the_stack_with_its_name() {
        bench.create("app", "Resources: {A: {Type: 'AWS::Foo::Bar'}}");

        assertThat(bench.status("app")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(bench.history("app"))
                .contains("A CREATE_FAILED: Resource type 'AWS::Foo::Bar' is not supported by the embedded cloud");
    }

    @Test
    void deletion_goes_from_users_to_used() {
        String id = bench.create("app", """
                Resources:
                  A: {Type: AWS::Fake::Thing}
                  B: {Type: AWS::Fake::Thing, Properties: {Value: !Ref A}}
                  C: {Type: AWS::Fake::Thing, DependsOn: B}
                  K: {Type: AWS::Fake::Thing, DeletionPolicy: Retain, Properties: {Name: kept}}
                """);
        bench.things.calls.clear();
        bench.delete("app");

        assertThat(bench.things.calls).containsExactly("delete C", "delete B", "delete A");
        assertThat(bench.things.standing).containsOnlyKeys("kept");
        assertThat(bench.status(id)).isEqualTo("DELETE_COMPLETE");
        assertThat(bench.history(id)).contains("K DELETE_SKIPPED").endsWith("app DELETE_COMPLETE");
    }

    @Test
    void parameters_conditions_and_mappings_shape_the_stack() {
        bench.create(CreateStackRequest.builder()
                .stackName("app")
                .parameters(
                        Parameter.builder()
                                .parameterKey("Env")
                                .parameterValue("prod")
                                .build(),
                        Parameter.builder()
                                .parameterKey("Secret")
                                .parameterValue("s3cret")
                                .build())
                .templateBody("""
                        Parameters:
                          Env: {Type: String, AllowedValues: [dev, prod]}
                          Secret: {Type: String, NoEcho: true}
                          Zones: {Type: CommaDelimitedList, Default: 'a, b'}
                          Version: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /app/version}
                        Mappings:
                          Sizes: {prod: {Count: 3}, dev: {Count: 1}}
                        Conditions:
                          IsProd: !Equals [!Ref Env, prod]
                          IsDev: !Not [!Condition IsProd]
                        Resources:
                          A:
                            Type: AWS::Fake::Thing
                            Properties:
                              Value: !If [IsProd, !FindInMap [Sizes, !Ref Env, Count], none]
                              Gone: !If [IsDev, x, !Ref AWS::NoValue]
                          D: {Type: AWS::Fake::Thing, Condition: IsDev}
                        Outputs:
                          Size: {Value: !GetAtt A.Value}
                          Second: {Value: !Select [1, !Ref Zones]}
                          Version: {Value: !Ref Version}
                          Dynamic: {Value: !Join ['/', [!Ref Env, !Base64 x, !Select [0, !Cidr [10.0.0.0/16, 2, 8]]]]}
                          OnlyDev: {Value: x, Condition: IsDev}
                        """)
                .build());

        assertThat(bench.output("app", "Size")).isEqualTo("3");
        assertThat(bench.output("app", "Second")).isEqualTo("b");
        assertThat(bench.output("app", "Version")).isEqualTo("7");
        assertThat(bench.output("app", "Dynamic")).isEqualTo("prod/eA==/10.0.0.0/24");
        assertThat(bench.stack("app").outputs()).hasSize(4);
        assertThat(bench.things.standing.values())
                .singleElement()
                .satisfies(properties -> assertThat(properties.has("Gone")).isFalse());
        assertThat(bench.stack("app").parameters())
                .filteredOn(parameter -> parameter.parameterKey().equals("Secret"))
                .extracting(Parameter::parameterValue)
                .containsExactly("****");
    }

    @Test
    void dynamic_reference_is_resolved_for_the_handler() {
        bench.create(
                "app",
                "Resources: {A: {Type: 'AWS::Fake::Thing', Properties: {Value:"
                        + " 'v{{resolve:ssm:/app/version}}'}}}");

        assertThat(bench.things.standing.values())
                .extracting(properties -> properties.path("Value").asText())
                .isEqualTo(List.of("v7"));
    }

    @Test
    void fifteen_resources_take_a_moment() {
        StringBuilder body = new StringBuilder("Resources:\n");
        for (int i = 0; i < 15; i++) {
            body.append("  R").append(i).append(": {Type: AWS::Fake::Thing");
            body.append(i == 0 ? "}\n" : ", Properties: {Value: !Ref R" + (i - 1) / 2 + "}}\n");
        }
        bench.create("warm", body.toString());
        long start = System.nanoTime();
        bench.create("app", body.toString());

        assertThat(bench.status("app")).isEqualTo("CREATE_COMPLETE");
        // The budget is a fifth of this: a machine that runs other builds must not fail it.
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(1_500);
    }
}
