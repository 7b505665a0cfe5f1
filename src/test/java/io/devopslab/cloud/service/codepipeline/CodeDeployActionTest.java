package io.devopslab.cloud.service.codepipeline;

import static io.devopslab.cloud.service.codepipeline.Declarations.action;
import static io.devopslab.cloud.service.codepipeline.Declarations.aws;
import static io.devopslab.cloud.service.codepipeline.Declarations.input;
import static io.devopslab.cloud.service.codepipeline.Declarations.pipeline;
import static io.devopslab.cloud.service.codepipeline.Declarations.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.cloud.TestCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.Tag;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.InvalidNextTokenException;
import software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.Result;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A pipeline that deploys to on-premises instances through CodeDeploy. */
final class CodeDeployActionTest {

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
             "Principal":{"Service":["codepipeline.amazonaws.com","codedeploy.amazonaws.com"]}}]}
            """;
    private static final String SPEC = """
            version: 0.0
            os: linux
            files: [{source: page.txt, destination: /srv}]
            hooks: {ValidateService: [{location: check.sh, timeout: 20}]}
            """;

    @TempDir
    private Path notes;

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
        cloud.get(IamClient.class).createRole(r -> r.roleName("pipeline").assumeRolePolicyDocument(TRUST));
        Ground.createBucket(cloud);
        CodeDeployClient deploy = deploy();
        deploy.registerOnPremisesInstance(
                r -> r.instanceName("host").iamUserArn("arn:aws:iam::123456789012:user/host"));
        deploy.addTagsToOnPremisesInstances(r -> r.instanceNames("host")
                .tags(Tag.builder().key("app").value("shop").build()));
        deploy.createApplication(r -> r.applicationName("shop"));
        deploy.createDeploymentGroup(r -> r.applicationName("shop")
                .deploymentGroupName("group")
                .serviceRoleArn(Declarations.ROLE)
                .onPremisesInstanceTagFilters(f -> f.key("app").value("shop").type("KEY_AND_VALUE")));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private CodeDeployClient deploy() {
        return cloud.get(CodeDeployClient.class);
    }

    private CodePipelineClient pipelines() {
        return cloud.get(CodePipelineClient.class);
    }

    private void putSource(String page, String check) {
        String script =
                "#!/bin/sh\ncat \"$INSTANCE_ROOT/srv/page.txt\" >> " + notes.resolve("pages") + "\n" + check + "\n";
        cloud.get(S3Client.class)
                .putObject(
                        r -> r.bucket(Declarations.BUCKET).key(Declarations.OBJECT),
                        RequestBody.fromBytes(
                                Zips.pack(Map.of("appspec.yml", SPEC, "page.txt", page + "\n", "check.sh", script))));
    }

    private static StageDeclaration deployStage() {
        return stage(
                        "Deploy",
                        action(
                                        "Ship",
                                        aws(ActionCategory.DEPLOY, "CodeDeploy"),
                                        Map.of("ApplicationName", "shop", "DeploymentGroupName", "group"))
                                .inputArtifacts(input("App"))
                                .build())
                .toBuilder()
                .onFailure(f -> f.result(Result.ROLLBACK))
                .build();
    }

    private void pass() {
        cloud.time().advance(Duration.ofMinutes(5));
    }

    private List<ActionExecutionDetail> shipped() {
        return pipelines().listActionExecutions(r -> r.pipelineName("app")).actionExecutionDetails().stream()
                .filter(detail -> detail.actionName().equals("Ship"))
                .toList();
    }

    @Test
    void an_artifact_is_deployed_and_a_bad_one_rolls_the_stage_back() throws IOException {
        putSource("one", "true");
        pipelines()
                .createPipeline(r -> r.pipeline(pipeline("app", deployStage()).build()));
        pass();
        assertThat(shipped()).singleElement().satisfies(detail -> {
            assertThat(detail.status()).isEqualTo(ActionExecutionStatus.SUCCEEDED);
            assertThat(detail.output().executionResult().externalExecutionId()).startsWith("d-");
            assertThat(detail.output().executionResult().externalExecutionSummary())
                    .isEqualTo("Deployment Succeeded");
        });

        putSource("two", "exit 3");
        pipelines().startPipelineExecution(r -> r.name("app"));
        pass();

        ActionExecutionDetail failed = shipped().get(1);
        assertThat(failed.status()).isEqualTo(ActionExecutionStatus.FAILED);
        assertThat(failed.output().executionResult().errorDetails().code()).isEqualTo("JobFailed");
        assertThat(failed.output().executionResult().errorDetails().message())
                .contains(failed.output().executionResult().externalExecutionId())
                .contains("HEALTH_CONSTRAINTS");
        // The rollback of the stage deploys the first artifact again.
        assertThat(shipped().get(0).status()).isEqualTo(ActionExecutionStatus.SUCCEEDED);
        assertThat(pipelines()
                        .listPipelineExecutions(r -> r.pipelineName("app"))
                        .pipelineExecutionSummaries()
                        .get(0)
                        .trigger()
                        .triggerType())
                .isEqualTo(TriggerType.AUTOMATED_ROLLBACK);
        assertThat(Files.readAllLines(notes.resolve("pages"))).containsExactly("one", "two", "one");
        assertThat(deploy().listDeployments(r -> r.includeOnlyStatuses(DeploymentStatus.SUCCEEDED))
                        .deployments())
                .hasSize(2);
    }

    @Test
    void a_group_of_functions_refuses_the_bundle_of_a_pipeline() {
        deploy().createApplication(r -> r.applicationName("functions").computePlatform("Lambda"));
        deploy().createDeploymentGroup(r -> r.applicationName("functions")
                .deploymentGroupName("group")
                .serviceRoleArn(Declarations.ROLE)
                .deploymentStyle(s -> s.deploymentType("BLUE_GREEN").deploymentOption("WITH_TRAFFIC_CONTROL")));
        putSource("one", "true");
        StageDeclaration stage = stage(
                "Deploy",
                action(
                                "Ship",
                                aws(ActionCategory.DEPLOY, "CodeDeploy"),
                                Map.of("ApplicationName", "functions", "DeploymentGroupName", "group"))
                        .inputArtifacts(input("App"))
                        .build());
        pipelines().createPipeline(r -> r.pipeline(pipeline("app", stage).build()));
        pass();
        assertThat(shipped().get(0).output().executionResult().errorDetails().message())
                .contains("BundleType must be either YAML or JSON");
    }

    @Test
    void the_targets_of_a_deploy_action_are_told_with_their_events() {
        putSource("one", "exit 3");
        pipelines()
                .createPipeline(r -> r.pipeline(pipeline("app", deployStage()).build()));
        pass();
        String id = shipped().get(0).actionExecutionId();

        assertThat(pipelines()
                        .listDeployActionExecutionTargets(r -> r.actionExecutionId(id))
                        .targets())
                .singleElement()
                .satisfies(target -> {
                    assertThat(target.targetId()).isEqualTo("host");
                    assertThat(target.targetType()).isEqualTo("InstanceTarget");
                    assertThat(target.status()).isEqualTo("Failed");
                    assertThat(target.startTime()).isBeforeOrEqualTo(target.endTime());
                    assertThat(target.events())
                            .filteredOn(event -> event.name().equals("ValidateService"))
                            .singleElement()
                            .satisfies(event -> {
                                assertThat(event.status()).isEqualTo("Failed");
                                assertThat(event.context().message()).contains("exit code 3");
                            });
                    assertThat(target.events())
                            .filteredOn(event -> event.name().equals("Install"))
                            .singleElement()
                            .satisfies(event -> assertThat(event.status()).isEqualTo("Succeeded"));
                });
        assertThat(pipelines()
                        .listDeployActionExecutionTargets(
                                r -> r.pipelineName("app").actionExecutionId(id).filters(f -> f.name("TARGET_STATUS")
                                        .values("Succeeded")))
                        .targets())
                .isEmpty();
    }

    @Test
    void targets_are_those_of_deployments_alone() {
        putSource("one", "true");
        pipelines()
                .createPipeline(r -> r.pipeline(pipeline("app", deployStage()).build()));
        pass();
        String source = pipelines().listActionExecutions(r -> r.pipelineName("app")).actionExecutionDetails().stream()
                .filter(detail -> !detail.actionName().equals("Ship"))
                .findFirst()
                .orElseThrow()
                .actionExecutionId();
        assertThatThrownBy(() -> pipelines().listDeployActionExecutionTargets(r -> r.actionExecutionId(source)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("no deploy action with targets");
        assertThatThrownBy(() -> pipelines().listDeployActionExecutionTargets(r -> r.actionExecutionId("none")))
                .isInstanceOf(ActionExecutionNotFoundException.class);
        String ship = shipped().get(0).actionExecutionId();
        assertThatThrownBy(() -> pipelines().listDeployActionExecutionTargets(r -> r.pipelineName("other")
                        .actionExecutionId(ship)))
                .isInstanceOf(PipelineNotFoundException.class);
        assertThatThrownBy(() -> pipelines().listDeployActionExecutionTargets(r -> r.actionExecutionId(ship)
                        .nextToken("*")))
                .isInstanceOf(InvalidNextTokenException.class);
        assertThatThrownBy(() -> pipelines().listDeployActionExecutionTargets(r -> r.actionExecutionId(ship)
                        .filters(f -> f.name("COLOUR").values("red"))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("TARGET_STATUS");
    }
}
