package io.devopslab.cloud.service.codedeploy.lambda;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.codedeploy.appspec.InvalidAppSpecException;
import io.devopslab.cloud.service.codedeploy.appspec.LambdaSpec;
import io.devopslab.cloud.service.codedeploy.deployment.AppSpecs;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentFailure;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentTable;
import io.devopslab.cloud.service.codedeploy.deployment.Platform;
import io.devopslab.cloud.service.codedeploy.deployment.TargetLog;
import io.devopslab.cloud.service.codedeploy.lambda.Course.Phase;
import io.devopslab.cloud.service.codedeploy.setup.Groups;
import io.devopslab.cloud.service.codedeploy.setup.RevisionKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codedeploy.model.Diagnostics;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventAlreadyCompletedException;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * Deploys a version of a function: a hook may validate it, the traffic of the alias moves, another hook may validate
 * again (CodeDeploy User Guide, "Deployments on an AWS Lambda compute platform").
 */
public final class LambdaPlatform implements Platform {

    /** How long a hook has to report (User Guide, "AppSpec 'hooks' section for an AWS Lambda deployment"). */
    private static final Duration HOOK_TIME = Duration.ofHours(1);

    private final ServiceContext context;
    private final AppSpecs appSpecs;
    private final AliasTraffic traffic;
    private final Hooks hooks;
    private final FunctionTarget target;
    private final TargetLog log;
    private final DeploymentTable deployments;
    private final Table<Course> courses;

    public LambdaPlatform(
            ServiceContext context, DeploymentTable deployments, AppSpecs appSpecs, Supplier<LambdaClient> lambda) {
        this.context = context;
        this.appSpecs = appSpecs;
        this.traffic = new AliasTraffic(lambda);
        this.hooks = new Hooks(lambda);
        this.target = new FunctionTarget(context, deployments);
        this.log = new TargetLog(context, deployments);
        this.deployments = deployments;
        this.courses = context.store().table("courses", Course.class);
    }

    @Override
    public Next advance(DeploymentRow row) throws DeploymentFailure {
        Optional<Course> course = courses.get(row.id());
        if (course.isEmpty()) {
            begin(row);
            return new Next.Now();
        }
        return switch (course.get().phase()) {
            case BEFORE -> invoke(row, course.get(), LambdaSpec.BEFORE, Phase.BEFORE_RUNS, Phase.SHIFTING);
            case BEFORE_RUNS -> await(row, course.get(), LambdaSpec.BEFORE, Phase.SHIFTING);
            case SHIFTING -> shift(row, course.get());
            case AFTER -> invoke(row, course.get(), LambdaSpec.AFTER, Phase.AFTER_RUNS, Phase.DONE);
            case AFTER_RUNS -> await(row, course.get(), LambdaSpec.AFTER, Phase.DONE);
            case DONE -> new Next.Done();
        };
    }

    private void begin(DeploymentRow row) throws DeploymentFailure {
        LambdaSpec spec;
        try {
            spec = LambdaSpec.parse(appSpecs.text(row.info().revision()));
        } catch (InvalidAppSpecException e) {
            throw new DeploymentFailure(ErrorCode.INVALID_REVISION, String.valueOf(e.getMessage()));
        }
        traffic.check(spec, row);
        Instant now = context.time().instant();
        context.store().write(() -> {
            courses.put(row.id(), Course.begin(spec, now));
            target.begin(row.id(), spec);
        });
    }

    /** Has the hook invoked, if there is one. What is about to be done is kept before it is done. */
    private Next invoke(DeploymentRow row, Course course, String event, Phase running, Phase next) {
        Optional<String> function = course.spec().hook(event);
        Instant now = context.time().instant();
        if (function.isEmpty()) {
            context.store().write(() -> {
                courses.put(row.id(), course.to(next, now));
                log.started(row.id(), FunctionTarget.id(course.spec()), event);
                log.succeeded(row.id(), FunctionTarget.id(course.spec()), event);
            });
            return finishedOr(row, course, next);
        }
        String execution = course.execution().orElseGet(() -> Hooks.newExecution(context.ids()));
        context.store().write(() -> {
            courses.put(row.id(), course.invoking(execution));
            log.started(row.id(), FunctionTarget.id(course.spec()), event);
        });
        Optional<String> refusal = hooks.invoke(function.get(), row.id(), execution, source(row));
        // A function may have reported already: the verdict in the table stays.
        courses.update(
                row.id(),
                kept -> refusal.isPresent()
                        ? kept.running(running, now).reported(LifecycleEventStatus.FAILED)
                        : kept.running(running, now.plus(HOOK_TIME)));
        return new Next.Now();
    }

