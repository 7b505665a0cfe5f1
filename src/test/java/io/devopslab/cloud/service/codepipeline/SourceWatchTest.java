package io.devopslab.cloud.service.codepipeline;

import static io.devopslab.cloud.service.codepipeline.Declarations.action;
import static io.devopslab.cloud.service.codepipeline.Declarations.approval;
import static io.devopslab.cloud.service.codepipeline.Declarations.aws;
import static io.devopslab.cloud.service.codepipeline.Declarations.output;
import static io.devopslab.cloud.service.codepipeline.Declarations.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Pipelines whose source actions watch their source themselves. */
class SourceWatchTest {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
        cloud.get(IamClient.class).createRole(r -> r.roleName("pipeline").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": "codepipeline.amazonaws.com"}}]}"""));
        cloud.get(S3Client.class).createBucket(r -> r.bucket(Declarations.BUCKET)
                .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private CodeCommitClient repositories() {
        return cloud.get(CodeCommitClient.class);
    }

    private CodePipelineClient pipelines() {
        return cloud.get(CodePipelineClient.class);
    }

    private void push(String repository, String branch, String text) {
        repositories().putFile(r -> r.repositoryName(repository)
                .branchName(branch)
                .parentCommitId(head(repository, branch))
                .filePath("a.txt")
                .fileContent(SdkBytes.fromUtf8String(text)));
    }

    private String head(String repository, String branch) {
        return repositories()
                        .listBranches(r -> r.repositoryName(repository))
                        .branches()
                        .contains(branch)
                ? repositories()
                        .getBranch(r -> r.repositoryName(repository).branchName(branch))
                        .branch()
                        .commitId()
                : null;
    }

    private static PipelineDeclaration.Builder declaration(String name, String provider, Map<String, String> settings) {
        return Declarations.pipeline(name)
                .stages(
                        stage(
                                "Source",
                                action("Source", aws(ActionCategory.SOURCE, provider), settings)
                                        .outputArtifacts(output("App"))
                                        .build()),
                        stage("Approve", approval("Ask")));
    }

    private static PipelineDeclaration repository(String name, String branch) {
        return declaration(name, "CodeCommit", Map.of("RepositoryName", name, "BranchName", branch))
                .build();
    }

    private List<TriggerType> triggers(String pipeline) {
        return pipelines().listPipelineExecutions(r -> r.pipelineName(pipeline)).pipelineExecutionSummaries().stream()
                .map(PipelineExecutionSummary::trigger)
                .map(trigger -> trigger.triggerType())
                .toList();
    }

    @Test
    void what_was_pushed_before_a_pipeline_was_made_does_not_start_it_once_more() {
        List<String> names =
                IntStream.range(0, 25).mapToObj(number -> "app-" + number).toList();
        for (String name : names) {
            repositories().createRepository(r -> r.repositoryName(name));
            push(name, "main", "one");
            // The repository's event of this push may still be on its way.
            push(name, "main", "two");
            pipelines().createPipeline(r -> r.pipeline(repository(name, "main")));
        }
        cloud.time().advance(LONG_ENOUGH);

        assertThat(names).allSatisfy(name -> assertThat(triggers(name)).containsExactly(TriggerType.CREATE_PIPELINE));
    }

    @Test
    void a_branch_that_a_pipeline_watches_from_now_on_starts_it_with_its_next_push() {
        repositories().createRepository(r -> r.repositoryName("app"));
        push("app", "main", "one");
        repositories()
                .createBranch(r -> r.repositoryName("app").branchName("next").commitId(head("app", "main")));
        push("app", "next", "two");
        pipelines().createPipeline(r -> r.pipeline(repository("app", "main")));
        pipelines().updatePipeline(r -> r.pipeline(repository("app", "next")));
        cloud.time().advance(LONG_ENOUGH);
        assertThat(triggers("app")).containsExactly(TriggerType.CREATE_PIPELINE);

        push("app", "next", "three");
        cloud.time().advance(LONG_ENOUGH);
        assertThat(triggers("app")).containsExactly(TriggerType.POLL_FOR_SOURCE_CHANGES, TriggerType.CREATE_PIPELINE);
    }

    @Test
    void an_object_that_comes_after_the_pipeline_starts_it_and_the_same_again_does_not() {
        pipelines()
                .createPipeline(r -> r.pipeline(declaration(
                                "app",
                                "S3",
                                Map.of("S3Bucket", Declarations.BUCKET, "S3ObjectKey", Declarations.OBJECT))
                        .build()));
        upload("one");
        cloud.time().advance(LONG_ENOUGH);
        assertThat(triggers("app")).containsExactly(TriggerType.POLL_FOR_SOURCE_CHANGES, TriggerType.CREATE_PIPELINE);

        upload("one");
        cloud.time().advance(LONG_ENOUGH);
        assertThat(triggers("app")).hasSize(2);

        pipelines().deletePipeline(r -> r.name("app"));
        upload("two");
        pipelines()
                .createPipeline(r -> r.pipeline(declaration(
                                "app",
                                "S3",
                                Map.of("S3Bucket", Declarations.BUCKET, "S3ObjectKey", Declarations.OBJECT))
                        .build()));
        cloud.time().advance(LONG_ENOUGH);
        assertThat(triggers("app")).containsExactly(TriggerType.CREATE_PIPELINE);
    }

    private void upload(String text) {
        cloud.get(S3Client.class)
                .putObject(r -> r.bucket(Declarations.BUCKET).key(Declarations.OBJECT), RequestBody.fromString(text));
    }
}
