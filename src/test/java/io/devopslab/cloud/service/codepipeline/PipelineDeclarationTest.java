package io.devopslab.cloud.service.codepipeline;

import static io.devopslab.cloud.service.codepipeline.Declarations.action;
import static io.devopslab.cloud.service.codepipeline.Declarations.approval;
import static io.devopslab.cloud.service.codepipeline.Declarations.aws;
import static io.devopslab.cloud.service.codepipeline.Declarations.input;
import static io.devopslab.cloud.service.codepipeline.Declarations.output;
import static io.devopslab.cloud.service.codepipeline.Declarations.pipeline;
import static io.devopslab.cloud.service.codepipeline.Declarations.source;
import static io.devopslab.cloud.service.codepipeline.Declarations.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStore;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineNameInUseException;
import software.amazon.awssdk.services.codepipeline.model.PipelineType;
import software.amazon.awssdk.services.codepipeline.model.PipelineVariableDeclaration;
import software.amazon.awssdk.services.codepipeline.model.Result;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.iam.IamClient;

/** Wrong declarations are refused in AWS's words, and nothing is kept of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PipelineDeclarationTest {

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
             "Principal":{"Service":["lambda.amazonaws.com","codepipeline.amazonaws.com"]}}}
            """;

    private TestCloud cloud;

    @BeforeAll
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
        cloud.get(IamClient.class).createRole(r -> r.roleName("pipeline").assumeRolePolicyDocument(TRUST));
        cloud.get(IamClient.class).createRole(r -> r.roleName("function")
                .assumeRolePolicyDocument(TRUST.replace("codepipeline.amazonaws.com", "ec2.amazonaws.com")));
    }

    @AfterAll
    void close() {
        cloud.close();
    }

    private CodePipelineClient pipelines() {
        return cloud.get(CodePipelineClient.class);
    }

    private void assertRefused(PipelineDeclaration.Builder declaration, String code, String message) {
        PipelineDeclaration pipeline = declaration.build();
        assertThatThrownBy(() -> pipelines().createPipeline(r -> r.pipeline(pipeline)))
                .isInstanceOfSatisfying(AwsServiceException.class, error -> {
                    assertThat(error.awsErrorDetails().errorMessage()).isEqualTo(message);
                    assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
                    assertThat(error.statusCode()).isEqualTo(400);
                });
        assertThat(pipelines().listPipelines(r -> {}).pipelines())
                .noneMatch(summary -> summary.name().equals(pipeline.name()));
    }

    private void assertStructure(PipelineDeclaration.Builder declaration, String message) {
        assertRefused(declaration, "InvalidStructureException", message);
    }

    private void assertAction(ActionDeclaration.Builder action, String message) {
        assertRefused(pipeline("bad", stage("Two", action.build())), "InvalidActionDeclarationException", message);
    }

    private static ActionDeclaration.Builder build(Map<String, String> configuration) {
        return action("Compile", aws(ActionCategory.BUILD, "CodeBuild"), configuration);
    }

    @Test
    void a_declaration_comes_back_as_it_was_given_with_what_the_service_fills_in() {
        PipelineDeclaration created = pipelines()
                .createPipeline(r -> r.pipeline(
                        pipeline("good", stage("Approve", approval("Ask"))).build()))
                .pipeline();

        assertThat(created.version()).isEqualTo(1);
        assertThat(created.executionMode()).isEqualTo(ExecutionMode.SUPERSEDED);
        assertThat(created.stages().get(1).actions().get(0)).satisfies(action -> {
            assertThat(action.runOrder()).isEqualTo(1);
            assertThat(action.hasInputArtifacts()).isTrue();
            assertThat(action.hasOutputArtifacts()).isTrue();
        });
        assertThat(pipelines().getPipeline(r -> r.name("good"))).satisfies(got -> {
            assertThat(got.pipeline()).isEqualTo(created);
            assertThat(got.metadata().pipelineArn()).isEqualTo("arn:aws:codepipeline:eu-west-1:123456789012:good");
        });
        assertThatThrownBy(() -> pipelines()
                        .createPipeline(r -> r.pipeline(pipeline("good", stage("Approve", approval("Ask")))
                                .build())))
                .isInstanceOf(PipelineNameInUseException.class)
                .hasMessageContaining("A pipeline with the name 'good' already exists in account '123456789012'");
    }

    @Test
    void members_must_keep_the_constraints_of_the_api() {
        assertThatThrownBy(() -> pipelines().createPipeline(r -> {}))
                .hasMessageContaining("1 validation error detected: Value null at 'pipeline' failed to satisfy"
                        + " constraint: Member must not be null");
        assertRefused(
                pipeline("bad name", stage("Two", approval("Ask"))),
                "ValidationException",
                "1 validation error detected: Value 'bad name' at 'pipeline.name' failed to satisfy constraint: Member"
                        + " must satisfy regular expression pattern: [A-Za-z0-9.@\\-_]+");
        assertRefused(
                pipeline(
                        "bad",
                        stage("Two", approval("Ask").toBuilder().runOrder(0).build())),
                "ValidationException",
                "1 validation error detected: Value '0' at 'pipeline.stages.2.member.actions.1.member.runOrder' failed"
                        + " to satisfy constraint: Member must have value greater than or equal to 1");
        assertRefused(
                pipeline("bad", stage("Two", approval("Ask")))
                        .pipelineType("V3")
                        .roleArn("role"),
                "ValidationException",
                "2 validation errors detected: Value 'role' at 'pipeline.roleArn' failed to satisfy constraint: Member"
                        + " must satisfy regular expression pattern: arn:aws(-[\\w]+)*:iam::[0-9]{12}:role/.*; Value"
                        + " 'V3' at 'pipeline.pipelineType' failed to satisfy constraint: Member must satisfy enum"
                        + " value set: [V1, V2]");
    }

    @Test
    void a_pipeline_has_stages_of_which_the_first_alone_holds_sources() {
        assertStructure(
                pipeline("bad"), "Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline");
        assertStructure(
                pipeline("bad").stages(stage("A", approval("Ask")), stage("B", approval("Ask"))),
                "Pipeline should start with a stage that only contains source actions");
        assertStructure(
                pipeline("bad", stage("Two", source())),
                "Source actions can only be included in the first stage of the pipeline");
        List<StageDeclaration> many = IntStream.range(0, 51)
                .mapToObj(i -> i == 0 ? stage("Source", source()) : stage("S" + i, approval("Ask")))
                .toList();
        assertStructure(
                pipeline("bad").stages(many),
                "Pipeline has too many stages. There can only be up to 50 stages in a pipeline");
        assertRefused(
                pipeline("bad", stage("Two", approval("Ask")), stage("Two", approval("Ask"))),
                "InvalidStageDeclarationException",
                "Stage name 'Two' is used more than once");
    }

    @Test
    void a_pipeline_has_one_kind_of_artifact_store() {
        assertStructure(
                pipeline("bad", stage("Two", approval("Ask"))).artifactStore((ArtifactStore) null),
                "You must include either artifactStore or artifactStores in your pipeline, but you cannot use both.");
        assertStructure(
                pipeline(
                        "bad",
                        stage(
                                "Two",
                                approval("Ask").toBuilder().region("us-east-1").build())),
                "Your pipeline contains actions in more than one region. Use 'pipeline.artifactStores' instead of"
                        + " 'pipeline.artifactStore' to declare an artifact store, such as an artifact bucket, for each"
                        + " region where you have an action.");
    }

    @Test
    void what_v1_pipelines_cannot_have() {
        PipelineDeclaration.Builder v1 =
                pipeline("bad", stage("Two", approval("Ask"))).pipelineType(PipelineType.V1);
        assertStructure(
                v1.copy().executionMode(ExecutionMode.QUEUED),
                "QUEUED or PARALLEL mode can only be used with V2 pipelines");
        assertStructure(
                v1.copy()
                        .variables(
                                PipelineVariableDeclaration.builder().name("V").build()),
                "Pipeline variable can only be used with V2 pipelines");
        assertRefused(
                pipeline(
                                "bad",
                                stage("Two", approval("Ask")).toBuilder()
                                        .onFailure(f -> f.result(Result.ROLLBACK))
                                        .build())
                        .pipelineType(PipelineType.V1),
                "InvalidStageDeclarationException",
                "Stage level conditions can only be used with V2 pipelines.");
        assertRefused(
                pipeline(
                                "bad",
                                stage("Two", approval("Ask")).toBuilder()
                                        .onFailure(f -> f.result(Result.ROLLBACK))
                                        .build())
                        .executionMode(ExecutionMode.PARALLEL),
                "InvalidStageDeclarationException",
                "Failure conditions with rollback result type cannot be added to a PARALLEL pipeline.");
    }

    @Test
    void variables_have_names_of_their_own() {
        PipelineVariableDeclaration variable =
                PipelineVariableDeclaration.builder().name("V").build();

        assertStructure(
                pipeline("bad", stage("Two", approval("Ask"))).variables(variable, variable),
                "Variable names must be unique. The following variable name is already in use: V");
    }

    @Test
    void an_action_type_must_exist() {
        assertAction(
                action("Go", aws(ActionCategory.DEPLOY, "ElasticBeanstalk"), Map.of()),
                "ActionType (Category: 'Deploy', Provider: 'ElasticBeanstalk', Owner: 'AWS', Version: '1') in action"
                        + " 'Go' is not available in region EU_WEST_1");
        assertAction(
                action(
                        "Go",
                        aws(ActionCategory.BUILD, "CodeBuild").toBuilder()
                                .owner(ActionOwner.THIRD_PARTY)
                                .build(),
                        Map.of()),
                "ActionType (Category: 'Build', Provider: 'CodeBuild', Owner: 'ThirdParty', Version: '1') in action"
                        + " 'Go' is not available in region EU_WEST_1");
    }

    @Test
    void a_configuration_has_what_it_must_have_and_nothing_else() {
        assertAction(
                build(Map.of()).inputArtifacts(input("App")),
                "Action configuration for action 'Compile' is missing required configuration 'ProjectName'");
        assertAction(
                build(Map.of("ProjectName", "p", "Colour", "red")).inputArtifacts(input("App")),
                "Action configuration for action 'Compile' contains unknown configuration 'Colour'");
    }

    @Test
    void a_value_of_a_configuration_may_be_long_but_not_empty() {
        String message = "1 validation error detected: Value at 'pipeline.stages.2.member.actions.1.member."
                + "configuration' failed to satisfy constraint: Map value must satisfy constraint: [Member must have"
                + " length less than or equal to 50000, Member must have length greater than or equal to 1]";
        for (String value : List.of("", "x".repeat(50_001))) {
            assertRefused(
                    pipeline(
                            "bad",
                            stage(
                                    "Two",
                                    build(Map.of("ProjectName", value))
                                            .inputArtifacts(input("App"))
                                            .build())),
                    "ValidationException",
                    message);
        }
        String variables = "[" + " ".repeat(20_000) + "]";
        ActionDeclaration long20k = build(Map.of("ProjectName", "p", "EnvironmentVariables", variables))
                .inputArtifacts(input("App"))
                .build();
        assertThat(pipelines()
                        .createPipeline(r -> r.pipeline(
                                pipeline("long", stage("Two", long20k)).build()))
                        .pipeline()
                        .stages()
                        .get(1)
                        .actions()
                        .get(0)
                        .configuration())
                .containsEntry("EnvironmentVariables", variables);
    }

    @Test
    void artifacts_are_made_before_they_are_used_and_once() {
        assertAction(
                build(Map.of("ProjectName", "p")).inputArtifacts(input("Other")),
                "Input Artifact Bundle Other in action Compile is not declared as Output Artifact Bundle in any of the"
                        + " preceding actions");
        assertAction(
                build(Map.of("ProjectName", "p")).inputArtifacts(input("App")).outputArtifacts(output("App")),
                "Output Artifact Bundle name must be unique within the pipeline. App has been used more than once.");
        assertAction(
                build(Map.of("ProjectName", "p")),
                "Action Compile declares 0 input artifacts which is less than the minimum count (1)");
    }

    @Test
    void variables_of_actions_are_set_before_they_are_used() {
        assertAction(
                action("Ask", aws(ActionCategory.APPROVAL, "Manual"), Map.of("CustomData", "#{build.Tag}")),
                "Variable #{build.Tag} in action 'Ask' references a namespace that is not declared in any of the"
                        + " preceding actions");
    }

    @Test
    void each_action_has_a_namespace_of_its_own() {
        assertAction(
                approval("Ask").toBuilder().namespace("src"),
                "Namespaces must be unique across the pipeline definition. The following occur more than once in the"
                        + " pipeline. StageName=[Two], ActionName=[Ask], Namespace=[src]");
    }

    @Test
    void the_role_must_exist_and_trust_the_service() {
        String missing = "arn:aws:iam::123456789012:role/nobody";
        assertStructure(
                pipeline("bad", stage("Two", approval("Ask"))).roleArn(missing),
                "CodePipeline is not authorized to perform AssumeRole on role " + missing);
        String other = "arn:aws:iam::123456789012:role/function";
        assertStructure(
                pipeline("bad", stage("Two", approval("Ask"))).roleArn(other),
                "CodePipeline is not authorized to perform AssumeRole on role " + other);
    }
}
