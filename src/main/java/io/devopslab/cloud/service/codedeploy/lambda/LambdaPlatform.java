package io.devopslab.cloud.service.codedeploy.lambda;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.codedeploy.appspec.InvalidAppSpecException;
import io.devopslab.cloud.service.codedeploy.appspec.LambdaSpec;
import io.devopslab.cloud.service.codedeploy.deployment.AppSpecs;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentFailure;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentTable;
import io.devopslab.cloud.service.codedeploy.deployment.Platform;
import io.devopslab.cloud.service.codedeploy.deployment.Shift;
import io.devopslab.cloud.service.codedeploy.deployment.TargetLog;
import io.devopslab.cloud.service.codedeploy.deployment.ValidationHooks;
import io.devopslab.cloud.service.codedeploy.lambda.Course.Phase;
import io.devopslab.cloud.service.codedeploy.setup.Groups;
import io.devopslab.cloud.service.codedeploy.setup.RevisionKeys;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
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

    private final ServiceContext context;
    private final AppSpecs appSpecs;
    private final AliasTraffic traffic;
    private final ValidationHooks hooks;
    private final FunctionTarget target;
    private final TargetLog log;
    private final Table<Course> courses;

    public LambdaPlatform(
            ServiceContext context,
            DeploymentTable deployments,
            AppSpecs appSpecs,
            ValidationHooks hooks,
            Supplier<LambdaClient> lambda) {
        this.context = context;
        this.appSpecs = appSpecs;
        this.traffic = new AliasTraffic(lambda);
        this.hooks = hooks;
        this.target = new FunctionTarget(context, deployments);
        this.log = new TargetLog(context, deployments);
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
            case BEFORE -> validate(row, course.get(), LambdaSpec.BEFORE, Phase.SHIFTING);
            case SHIFTING -> shift(row, course.get());
            case AFTER -> validate(row, course.get(), LambdaSpec.AFTER, Phase.DONE);
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

    private Next validate(DeploymentRow row, Course course, String event, Phase next) throws DeploymentFailure {
        String function = FunctionTarget.id(course.spec());
        Optional<Next> wait = hooks.take(row, function, event, course.spec().hook(event));
        if (wait.isPresent()) {
            return wait.get();
        }
        context.store().write(() -> {
            courses.put(row.id(), course.to(next, context.time().instant()));
            if (next == Phase.DONE) {
                log.status(row.id(), function, TargetStatus.SUCCEEDED);
            }
        });
        return new Next.Now();
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
        return hooks.report(deployment, execution, status);
    }
}
