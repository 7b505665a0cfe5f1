package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.PipelineType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** Executions of a pipeline: each that was started comes to a good end, across the daemon's lives. */
final class PipelineWork implements Work {

    private static final String BUCKET = "killed-pipeline";

    private final Set<String> started = new HashSet<>();
    private int unanswered;

    @Override
    public void prepare(Clients clients) {
        S3Client s3 = clients.get(S3Client.class);
        s3.createBucket(r -> r.bucket(BUCKET).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        s3.putBucketVersioning(
                r -> r.bucket(BUCKET).versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
        s3.putObject(r -> r.bucket(BUCKET).key("source"), RequestBody.fromString("v1"));
        ActionDeclaration source = action(
                        ActionCategory.SOURCE,
                        Map.of("S3Bucket", BUCKET, "S3ObjectKey", "source", "PollForSourceChanges", "false"))
                .outputArtifacts(a -> a.name("App"))
                .build();
        ActionDeclaration deploy = action(
                        ActionCategory.DEPLOY, Map.of("BucketName", BUCKET, "Extract", "false", "ObjectKey", "target"))
                .inputArtifacts(a -> a.name("App"))
                .build();
        clients.get(CodePipelineClient.class)
                .createPipeline(r -> r.pipeline(p -> p.name("killed")
                        .roleArn("arn:aws:iam::123456789012:role/killed")
                        .pipelineType(PipelineType.V2)
                        .artifactStore(a -> a.type("S3").location(BUCKET))
                        .stages(s -> s.name("Source").actions(source), s -> s.name("Deploy")
                                .actions(deploy))));
        unanswered = 1; // Its creation starts one.
    }

    private static ActionDeclaration.Builder action(ActionCategory category, Map<String, String> configuration) {
        return ActionDeclaration.builder()
                .name(category.toString())
                .configuration(configuration)
                .actionTypeId(t -> t.category(category)
                        .owner(ActionOwner.AWS)
                        .provider("S3")
                        .version("1"));
    }

    @Override
    public void step(Clients clients, Random random) {
        unanswered++;
        started.add(Objects.requireNonNull(clients.get(CodePipelineClient.class)
                .startPipelineExecution(r -> r.name("killed"))
                .pipelineExecutionId()));
        unanswered--;
    }

    @Override
    public void verify(Clients clients) {
        CodePipelineClient client = clients.get(CodePipelineClient.class);
        for (String id : started) {
            Contents.await(
                    "the execution " + id + " ends", () -> !status(client, id).equals("InProgress"));
            assertThat(status(client, id)).isIn("Succeeded", "Superseded");
        }
        List<String> others =
                client
                        .listPipelineExecutionsPaginator(r -> r.pipelineName("killed"))
                        .pipelineExecutionSummaries()
                        .stream()
                        .map(PipelineExecutionSummary::pipelineExecutionId)
                        .filter(id -> !started.contains(id))
                        .toList();
        assertThat(others).as("executions that got no answer").hasSizeLessThanOrEqualTo(unanswered);
    }

    private static String status(CodePipelineClient client, String id) {
        return client.getPipelineExecution(r -> r.pipelineName("killed").pipelineExecutionId(id))
                .pipelineExecution()
                .statusAsString();
    }
}
