package io.devopslab.cloud.service.codepipeline.action;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/**
 * Hands a job to a function and waits until the function puts the job's result (CodePipeline User Guide, "AWS
 * Lambda invoke action reference"). What the action remembers is the identifier of its job.
 */
final class LambdaInvoke implements ActionProvider {

    private static final Duration TIMEOUT = Duration.ofHours(24);

    /** How long a function may say nothing, not even that it goes on (CodePipeline User Guide, "Quotas"). */
    private static final Duration SILENCE = Duration.ofMinutes(20);

    private final ServiceContext context;
    private final Supplier<LambdaClient> lambda;
    private final Jobs jobs;

    LambdaInvoke(ServiceContext context, Supplier<LambdaClient> lambda, Jobs jobs) {
        this.context = context;
        this.lambda = lambda;
        this.jobs = jobs;
    }

    @Override
    public Duration timeout(ActionCall call) {
        return TIMEOUT;
    }

    @Override
    public String timeoutMessage(ActionCall call) {
        return "The AWS Lambda function " + call.configuration().get("FunctionName")
                + " failed to return a result. Check the function to verify that it has permission to call the"
                + " PutJobSuccessResult action, that it has made a call to PutJobSuccessResult, or that it did not end"
                + " unexpectedly.";
    }

    @Override
    public Progress start(ActionCall call) {
        return invoke(call, jobs.open(call.run()));
    }

    @Override
    public Progress look(ActionCall call) {
        Optional<Job> job = call.run().memory().flatMap(jobs::find);
        return job.isPresent() && job.get().status() == JobStatus.QUEUED
                ? invoke(call, job.get())
                : waiting(call, job.flatMap(Job::begun));
    }

    private Progress waiting(ActionCall call, Optional<Instant> begun) {
        Instant now = context.time().instant();
        Duration left = Duration.between(now, begun.orElse(now).plus(SILENCE));
        return left.isNegative() || left.isZero()
                ? new Progress.Failed("JobFailed", timeoutMessage(call))
                : new Progress.Running(External.NONE, call.run().memory(), left);
    }

    private Progress invoke(ActionCall call, Job job) {
        if (job.status() == JobStatus.QUEUED) {
            lambda.get()
                    .invoke(InvokeRequest.builder()
                            .functionName(call.configuration().get("FunctionName"))
                            .invocationType(InvocationType.EVENT)
                            .payload(SdkBytes.fromUtf8String(payload(job)))
                            .overrideConfiguration(CallSource.of(call.pipelineArn()))
                            .build());
            // Only now: a process that ends before must invoke again. The function may have put its result already.
            jobs.begin(job.id());
        }
        return new Progress.Running(External.NONE, Optional.of(job.id()), SILENCE);
    }

    /** The event in the form that functions know, with less than a job worker is told. */
    private String payload(Job job) {
        ObjectNode data = Shapes.write(jobs.data(job));
        data.remove(List.of("actionTypeId", "pipelineContext"));
        data.path("inputArtifacts").forEach(artifact -> ((ObjectNode) artifact).putNull("revision"));
        data.path("outputArtifacts").forEach(artifact -> ((ObjectNode) artifact).putNull("revision"));
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.putObject("CodePipeline.job")
                .put("id", job.id())
                .put("accountId", context.scope().account())
                .set("data", data);
        return event.toString();
    }
}