    private Next finishedOr(DeploymentRow row, Course course, Phase next) {
        if (next == Phase.DONE) {
            log.status(row.id(), FunctionTarget.id(course.spec()), TargetStatus.SUCCEEDED);
        }
        return new Next.Now();
    }

    private Next await(DeploymentRow row, Course course, String event, Phase next) throws DeploymentFailure {
        Instant now = context.time().instant();
        if (course.verdict().isEmpty() && now.isBefore(course.due())) {
            return new Next.At(course.due());
        }
        if (course.verdict().equals(Optional.of(LifecycleEventStatus.SUCCEEDED))) {
            context.store().write(() -> {
                courses.put(row.id(), course.to(next, now));
                log.succeeded(row.id(), FunctionTarget.id(course.spec()), event);
            });
            return finishedOr(row, course, next);
        }
        String message = course.verdict().isPresent()
                ? "The deployment failed because one or more of the lifecycle event validation functions failed."
                : "The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback"
                        + " within one hour after a deployment hook is invoked.";
        log.failed(
                row.id(),
                FunctionTarget.id(course.spec()),
                event,
                Diagnostics.builder()
                        .errorCode(LifecycleErrorCode.UNKNOWN_ERROR)
                        .message(message)
                        .build());
        throw new DeploymentFailure(ErrorCode.HOOK_EXECUTION_FAILURE, message);
    }

    /** Takes the next step of the traffic when it is due. A step that was missed is taken late, and only one at once. */
    private Next shift(DeploymentRow row, Course course) throws DeploymentFailure {
        Instant now = context.time().instant();
        if (now.isBefore(course.due())) {
            return new Next.At(course.due());
        }
        Shift shift = Shift.of(row.config().trafficRoutingConfig());
        int percentage = shift.percentages().get(course.shifted());
        if (course.shifted() == 0) {
            log.started(row.id(), FunctionTarget.id(course.spec()), FunctionTarget.ALLOW);
        }
        traffic.move(course.spec(), percentage, source(row));
        boolean isLast = shift.isLast(course.shifted());
        Instant next = now.plus(shift.interval());
        context.store().write(() -> {
            courses.put(row.id(), isLast ? course.to(Phase.AFTER, now) : course.shifted(next));
            log.each(row.id(), FunctionTarget.id(course.spec()), each -> FunctionTarget.weighing(each, percentage));
            if (isLast) {
                log.succeeded(row.id(), FunctionTarget.id(course.spec()), FunctionTarget.ALLOW);
            }
        });
        return new Next.Now();
    }

    private String source(DeploymentRow row) {
        return Groups.arn(context, row.info().applicationName(), row.info().deploymentGroupName());
    }

    /** Nothing of CodeDeploy's own works for the deployment; the alias stays as it is, as in AWS. */
    @Override
    public void abandon(DeploymentRow row) {}

    @Override
    public void recover(DeploymentRow row) {}

    /** The file that takes the traffic back; there is one as soon as the deployment has read its own. */
    @Override
    public Optional<Rollback> rollback(DeploymentRow row) {
        return courses.get(row.id()).map(course -> {
            String text = course.spec().reversed().text();
            RevisionLocation revision = RevisionKeys.checked(RevisionLocation.builder()
                    .revisionType(RevisionLocationType.APP_SPEC_CONTENT)
                    .appSpecContent(content -> content.content(text))
                    .build());
            return new Rollback(revision, "CodeDeployDefault.LambdaAllAtOnce");
        });
    }

    @Override
    public boolean report(String deployment, String execution, LifecycleEventStatus status) {
        return context.store().write(() -> {
            Optional<Course> course = courses.get(deployment);
            boolean isPresent = course.filter(each -> each.execution().equals(Optional.of(execution)))
                    .isPresent();
            boolean isPast =
                    course.filter(each -> each.past().contains(execution)).isPresent();
            boolean isOver =
                    deployments.find(deployment).filter(row -> !row.hasEnded()).isEmpty();
            if (isPast || (isPresent && (isOver || course.get().verdict().isPresent()))) {
                throw Errors.of(
                        LifecycleEventAlreadyCompletedException.builder(),
                        "An attempt to return the status of an already completed lifecycle event occurred.");
            }
            if (isPresent) {
                courses.put(deployment, course.get().reported(status));
            }
            return isPresent;
        });
    }
}
