package io.devopslab.cloud.service.codedeploy.deployment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Ids;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.codedeploy.setup.Groups;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codedeploy.model.Diagnostics;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventAlreadyCompletedException;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/**
 * Functions that validate, at the lifecycle events of deployments to Lambda and to ECS. They are invoked asynchronously
 * with the two identifiers by which they report; one that throws reports nothing, and its deployment waits an hour for it.
 * Where a hook stands is kept, so that a later process goes on.
 */
public final class ValidationHooks {

    private static final Logger LOG = LoggerFactory.getLogger(ValidationHooks.class);

    /** How long a hook has to report (User Guide, "AppSpec 'hooks' section"). */
    private static final Duration TIME = Duration.ofHours(1);

    private final ServiceContext context;
    private final DeploymentTable deployments;
    private final TargetLog log;
    private final Supplier<LambdaClient> lambda;
    private final Table<HookRun> runs;

    /**
     * The hook that a deployment has come to.
     *
     * @param execution the identifier by which it reports
     * @param due when it must have reported; empty until it was invoked
     * @param verdict what it has reported
     * @param past the identifiers of earlier ones
     */
    record HookRun(
            String event,
            String execution,
            Optional<Instant> due,
            Optional<LifecycleEventStatus> verdict,
            List<String> past) {

        HookRun {
            past = List.copyOf(past);
        }

        HookRun invoked(Instant until) {
            return new HookRun(event, execution, Optional.of(until), verdict, past);
        }

        HookRun reported(LifecycleEventStatus status) {
            return new HookRun(event, execution, due, Optional.of(status), past);
        }

        boolean hasSucceeded() {
            return verdict.equals(Optional.of(LifecycleEventStatus.SUCCEEDED));
        }
    }

    public ValidationHooks(ServiceContext context, DeploymentTable deployments, Supplier<LambdaClient> lambda) {
        this.context = context;
        this.deployments = deployments;
        this.log = new TargetLog(context, deployments);
        this.lambda = lambda;
        this.runs = context.store().table("hooks", HookRun.class);
    }

    /**
     * Goes through a lifecycle event: has its function invoked, if there is one, and waits for its verdict. To be asked
     * until the event is over.
     *
     * @return when to look again; empty when the event is over, and good
     * @throws DeploymentFailure when the hook has failed, or not reported in time
     */
    public Optional<Platform.Next> take(DeploymentRow row, String target, String event, Optional<String> function)
            throws DeploymentFailure {
        if (function.isEmpty()) {
            context.store().write(() -> {
                log.started(row.id(), target, event);
                log.succeeded(row.id(), target, event);
            });
            return Optional.empty();
        }
        Optional<HookRun> run = runs.get(row.id()).filter(each -> each.event().equals(event));
        if (run.isEmpty() || run.get().due().isEmpty()) {
            invoke(row, target, event, function.get());
            return Optional.of(new Platform.Next.Now());
        }
        return await(row, target, run.get());
    }

    /** What is about to be done is kept before it is done: a report may come before the invocation returns. */
    private void invoke(DeploymentRow row, String target, String event, String function) {
        HookRun run = context.store().write(() -> {
            Optional<HookRun> former = runs.get(row.id());
            HookRun next = former.filter(each -> each.event().equals(event)).orElseGet(() -> begun(event, former));
            runs.put(row.id(), next);
            log.started(row.id(), target, event);
            return next;
        });
        Instant now = context.time().instant();
        Optional<String> refusal = invoke(function, row, run.execution());
        // A function may have reported already: the verdict in the table stays.
        runs.update(
                row.id(),
                kept -> refusal.isPresent()
                        ? kept.invoked(now).reported(LifecycleEventStatus.FAILED)
                        : kept.invoked(now.plus(TIME)));
    }

    private HookRun begun(String event, Optional<HookRun> former) {
        List<String> past = former.stream()
                .flatMap(each -> Stream.concat(each.past().stream(), Stream.of(each.execution())))
                .toList();
        return new HookRun(event, newExecution(context.ids()), Optional.empty(), Optional.empty(), past);
    }

    /** An opaque text, as AWS's looks. */
    private static String newExecution(Ids ids) {
        String text = "{\"encryptedData\":\"" + ids.alphanumeric(64) + "\"}";
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Why the function cannot be invoked; empty when it was. */
    private Optional<String> invoke(String function, DeploymentRow row, String execution) {
        String event = JsonNodeFactory.instance
                .objectNode()
                .put("DeploymentId", row.id())
                .put("LifecycleEventHookExecutionId", execution)
                .toString();
        try {
            lambda.get()
                    .invoke(InvokeRequest.builder()
                            .functionName(function)
                            .invocationType(InvocationType.EVENT)
                            .payload(SdkBytes.fromUtf8String(event))
                            .overrideConfiguration(CallSource.of(Groups.arn(
                                    context,
                                    row.info().applicationName(),
                                    row.info().deploymentGroupName())))
                            .build());
            return Optional.empty();
        } catch (AwsServiceException e) {
            if (e.statusCode() >= 500 || e.isThrottlingException()) {
                throw e;
            }
            LOG.debug("A hook cannot be invoked.", e);
            return Optional.of(e.awsErrorDetails().errorMessage());
        }
    }

    private Optional<Platform.Next> await(DeploymentRow row, String target, HookRun run) throws DeploymentFailure {
        Instant due = run.due().orElseThrow();
        if (run.verdict().isEmpty() && context.time().instant().isBefore(due)) {
            return Optional.of(new Platform.Next.At(due));
        }
        if (run.hasSucceeded()) {
            log.succeeded(row.id(), target, run.event());
            return Optional.empty();
        }
        String message = run.verdict().isPresent()
                ? "The deployment failed because one or more of the lifecycle event validation functions failed."
                : "The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback"
                        + " within one hour after a deployment hook is invoked.";
        log.failed(
                row.id(),
                target,
                run.event(),
                Diagnostics.builder()
                        .errorCode(LifecycleErrorCode.UNKNOWN_ERROR)
                        .message(message)
                        .build());
        throw new DeploymentFailure(ErrorCode.HOOK_EXECUTION_FAILURE, message);
    }

    /**
     * A hook's own verdict.
     *
     * @return false when no hook of that identifier was ever started
     */
    public boolean report(String deployment, String execution, LifecycleEventStatus status) {
        return context.store().write(() -> {
            Optional<HookRun> run = runs.get(deployment);
            boolean isPresent =
                    run.filter(each -> each.execution().equals(execution)).isPresent();
            boolean isPast = run.filter(each -> each.past().contains(execution)).isPresent();
            boolean isOver =
                    deployments.find(deployment).filter(row -> !row.hasEnded()).isEmpty();
            if (isPast || (isPresent && (isOver || run.get().verdict().isPresent()))) {
                throw Errors.of(
                        LifecycleEventAlreadyCompletedException.builder(),
                        "An attempt to return the status of an already completed lifecycle event occurred.");
            }
            if (isPresent) {
                runs.put(deployment, run.get().reported(status));
            }
            return isPresent;
        });
    }
}
