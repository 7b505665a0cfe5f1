package io.devopslab.cloud.service.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.codepipeline.model.FailureType;
import software.amazon.awssdk.services.codepipeline.model.Job;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.PipelineType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What many clients see of the same pipelines, approvals and jobs. */
abstract class PipelineConflictContract {

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": "codepipeline.amazonaws.com"}}]}""";

    abstract Clients clients();

    /** Lets that much of the cloud's time pass. */
    abstract void pass(Duration duration);

    private CodePipelineClient pipelines() {
        return clients().get(CodePipelineClient.class);
    }

    private void pipeline(String name, ActionDeclaration second) {
        String role = clients()
                .get(IamClient.class)
                .createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST))
                .role()
                .arn();
        S3Client s3 = clients().get(S3Client.class);
        s3.createBucket(r -> r.bucket(name).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        s3.putObject(r -> r.bucket(name).key("source"), RequestBody.fromString("v1"));
        ActionDeclaration source = action(
                        ActionCategory.SOURCE,
                        "S3",
                        Map.of("S3Bucket", name, "S3ObjectKey", "source", "PollForSourceChanges", "false"))
                .outputArtifacts(a -> a.name("App"))
                .build();
        pipelines()
                .createPipeline(r -> r.pipeline(p -> p.name(name)
                        .roleArn(role)
                        .pipelineType(PipelineType.V2)
                        .artifactStore(a -> a.type("S3").location(name))
                        .stages(s -> s.name("First").actions(source), s -> s.name("Second")
                                .actions(second))));
        pass(Duration.ofMinutes(1));
    }

    private static ActionDeclaration.Builder action(
            ActionCategory category, String provider, Map<String, String> configuration) {
        return ActionDeclaration.builder()
                .name("Act")
                .configuration(configuration)
                .actionTypeId(t -> t.category(category)
                        .owner(ActionOwner.AWS)
                        .provider(provider)
                        .version("1"));
    }

    @Test
    void each_start_of_a_pipeline_is_an_execution_and_none_is_left_over() throws Exception {
        pipeline(
                "race-start",
                action(
                                ActionCategory.DEPLOY,
                                "S3",
                                Map.of("BucketName", "race-start", "Extract", "false", "ObjectKey", "target"))
                        .inputArtifacts(a -> a.name("App"))
                        .build());

        List<String> started = Race.run(client -> pipelines()
                        .startPipelineExecution(r -> r.name("race-start"))
                        .pipelineExecutionId())
                .all();
        pass(Duration.ofMinutes(10));

        assertThat(started).doesNotHaveDuplicates();
        List<PipelineExecutionSummary> executions = pipelines()
                .listPipelineExecutionsPaginator(r -> r.pipelineName("race-start"))
                .pipelineExecutionSummaries()
                .stream()
                .toList();
        assertThat(executions)
                .hasSize(Race.CLIENTS + 1)
                .extracting(PipelineExecutionSummary::pipelineExecutionId)
                .containsAll(started);
        assertThat(executions)
                .extracting(PipelineExecutionSummary::statusAsString)
                .containsOnly("Succeeded", "Superseded");
        assertThat(executions.get(0).statusAsString())
                .as("that of the latest execution")
                .isEqualTo("Succeeded");
    }

    @Test
    void one_answer_to_an_approval_counts() throws Exception {
        pipeline(
                "race-approve",
                action(ActionCategory.APPROVAL, "Manual", Map.of()).build());
        String token = pipelines()
                .getPipelineState(r -> r.name("race-approve"))
                .stageStates()
                .get(1)
                .actionStates()
                .get(0)
                .latestExecution()
                .token();

        ApprovalStatus winner = Race.run(client -> {
                    ApprovalStatus status = client % 2 == 0 ? ApprovalStatus.APPROVED : ApprovalStatus.REJECTED;
                    pipelines().putApprovalResult(r -> r.pipelineName("race-approve")
                            .stageName("Second")
                            .actionName("Act")
                            .token(token)
                            .result(a -> a.status(status).summary("of client " + client)));
                    return status;
                })
                .onlyWinner("ApprovalAlreadyCompletedException");
        pass(Duration.ofMinutes(1));

        assertThat(pipelines()
                        .listPipelineExecutions(r -> r.pipelineName("race-approve"))
                        .pipelineExecutionSummaries())
                .extracting(PipelineExecutionSummary::statusAsString)
                .containsExactly(winner == ApprovalStatus.APPROVED ? "Succeeded" : "Failed");
    }

    @Test
    void one_result_of_a_job_counts() throws Exception {
        ActionTypeId type = ActionTypeId.builder()
                .category(ActionCategory.TEST)
                .owner(ActionOwner.CUSTOM)
                .provider("Race")
                .version("1")
                .build();
        pipelines().createCustomActionType(r -> r.category(type.category())
                .provider(type.provider())
                .version(type.version())
                .inputArtifactDetails(d -> d.minimumCount(0).maximumCount(1))
                .outputArtifactDetails(d -> d.minimumCount(0).maximumCount(1)));
        pipeline(
                "race-job",
                ActionDeclaration.builder().name("Act").actionTypeId(type).build());
        Job job = Race.run(client ->
                        pipelines().pollForJobs(r -> r.actionTypeId(type)).jobs())
                .all()
                .stream()
                .flatMap(List::stream)
                .reduce((one, other) -> {
                    throw new AssertionError("Two workers got the job.");
                })
                .orElseThrow();

        boolean succeeded =
                Race.run(client -> client % 2 == 0 ? succeed(job) : fail(job)).onlyWinner("InvalidJobStateException");
        pass(Duration.ofMinutes(1));

        assertThat(pipelines()
                        .listPipelineExecutions(r -> r.pipelineName("race-job"))
                        .pipelineExecutionSummaries())
                .extracting(PipelineExecutionSummary::statusAsString)
                .containsExactly(succeeded ? "Succeeded" : "Failed");
    }

    private boolean succeed(Job job) {
        pipelines().putJobSuccessResult(r -> r.jobId(job.id()));
        return true;
    }

    private boolean fail(Job job) {
        pipelines().putJobFailureResult(r -> r.jobId(job.id())
                .failureDetails(d -> d.type(FailureType.JOB_FAILED).message("no")));
        return false;
    }
}
