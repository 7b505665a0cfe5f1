package io.devopslab.cloud.service.codepipeline;

import static io.devopslab.cloud.service.codepipeline.Declarations.action;
import static io.devopslab.cloud.service.codepipeline.Declarations.approval;
import static io.devopslab.cloud.service.codepipeline.Declarations.aws;
import static io.devopslab.cloud.service.codepipeline.Declarations.input;
import static io.devopslab.cloud.service.codepipeline.Declarations.output;
import static io.devopslab.cloud.service.codepipeline.Declarations.pipeline;
import static io.devopslab.cloud.service.codepipeline.Declarations.stage;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.CloudEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.CreateCommitResponse;
import software.amazon.awssdk.services.codecommit.model.FileModeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.PutFileEntry;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Actions at work with the embedded services: repositories, buckets and stacks. */
final class PipelineActionsTest {

    private static final String TEMPLATE = """
            {"Parameters": {"Value": {"Type": "String"}, "Bucket": {"Type": "String", "Default": "-"},
                            "Key": {"Type": "String", "Default": "-"}},
             "Resources": {"P": {"Type": "AWS::SSM::Parameter",
               "Properties": {"Name": "/app", "Type": "String",
                              "Value": {"Fn::Sub": "${Value} ${Bucket} ${Key}"}}}},
             "Outputs": {"Name": {"Value": {"Ref": "P"}}}}
            """;

    private final List<CloudEvent> events = new CopyOnWriteArrayList<>();

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
        cloud.cloud().events().subscribe(events::add);
        Ground.createRole(cloud);
        Ground.createBucket(cloud);
        putSource(Map.of("template.json", TEMPLATE, "config.json", "{\"Parameters\":{\"Value\":\"v1\"}}"));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private S3Client s3() {
        return cloud.get(S3Client.class);
    }

    private CodePipelineClient pipelines() {
        return cloud.get(CodePipelineClient.class);
    }

    private void putSource(Map<String, String> files) {
        s3().putObject(
                        r -> r.bucket(Declarations.BUCKET).key(Declarations.OBJECT),
                        RequestBody.fromBytes(Zips.pack(files)));
    }

    private void run(PipelineDeclaration.Builder declaration) {
        pipelines().createPipeline(r -> r.pipeline(declaration.build()));
        pass(Duration.ofMinutes(1));
    }

    private void pass(Duration duration) {
        cloud.time().advance(duration);
    }

    private List<ActionExecutionDetail> history() {
        return pipelines().listActionExecutions(r -> r.pipelineName("app")).actionExecutionDetails();
    }

    private ActionExecutionDetail last(String action) {
        return history().stream()
                .filter(detail -> detail.actionName().equals(action))
                .findFirst()
                .orElseThrow();
    }

    private String error(String action) {
        assertThat(last(action).status()).isEqualTo(ActionExecutionStatus.FAILED);
        return last(action).output().executionResult().errorDetails().message();
    }

    private static ActionDeclaration deploy(String name, Map<String, String> settings) {
        Map<String, String> configuration = new HashMap<>(settings);
        configuration.putIfAbsent("StackName", "app-stack");
        configuration.putIfAbsent("ActionMode", "CREATE_UPDATE");
        return action(name, aws(ActionCategory.DEPLOY, "CloudFormation"), configuration)
                .inputArtifacts(input("App"))
                .build();
    }

    private String parameter() {
        return cloud.get(SsmClient.class)
                .getParameter(r -> r.name("/app"))
                .parameter()
                .value();
    }

    @Test
    void a_stack_is_created_and_updated_with_parameters_from_artifacts() {
        run(pipeline(
                "app",
                stage(
                        "Deploy",
                        deploy(
                                        "Stack",
                                        Map.of(
                                                "TemplatePath", "App::template.json",
                                                "TemplateConfiguration", "App::config.json",
                                                "ParameterOverrides",
                                                        "{\"Bucket\":{\"Fn::GetArtifactAtt\":[\"App\",\"BucketName\"]},"
                                                                + "\"Key\":{\"Fn::GetArtifactAtt\":[\"App\",\"ObjectKey\"]}}",
                                                "OutputFileName", "out.json"))
                                .toBuilder()
                                .namespace("stack")
                                .outputArtifacts(output("Outputs"))
                                .build()),
                stage(
                        "Next",
                        action(
                                        "Ask",
                                        aws(ActionCategory.APPROVAL, "Manual"),
                                        Map.of("CustomData", "look at #{stack.Name}"))
                                .build())));

        var source = last("Source").output().outputArtifacts().get(0).s3location();
        assertThat(parameter()).isEqualTo("v1 " + source.bucket() + " " + source.key());
        assertThat(last("Stack")).satisfies(deployed -> {
            assertThat(deployed.status()).isEqualTo(ActionExecutionStatus.SUCCEEDED);
            assertThat(deployed.output().outputVariables()).containsEntry("Name", "/app");
            assertThat(deployed.output().executionResult().externalExecutionId())
                    .startsWith("arn:aws:cloudformation:eu-west-1:123456789012:stack/app-stack/");
            var outputs = deployed.output().outputArtifacts().get(0).s3location();
            assertThat(Zips.unpack(s3().getObjectAsBytes(
                                    r -> r.bucket(outputs.bucket()).key(outputs.key()))
                            .asByteArray()))
                    .containsEntry("out.json", "{\"Name\":\"/app\"}");
        });
        assertThat(last("Ask").input().resolvedConfiguration()).containsEntry("CustomData", "look at /app");

        putSource(Map.of("template.json", TEMPLATE, "config.json", "{\"Parameters\":{\"Value\":\"v2\"}}"));
        pipelines().startPipelineExecution(r -> r.name("app"));
        pass(Duration.ofMinutes(1));
        assertThat(parameter()).startsWith("v2 ");
    }

