package io.devopslab.cloud.service.codepipeline;

import static io.devopslab.cloud.service.codepipeline.Declarations.pipeline;
import static io.devopslab.cloud.service.codepipeline.Declarations.stage;
import static io.devopslab.cloud.service.codepipeline.Declarations.work;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionConfigurationProperty;
import software.amazon.awssdk.services.codepipeline.model.ActionExecution;
import software.amazon.awssdk.services.codepipeline.model.ActionState;
import software.amazon.awssdk.services.codepipeline.model.CreateCustomActionTypeRequest;
import software.amazon.awssdk.services.codepipeline.model.FailureType;
import software.amazon.awssdk.services.codepipeline.model.Job;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.StageState;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What the contracts of CodePipeline have in common: a role, a source, a custom action type and a worker for it. */
abstract class PipelineContract {

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
             "Principal":{"Service":"codepipeline.amazonaws.com"}}]}
            """;

    abstract CodePipelineClient pipelines();

    abstract S3Client s3();

    abstract IamClient iam();

    /** Lets time pass: simulated, or really. */
    abstract void pass(Duration duration);

    @BeforeEach
    void prepare() {
        iam().createRole(r -> r.roleName("pipeline").assumeRolePolicyDocument(TRUST));
        s3().createBucket(r ->
                r.bucket(Declarations.BUCKET).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        s3().putObject(r -> r.bucket(Declarations.BUCKET).key(Declarations.OBJECT), RequestBody.fromString("v1"));
        pipelines()
                .createCustomActionType(CreateCustomActionTypeRequest.builder()
                        .category(ActionCategory.BUILD)
                        .provider("Work")
                        .version("1")
                        .configurationProperties(ActionConfigurationProperty.builder()
                                .name("Name")
                                .required(true)
                                .key(true)
                                .secret(false)
                                .queryable(true)
                                .build())
                        .inputArtifactDetails(d -> d.minimumCount(0).maximumCount(5))
                        .outputArtifactDetails(d -> d.minimumCount(0).maximumCount(5))
                        .build());
    }

    /** Creates a pipeline and waits until its first execution has done what it can. */
    String create(PipelineDeclaration.Builder declaration) {
        String name = pipelines()
                .createPipeline(r -> r.pipeline(declaration.build()))
                .pipeline()
                .name();
        settle();
        return name;
    }

    void settle() {
        pass(Duration.ofSeconds(10));
    }

    String start(String pipeline) {
        String id = pipelines().startPipelineExecution(r -> r.name(pipeline)).pipelineExecutionId();
        settle();
        return id;
    }

    /** The identifier of the first execution that the creation started. */
    String first(String pipeline) {
        List<PipelineExecutionSummary> all = pipelines()
                .listPipelineExecutions(r -> r.pipelineName(pipeline))
                .pipelineExecutionSummaries();
        return all.get(all.size() - 1).pipelineExecutionId();
    }

    PipelineExecutionStatus status(String pipeline, String id) {
        return pipelines()
                .getPipelineExecution(r -> r.pipelineName(pipeline).pipelineExecutionId(id))
                .pipelineExecution()
                .status();
    }

    StageState stageState(String pipeline, String stage) {
        return pipelines().getPipelineState(r -> r.name(pipeline)).stageStates().stream()
                .filter(state -> state.stageName().equals(stage))
                .findFirst()
                .orElseThrow();
    }

    ActionExecution action(String pipeline, String stage, String action) {
        return stageState(pipeline, stage).actionStates().stream()
                .filter(state -> state.actionName().equals(action))
                .map(ActionState::latestExecution)
                .findFirst()
                .orElseThrow();
    }

    /** Takes the job of the custom action of that name, as its worker. */
    Job take(String action) {
        List<Job> jobs = poll(action);
        assertThat(jobs).as("the open job of " + action).hasSize(1);
        Job job = jobs.get(0);
        pipelines().acknowledgeJob(r -> r.jobId(job.id()).nonce(job.nonce()));
        return job;
    }

    List<Job> poll(String action) {
        return pipelines()
                .pollForJobs(r -> r.actionTypeId(work()).queryParam(Map.of("Name", action)))
                .jobs();
    }

    void succeed(String action) {
        Job job = take(action);
        pipelines().putJobSuccessResult(r -> r.jobId(job.id()));
        settle();
    }

    void fail(String action) {
        Job job = take(action);
        pipelines().putJobFailureResult(r -> r.jobId(job.id())
                .failureDetails(d -> d.type(FailureType.JOB_FAILED).message("no luck")));
        settle();
    }
}
