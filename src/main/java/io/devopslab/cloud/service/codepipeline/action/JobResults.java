package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.definition.ActionTypes;
import io.devopslab.cloud.service.codepipeline.definition.PipelineErrors;
import io.devopslab.cloud.service.codepipeline.run.ActionRun;
import io.devopslab.cloud.service.codepipeline.run.Engine;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import io.devopslab.cloud.service.codepipeline.run.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.model.AcknowledgeJobRequest;
import software.amazon.awssdk.services.codepipeline.model.AcknowledgeJobResponse;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.CurrentRevision;
import software.amazon.awssdk.services.codepipeline.model.ExecutionDetails;
import software.amazon.awssdk.services.codepipeline.model.FailureType;
import software.amazon.awssdk.services.codepipeline.model.GetJobDetailsRequest;
import software.amazon.awssdk.services.codepipeline.model.GetJobDetailsResponse;
import software.amazon.awssdk.services.codepipeline.model.InvalidJobStateException;
import software.amazon.awssdk.services.codepipeline.model.JobDetails;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsRequest;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsResponse;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultResponse;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultResponse;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/** The operations by which functions and job workers do jobs. */
public final class JobResults {

    /** How long after a continuation token the action goes on. */
    private static final Duration CONTINUATION = Duration.ofSeconds(30);

    private final ServiceContext context;
    private final ActionTypes types;
    private final Jobs jobs;
    private final Engine engine;

    public JobResults(ServiceContext context, ActionTypes types, Jobs jobs, Engine engine) {
        this.context = context;
        this.types = types;
        this.jobs = jobs;
        this.engine = engine;
    }

    private static void requireJobId(@Nullable String id) {
        new Constraints().required("jobId", id).verify(ValidationException.builder());
    }

    public GetJobDetailsResponse details(GetJobDetailsRequest request) {
        requireJobId(request.jobId());
        Job job = jobs.require(request.jobId());
        return GetJobDetailsResponse.builder()
                .jobDetails(JobDetails.builder()
                        .id(job.id())
                        .accountId(context.scope().account())
                        .data(jobs.data(job))
                        .build())
                .build();
    }

    public PollForJobsResponse poll(PollForJobsRequest request) {
        new Constraints()
                .required("actionTypeId", request.actionTypeId())
                .range("maxBatchSize", request.maxBatchSize(), 1, 1000)
                .verify(ValidationException.builder());
        if (types.find(request.actionTypeId()).isEmpty()) {
            throw Errors.of(
                    ActionTypeNotFoundException.builder(),
                    "ActionType (" + PipelineErrors.describe(request.actionTypeId()) + ") could not be found");
        }
        int most = request.maxBatchSize() == null ? 1 : request.maxBatchSize();
        List<Job> claimed = jobs.claim(request.actionTypeId(), most, request.queryParam());
        return PollForJobsResponse.builder()
                .jobs(claimed.stream().map(this::shown).toList())
                .build();
    }

    private software.amazon.awssdk.services.codepipeline.model.Job shown(Job job) {
        return software.amazon.awssdk.services.codepipeline.model.Job.builder()
                .id(job.id())
                .nonce(job.nonce())
                .accountId(context.scope().account())
                .data(jobs.data(job))
                .build();
    }

    public AcknowledgeJobResponse acknowledge(AcknowledgeJobRequest request) {
        new Constraints()
                .required("jobId", request.jobId())
                .required("nonce", request.nonce())
                .verify(ValidationException.builder());
        return AcknowledgeJobResponse.builder()
                .status(jobs.acknowledge(request.jobId(), request.nonce()).status())
                .build();
    }

    private Job requireOpen(String id) {
        Job job = jobs.require(id);
        if (!job.isOpen() || jobs.action(job).isEmpty()) {
            throw takesNoResult(job);
        }
        return job;
    }

    private static AwsServiceException takesNoResult(Job job) {
        return Errors.of(
                InvalidJobStateException.builder(),
                "Job " + job.id() + " is in the state " + job.status() + ", in which it takes no result");
    }

    /** The end of a job and what it means for its action are one change, and the first result counts. */
    private void finish(Job job, JobStatus status, Progress progress) {
        Runnable end = () -> jobs.finish(requireOpen(job.id()), status);
        if (!engine.answer(job.actionKey(), end, progress)) {
            throw takesNoResult(jobs.require(job.id()));
        }
    }

    public PutJobSuccessResultResponse succeed(PutJobSuccessResultRequest request) {
        requireJobId(request.jobId());
        Job job = requireOpen(request.jobId());
        if (request.continuationToken() != null) {
            goOn(job, request);
        } else {
            ActionRun run = jobs.action(job).orElseThrow(() -> takesNoResult(job));
            finish(
                    job,
                    JobStatus.SUCCEEDED,
                    new Progress.Succeeded(
                            external(request.executionDetails()),
                            request.outputVariables(),
                            revision(run, request.currentRevision())));
        }
        return PutJobSuccessResultResponse.builder().build();
    }

    private void goOn(Job job, PutJobSuccessResultRequest request) {
        if (!request.outputVariables().isEmpty()) {
            throw PipelineErrors.validation(
                    "outputVariables can be included only when there is no continuation token on the request.");
        }
        context.store().write(() -> {
            Job next = jobs.next(requireOpen(job.id()), request.continuationToken());
            engine.report(
                    job.actionKey(),
                    new Progress.Running(external(request.executionDetails()), Optional.of(next.id()), CONTINUATION));
        });
        context.time().schedule(CONTINUATION, () -> engine.drive(job.actionKey()));
    }

    private static External external(@Nullable ExecutionDetails details) {
        return details == null
                ? External.NONE
                : new External(
                        Optional.ofNullable(details.externalExecutionId()),
                        Optional.empty(),
                        Optional.ofNullable(details.summary()));
    }

    private Optional<Revision> revision(ActionRun run, @Nullable CurrentRevision current) {
        if (current == null || run.outputs().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Revision(
                run.action(),
                run.outputs().get(0).name(),
                current.revision(),
                Optional.ofNullable(current.changeIdentifier()),
                Optional.ofNullable(current.revisionSummary()),
                Optional.empty(),
                current.created() == null ? context.time().instant() : current.created()));
    }

    public PutJobFailureResultResponse fail(PutJobFailureResultRequest request) {
        requireJobId(request.jobId());
        new Constraints().required("failureDetails", request.failureDetails()).verify(ValidationException.builder());
        new Constraints()
                .required("failureDetails.type", request.failureDetails().typeAsString())
                .oneOf("failureDetails.type", request.failureDetails().typeAsString(), FailureType.knownValues())
                .required("failureDetails.message", request.failureDetails().message())
                .verify(ValidationException.builder());
        Job job = requireOpen(request.jobId());
        External external = new External(
                Optional.ofNullable(request.failureDetails().externalExecutionId()),
                Optional.empty(),
                Optional.empty());
        finish(
                job,
                JobStatus.FAILED,
                new Progress.Failed(
                        external,
                        request.failureDetails().typeAsString(),
                        request.failureDetails().message()));
        return PutJobFailureResultResponse.builder().build();
    }
}
