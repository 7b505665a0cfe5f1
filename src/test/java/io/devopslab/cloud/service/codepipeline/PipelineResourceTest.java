package io.devopslab.cloud.service.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.stack.ResourceHandler.Provisioned;
import io.devopslab.cloud.stack.ResourceRequests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.StageState;
import software.amazon.awssdk.services.codepipeline.model.Tag;

final class PipelineResourceTest {

    private static final String PIPELINE = """
            {"Name": "app", "PipelineType": "V2", "RoleArn": "arn:aws:iam::123456789012:role/pipeline",
             "RestartExecutionOnUpdate": true,
             "Tags": [{"Key": "team", "Value": "a"}],
             "ArtifactStores": [{"Region": "eu-west-1", "ArtifactStore": {"Type": "S3", "Location": "bucket"}}],
             "DisableInboundStageTransitions": [{"StageName": "Approve", "Reason": "freeze"}],
             "Stages": [
               {"Name": "Source", "Actions": [{"Name": "Source",
                 "ActionTypeId": {"Category": "Source", "Owner": "AWS", "Provider": "S3", "Version": "1"},
                 "Configuration": {"S3Bucket": "bucket", "S3ObjectKey": "key", "PollForSourceChanges": false},
                 "OutputArtifacts": [{"Name": "App"}], "RunOrder": 1}]},
               {"Name": "Approve", "Actions": [{"Name": "Ask",
                 "ActionTypeId": {"Category": "Approval", "Owner": "AWS", "Provider": "Manual", "Version": "1"},
                 "Configuration": {"CustomData": "DATA"}, "RunOrder": 1}]}]}
            """;

    private TestCloud cloud;
    private ResourceRequests resource;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
        Ground.createRole(cloud);
        resource = resource("AWS::CodePipeline::Pipeline");
    }

    private ResourceRequests resource(String type) {
        return ResourceRequests.of(
                PipelineResources.handlers(() -> cloud.get(CodePipelineClient.class)), type, "Pipeline");
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private CodePipelineClient pipelines() {
        return cloud.get(CodePipelineClient.class);
    }

    private StageState approve() {
        return pipelines().getPipelineState(r -> r.name("app")).stageStates().get(1);
    }

    @Test
    void a_pipeline_is_made_with_tags_and_closed_transitions() {
        Provisioned made = resource.create(PIPELINE);

        assertThat(made.physicalId()).isEqualTo("app");
        assertThat(made.attributes().path("Version").asText()).isEqualTo("1");
        assertThat(approve().inboundTransitionState().disabledReason()).isEqualTo("freeze");
        String arn = pipelines().getPipeline(r -> r.name("app")).metadata().pipelineArn();
        assertThat(pipelines().listTagsForResource(r -> r.resourceArn(arn)).tags())
                .contains(
                        Tag.builder().key("team").value("a").build(),
                        Tag.builder().key("event").value("devops").build(),
                        Tag.builder()
                                .key("aws:cloudformation:logical-id")
                                .value("Pipeline")
                                .build());
    }

    @Test
    void the_same_step_again_finds_what_it_made() {
        resource.create(PIPELINE);

        assertThat(resource.create(PIPELINE).physicalId()).isEqualTo("app");
    }

    @Test
    void a_pipeline_of_somebody_else_is_not_taken_over() {
        resource.create(PIPELINE);
        ResourceRequests other = ResourceRequests.of(
                PipelineResources.handlers(() -> cloud.get(CodePipelineClient.class)),
                "AWS::CodePipeline::Pipeline",
                "Other");

        assertThatThrownBy(() -> other.create(PIPELINE)).hasMessageContaining("already exists");
    }

    @Test
    void a_changed_declaration_is_a_new_version_that_is_started_when_wanted() {
        resource.create(PIPELINE);
        cloud.time().advance(Duration.ofSeconds(5));

        Provisioned updated = resource.update(
                PIPELINE.replace("DATA", "changed").replace("\"Reason\": \"freeze\"", "\"Reason\": \"still\""));
        cloud.time().advance(Duration.ofSeconds(5));

        assertThat(updated.attributes().path("Version").asText()).isEqualTo("2");
        List<PipelineExecutionSummary> executions =
                pipelines().listPipelineExecutions(r -> r.pipelineName("app")).pipelineExecutionSummaries();
        assertThat(executions).hasSize(2);
        assertThat(approve().inboundTransitionState().disabledReason()).isEqualTo("still");
    }

    @Test
    void changed_tags_alone_disturb_nothing() {
        resource.create(PIPELINE);
        cloud.time().advance(Duration.ofSeconds(5));

        Provisioned updated = resource.update(PIPELINE.replace("\"team\"", "\"group\""));

        assertThat(updated.attributes().path("Version").asText()).isEqualTo("1");
        assertThat(pipelines()
                        .listPipelineExecutions(r -> r.pipelineName("app"))
                        .pipelineExecutionSummaries())
                .singleElement()
                .satisfies(execution -> assertThat(execution.status()).isNotEqualTo(PipelineExecutionStatus.CANCELLED));
        String arn = pipelines().getPipeline(r -> r.name("app")).metadata().pipelineArn();
        assertThat(pipelines().listTagsForResource(r -> r.resourceArn(arn)).tags())
                .extracting(Tag::key)
                .contains("group", "aws:cloudformation:stack-name")
                .doesNotContain("team");
    }

    @Test
    void what_stands_is_read_as_a_template_would_say_it() {
        resource.create(PIPELINE);

        JsonNode source = resource.read().path("Stages").path(0).path("Actions").path(0);
        assertThat(source.path("Configuration").path("PollForSourceChanges").asText())
                .isEqualTo("false");
        assertThat(source.path("ActionTypeId").path("Provider").asText()).isEqualTo("S3");
        assertThat(resource.read().path("ArtifactStores").path(0).path("Region").asText())
                .isEqualTo("eu-west-1");
        assertThat(resource.read().has("Version")).isFalse();
        resource.delete();
        resource.delete();
        assertThat(resource.exists()).isFalse();
    }

    @Test
    void a_property_that_does_not_exist_is_an_error() {
        assertThatThrownBy(() -> resource.create(PIPELINE.replace("\"PipelineType\"", "\"PipelineKind\"")))
                .hasMessageContaining("PipelineKind");
    }

    @Test
    void a_custom_action_type_comes_and_goes() {
        ResourceRequests type = resource("AWS::CodePipeline::CustomActionType");

        type.create("""
                {"Category": "Test", "Provider": "Jenkins", "Version": "1",
                 "ConfigurationProperties": [{"Name": "Job", "Key": true, "Required": true, "Secret": false}],
                 "InputArtifactDetails": {"MinimumCount": 0, "MaximumCount": 1},
                 "OutputArtifactDetails": {"MinimumCount": 0, "MaximumCount": 1}}
                """);

        assertThat(type.read().path("Provider").asText()).isEqualTo("Jenkins");
        type.delete();
        assertThat(type.exists()).isFalse();
    }
}