    @Test
    void a_stack_keeps_its_tags_where_the_configuration_says_nothing_of_them() {
        putSource(Map.of("template.json", TEMPLATE, "config.json", "{\"Tags\":{\"team\":\"shop\"}}"));
        Map<String, String> settings = new HashMap<>(simple());
        settings.put("TemplateConfiguration", "App::config.json");
        run(pipeline("app", stage("Deploy", deploy("Stack", settings))));
        assertThat(tags()).containsEntry("team", "shop");

        putSource(Map.of("template.json", TEMPLATE, "config.json", "{\"Parameters\":{\"Value\":\"other\"}}"));
        cloud.get(CloudFormationClient.class).updateStack(r -> r.stackName("app-stack")
                .usePreviousTemplate(true)
                .parameters(p -> p.parameterKey("Value").parameterValue("between"))
                .tags(t -> t.key("lab:id").value("cicd")));
        pass(Duration.ofMinutes(1));
        pipelines().startPipelineExecution(r -> r.name("app"));
        pass(Duration.ofMinutes(1));

        assertThat(parameter()).startsWith("x ");
        assertThat(tags()).containsOnlyKeys("lab:id");
    }

    private Map<String, String> tags() {
        return cloud
                .get(CloudFormationClient.class)
                .describeStacks(r -> r.stackName("app-stack"))
                .stacks()
                .get(0)
                .tags()
                .stream()
                .collect(Collectors.toMap(
                        software.amazon.awssdk.services.cloudformation.model.Tag::key,
                        software.amazon.awssdk.services.cloudformation.model.Tag::value));
    }

    @Test
    void a_deployment_that_changes_nothing_succeeds() {
        run(pipeline("app", stage("Deploy", deploy("Stack", simple()))));
        pipelines().startPipelineExecution(r -> r.name("app"));
        pass(Duration.ofMinutes(1));

        assertThat(last("Stack").status()).isEqualTo(ActionExecutionStatus.SUCCEEDED);
        assertThat(last("Stack").output().executionResult().externalExecutionSummary())
                .isEqualTo("No updates are to be performed.");
    }

    private static Map<String, String> simple() {
        return Map.of("TemplatePath", "App::template.json", "ParameterOverrides", "{\"Value\":\"x\"}");
    }

    @Test
    void a_stack_that_fails_fails_its_action_with_the_reason() {
        cloud.get(SsmClient.class)
                .putParameter(r -> r.name("/app").value("mine").type("String"));

        run(pipeline("app", stage("Deploy", deploy("Stack", simple()))));

        assertThat(error("Stack")).contains("The following resource(s) failed to create: [P].");
        assertThat(parameter()).isEqualTo("mine");
    }

    @Test
    void a_template_that_is_not_in_the_artifact_is_named() {
        run(pipeline("app", stage("Deploy", deploy("Stack", Map.of("TemplatePath", "App::none.json")))));

        assertThat(error("Stack")).isEqualTo("File [none.json] does not exist in artifact [App]");
    }

    @Test
    void a_broken_stack_is_replaced_when_the_mode_says_so() {
        cloud.get(SsmClient.class)
                .putParameter(r -> r.name("/app").value("mine").type("String"));
        Map<String, String> settings = new HashMap<>(simple());
        settings.put("ActionMode", "REPLACE_ON_FAILURE");
        run(pipeline("app", stage("Deploy", deploy("Stack", settings))));
        assertThat(last("Stack").status()).isEqualTo(ActionExecutionStatus.FAILED);

        cloud.get(SsmClient.class).deleteParameter(r -> r.name("/app"));
        pipelines().startPipelineExecution(r -> r.name("app"));
        pass(Duration.ofMinutes(1));

        assertThat(last("Stack").status()).isEqualTo(ActionExecutionStatus.SUCCEEDED);
        assertThat(parameter()).startsWith("x ");
    }

