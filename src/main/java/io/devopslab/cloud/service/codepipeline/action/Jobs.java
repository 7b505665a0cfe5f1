package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.kernel.AccessKeys.AccessKey;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.codepipeline.definition.PipelineErrors;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import io.devopslab.cloud.service.codepipeline.run.ActionRun;
import io.devopslab.cloud.service.codepipeline.run.ArtifactLocation;
import io.devopslab.cloud.service.codepipeline.run.Executions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.AWSSessionCredentials;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.Artifact;
import software.amazon.awssdk.services.codepipeline.model.ArtifactLocationType;
import software.amazon.awssdk.services.codepipeline.model.InvalidNonceException;
import software.amazon.awssdk.services.codepipeline.model.JobData;
import software.amazon.awssdk.services.codepipeline.model.JobNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.S3ArtifactLocation;

/** The jobs of a scope, and what those who do them are told. */
public final class Jobs {

    private static final Duration CREDENTIALS = Duration.ofHours(1);

    private final ServiceContext context;
    private final Pipelines pipelines;
    private final Executions executions;
    private final Table<Job> jobs;

    public Jobs(ServiceContext context, Pipelines pipelines, Executions executions) {
        this.context = context;
        this.pipelines = pipelines;
        this.executions = executions;
        this.jobs = context.store().table("jobs", Job.class);
    }

    /** The first job of an action, which has the action's own identifier: opening it twice makes one job. */
    Job open(ActionRun run) {
        return context.store().write(() -> {
            Optional<Job> earlier = jobs.get(run.id());
            return earlier.orElseGet(() -> add(run.id(), run.key(), Optional.empty()));
        });
    }

    /** The job that goes on where an earlier one of the same action stopped. */
    Job next(Job earlier, String continuation) {
        return context.store().write(() -> {
            finish(earlier, JobStatus.SUCCEEDED);
            return add(context.ids().uuid(), earlier.actionKey(), Optional.of(continuation));
        });
    }

    private Job add(String id, String actionKey, Optional<String> continuation) {
        Job job = new Job(id, actionKey, JobStatus.QUEUED, context.ids().hex(16), continuation, Optional.empty());
        jobs.put(id, job);
        return job;
    }

    Optional<Job> find(String id) {
        return jobs.get(id);
    }

    /**
     * @throws software.amazon.awssdk.services.codepipeline.model.JobNotFoundException when there is none
     */
    Job require(String id) {
        return find(id).orElseThrow(() ->
                Errors.of(JobNotFoundException.builder(), "The job with id '" + id + "' could not be found"));
    }

    /** The action of a job, as long as it is in progress. */
    Optional<ActionRun> action(Job job) {
        return executions.action(job.actionKey()).filter(ActionRun::isInProgress);
    }

    /** The job was handed to the one who does it. */
    void begin(String id) {
        jobs.update(
                id,
                job -> job.status() == JobStatus.QUEUED
                        ? job.begunAt(context.time().instant())
                        : job);
    }

    void finish(Job job, JobStatus status) {
        jobs.put(job.id(), job.with(status));
    }

    /** Inside a write that deletes the pipeline: forgets the jobs of its actions. */
    public void forget(String pipeline) {
        jobs.values().stream()
                .filter(job -> job.actionKey().startsWith(pipeline + "/"))
                .forEach(job -> jobs.remove(job.id()));
    }

    /** Hands out jobs of a custom action type, each to one worker. */
    List<Job> claim(ActionTypeId type, int most, Map<String, String> query) {
        return context.store().write(() -> {
            List<Job> claimed = jobs.values().stream()
                    .filter(job -> job.status() == JobStatus.QUEUED && isWanted(job, type, query))
                    .limit(most)
                    .map(job -> job.with(JobStatus.DISPATCHED))
                    .toList();
            claimed.forEach(job -> jobs.put(job.id(), job));
            return claimed;
        });
    }

    private boolean isWanted(Job job, ActionTypeId type, Map<String, String> query) {
        return action(job)
                .filter(run -> run.declaration().actionTypeId().equals(type))
                .filter(run -> run.configuration().entrySet().containsAll(query.entrySet()))
                .isPresent();
    }

    /** A worker says that it has begun. */
    Job acknowledge(String id, String nonce) {
        return context.store().write(() -> {
            Job job = require(id);
            if (!job.nonce().equals(nonce)) {
                throw Errors.of(
                        InvalidNonceException.builder(), "The nonce '" + nonce + "' is not valid for the job " + id);
            }
            Job begun = job.status() == JobStatus.DISPATCHED ? job.with(JobStatus.IN_PROGRESS) : job;
            jobs.put(id, begun);
            return begun;
        });
    }

    /** What the one who does the job is told. */
    JobData data(Job job) {
        ActionRun run = executions
                .action(job.actionKey())
                .orElseThrow(() ->
                        PipelineErrors.validation("The action of the job " + job.id() + " does not exist any more."));
        String pipeline = run.executionKey().substring(0, run.executionKey().lastIndexOf('/'));
        PipelineDeclaration declaration = pipelines.declaration(pipeline, run.version());
        return JobData.builder()
                .actionTypeId(run.declaration().actionTypeId())
                .actionConfiguration(c -> c.configuration(run.configuration()))
                .pipelineContext(c -> c.pipelineName(pipeline)
                        .stage(s -> s.name(run.stage()))
                        .action(a -> a.name(run.action()).actionExecutionId(run.id()))
                        .pipelineArn(pipelines.arn(pipeline))
                        .pipelineExecutionId(executionId(run)))
                .inputArtifacts(artifacts(run.inputs()))
                .outputArtifacts(artifacts(run.outputs()))
                .artifactCredentials(credentials(declaration))
                .continuationToken(job.continuation().orElse(null))
                .encryptionKey(
                        declaration.artifactStore() == null
                                ? null
                                : declaration.artifactStore().encryptionKey())
                .build();
    }

    private String executionId(ActionRun run) {
        return executions.byKey(run.executionKey()).orElseThrow().id();
    }

    private static List<Artifact> artifacts(List<ArtifactLocation> locations) {
        return locations.stream()
                .map(location -> Artifact.builder()
                        .name(location.name())
                        .location(l -> l.type(ArtifactLocationType.S3)
                                .s3Location(S3ArtifactLocation.builder()
                                        .bucketName(location.bucket())
                                        .objectKey(location.key())
                                        .build()))
                        .build())
                .toList();
    }

    /** Keys that open the artifact store for an hour, in the name of the pipeline's role. */
    private AWSSessionCredentials credentials(PipelineDeclaration declaration) {
        AccessKey key = context.accessKeys()
                .createTemporary(
                        context.scope().account(),
                        declaration.roleArn(),
                        declaration.name(),
                        context.time().instant().plus(CREDENTIALS));
        return AWSSessionCredentials.builder()
                .accessKeyId(key.id())
                .secretAccessKey(key.secret())
                .sessionToken(key.sessionToken().orElse(""))
                .build();
    }
}