    @Test
    void a_change_set_is_made_and_executed_and_the_stack_deleted() {
        Map<String, String> make = new HashMap<>(simple());
        make.putAll(Map.of("ActionMode", "CHANGE_SET_REPLACE", "ChangeSetName", "changes"));
        run(pipeline(
                "app",
                stage(
                        "Deploy",
                        deploy("Make", make),
                        deploy("Execute", Map.of("ActionMode", "CHANGE_SET_EXECUTE", "ChangeSetName", "changes"))
                                .toBuilder()
                                .runOrder(2)
                                .build()),
                stage("Clean", deploy("Delete", Map.of("ActionMode", "DELETE_ONLY")))));

        assertThat(history())
                .extracting(ActionExecutionDetail::actionName, ActionExecutionDetail::status)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("Delete", ActionExecutionStatus.SUCCEEDED),
                        org.assertj.core.api.Assertions.tuple("Execute", ActionExecutionStatus.SUCCEEDED),
                        org.assertj.core.api.Assertions.tuple("Make", ActionExecutionStatus.SUCCEEDED),
                        org.assertj.core.api.Assertions.tuple("Source", ActionExecutionStatus.SUCCEEDED));
        assertThat(cloud.get(CloudFormationClient.class).listStacks(r -> {}).stackSummaries())
                .allMatch(stack -> stack.stackStatusAsString().equals("DELETE_COMPLETE"));
    }

    @Test
    void an_artifact_is_unpacked_into_a_bucket() {
        run(pipeline(
                "app",
                stage(
                        "Deploy",
                        action(
                                        "Publish",
                                        aws(ActionCategory.DEPLOY, "S3"),
                                        Map.of(
                                                "BucketName",
                                                Declarations.BUCKET,
                                                "Extract",
                                                "true",
                                                "ObjectKey",
                                                "www"))
                                .inputArtifacts(input("App"))
                                .build())));

        assertThat(s3().getObjectAsBytes(r -> r.bucket(Declarations.BUCKET).key("www/template.json"))
                        .asUtf8String())
                .isEqualTo(TEMPLATE);
    }

    private static ActionDeclaration repositorySource(String poll) {
        return action(
                        "Source",
                        aws(ActionCategory.SOURCE, "CodeCommit"),
                        Map.of("RepositoryName", "app", "BranchName", "main", "PollForSourceChanges", poll))
                .namespace("src")
                .outputArtifacts(output("App"))
                .build();
    }

    private CreateCommitResponse commit(String parent, String text) {
        return cloud.get(CodeCommitClient.class).createCommit(r -> r.repositoryName("app")
                .branchName("main")
                .parentCommitId(parent.isEmpty() ? null : parent)
                .commitMessage("Say " + text)
                .putFiles(
                        PutFileEntry.builder()
                                .filePath("src/a.txt")
                                .fileContent(SdkBytes.fromUtf8String(text))
                                .build(),
                        PutFileEntry.builder()
                                .filePath("build.sh")
                                .fileMode(FileModeTypeEnum.EXECUTABLE)
                                .fileContent(SdkBytes.fromUtf8String("#!/bin/sh\n# " + text))
                                .build()));
    }

    private PipelineDeclaration.Builder repositoryPipeline(String poll) {
        cloud.get(CodeCommitClient.class).createRepository(r -> r.repositoryName("app"));
        return pipeline("app").stages(stage("Source", repositorySource(poll)), stage("Approve", approval("Ask")));
    }

    private List<PipelineExecutionSummary> executions() {
        return pipelines().listPipelineExecutions(r -> r.pipelineName("app")).pipelineExecutionSummaries();
    }

    @Test
    void the_newest_commit_of_a_branch_becomes_an_artifact() {
        PipelineDeclaration.Builder declaration = repositoryPipeline("false");
        CreateCommitResponse commit = commit("", "one");
        run(declaration);

        ActionExecutionDetail source = last("Source");
        assertThat(source.output().outputVariables())
                .containsEntry("CommitId", commit.commitId())
                .containsEntry("BranchName", "main")
                .containsEntry("RepositoryName", "app")
                .containsEntry("CommitMessage", "Say one")
                .containsKeys("AuthorDate", "CommitterDate");
        var artifact = source.output().outputArtifacts().get(0).s3location();
        assertThat(artifact.key()).matches("app/App/[A-Za-z0-9]{7}");
        assertThat(Zips.unpack(
                        s3().getObjectAsBytes(r -> r.bucket(artifact.bucket()).key(artifact.key()))
                                .asByteArray()))
                .containsEntry("src/a.txt", "one")
                .containsKey("build.sh");
        assertThat(executions().get(0).sourceRevisions().get(0)).satisfies(revision -> {
            assertThat(revision.revisionId()).isEqualTo(commit.commitId());
            assertThat(revision.revisionSummary()).isEqualTo("Say one");
        });
    }

    @Test
    void a_source_that_does_not_exist_fails_its_action() {
        run(pipeline("app").stages(stage("Source", repositorySource("false")), stage("Approve", approval("Ask"))));

        assertThat(error("Source")).contains("app does not exist");
    }

    @Test
    void a_push_starts_a_pipeline_that_watches_its_source() {
        PipelineDeclaration.Builder declaration = repositoryPipeline("true");
        CreateCommitResponse first = commit("", "one");
        run(declaration);

        commit(first.commitId(), "two");
        pass(Duration.ofMinutes(1));

        assertThat(executions()).hasSize(2);
        assertThat(executions().get(0).trigger().triggerType()).isEqualTo(TriggerType.POLL_FOR_SOURCE_CHANGES);
    }

    @Test
    void a_rule_starts_a_pipeline_on_a_push() {
        PipelineDeclaration.Builder declaration = repositoryPipeline("false");
        CreateCommitResponse first = commit("", "one");
        run(declaration);
        EventBridgeClient rules = cloud.get(EventBridgeClient.class);
        rules.putRule(r -> r.name("on-push").eventPattern("""
                        {"source": ["aws.codecommit"], "detail-type": ["CodeCommit Repository State Change"],
                         "resources": ["arn:aws:codecommit:eu-west-1:123456789012:app"],
                         "detail": {"event": ["referenceCreated", "referenceUpdated"], "referenceName": ["main"]}}
                        """));
        rules.putTargets(r -> r.rule("on-push")
                .targets(Target.builder()
                        .id("pipeline")
                        .arn("arn:aws:codepipeline:eu-west-1:123456789012:app")
                        .roleArn("arn:aws:iam::123456789012:role/events")
                        .build()));

        CreateCommitResponse second = commit(first.commitId(), "two");
        pass(Duration.ofMinutes(1));

        assertThat(executions()).hasSize(2);
        assertThat(executions().get(0)).satisfies(execution -> {
            assertThat(execution.trigger().triggerType()).isEqualTo(TriggerType.CLOUD_WATCH_EVENT);
            assertThat(execution.trigger().triggerDetail())
                    .isEqualTo("arn:aws:events:eu-west-1:123456789012:rule/on-push");
            assertThat(execution.sourceRevisions().get(0).revisionId()).isEqualTo(second.commitId());
        });
    }

    @Test
    void a_changed_object_starts_a_pipeline_that_watches_it() {
        run(pipeline("app")
                .stages(
                        stage(
                                "Source",
                                action(
                                                "Source",
                                                aws(ActionCategory.SOURCE, "S3"),
                                                Map.of(
                                                        "S3Bucket",
                                                        Declarations.BUCKET,
                                                        "S3ObjectKey",
                                                        Declarations.OBJECT))
                                        .outputArtifacts(output("App"))
                                        .build()),
                        stage("Approve", approval("Ask"))));
        pass(Duration.ofMinutes(3));
        assertThat(executions()).hasSize(1);

        putSource(Map.of("template.json", "{}"));
        pass(Duration.ofMinutes(2));

        assertThat(executions()).hasSize(2);
    }

    @Test
    void every_change_of_state_is_told() {
        run(pipeline("app", stage("Deploy", deploy("Stack", Map.of("TemplatePath", "App::none.json")))));

        assertThat(events.stream()
                        .filter(event -> event.source().equals("aws.codepipeline"))
                        .map(PipelineActionsTest::told))
                .containsExactly(
                        "Pipeline STARTED",
                        "Stage Source STARTED",
                        "Action Source STARTED",
                        "Action Source SUCCEEDED",
                        "Stage Source SUCCEEDED",
                        "Stage Deploy STARTED",
                        "Action Stack STARTED",
                        "Action Stack FAILED",
                        "Stage Deploy FAILED",
                        "Pipeline FAILED");
        CloudEvent failed = events.stream()
                .filter(event -> event.detail().path("state").asText().equals("FAILED"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.resources()).containsExactly("arn:aws:codepipeline:eu-west-1:123456789012:app");
        assertThat(failed.detail().path("start-time").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(failed.detail().path("execution-result").path("error-code").asText())
                .isEqualTo("ConfigurationError");
        assertThat(failed.detail().path("type").path("provider").asText()).isEqualTo("CloudFormation");
    }

    private static String told(CloudEvent event) {
        JsonNode detail = event.detail();
        String kind = event.detailType().replace("CodePipeline ", "").replace(" Execution State Change", "");
        String name = detail.has("action")
                ? " " + detail.path("action").asText()
                : detail.has("stage") ? " " + detail.path("stage").asText() : "";
        return kind + name + " " + detail.path("state").asText();
    }
}
