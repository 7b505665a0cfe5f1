package io.devopslab.cloud.service.codedeploy.ecs;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.codedeploy.appspec.EcsSpec;
import io.devopslab.cloud.service.codedeploy.appspec.InvalidAppSpecException;
import io.devopslab.cloud.service.codedeploy.deployment.AppSpecs;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentEvents;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentFailure;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentTable;
import io.devopslab.cloud.service.codedeploy.deployment.Platform;
import io.devopslab.cloud.service.codedeploy.deployment.Shift;
import io.devopslab.cloud.service.codedeploy.deployment.TargetLog;
import io.devopslab.cloud.service.codedeploy.deployment.ValidationHooks;
import io.devopslab.cloud.service.codedeploy.ecs.Course.Phase;
import io.devopslab.cloud.service.codedeploy.setup.Groups;
import io.devopslab.cloud.service.codedeploy.setup.RevisionKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.BlueInstanceTerminationOption;
import software.amazon.awssdk.services.codedeploy.model.DeploymentReadyAction;
import software.amazon.awssdk.services.codedeploy.model.DeploymentReadyOption;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.DeploymentWaitType;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.InstanceAction;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.StabilityStatus;
import software.amazon.awssdk.services.ecs.model.TaskSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/**
 * Deploys a task definition to a service: a replacement task set starts behind the second target group, functions
 * validate it, the listener's traffic moves, the original task set goes (CodeDeploy User Guide, "Deployments on an Amazon
 * ECS compute platform"). A rollback gives the traffic back at once and ends the replacement.
 */
public final class EcsPlatform implements Platform {

    /** How often the replacement is looked at while it starts. */
    private static final Duration POLL = Duration.ofSeconds(10);

    /** How long the replacement may take until it is steady (User Guide, "Deployments on an Amazon ECS compute platform"). */
    private static final Duration INSTALL_TIME = Duration.ofHours(1);

    private final ServiceContext context;
    private final DeploymentTable deployments;
    private final DeploymentEvents events;
    private final AppSpecs appSpecs;
    private final ValidationHooks hooks;
    private final TaskSets taskSets;
    private final ServiceTraffic traffic;
    private final ServiceTarget target;
    private final TargetLog log;
    private final Beginning beginning;
    private final Table<Course> courses;

    public EcsPlatform(
            ServiceContext context,
            DeploymentTable deployments,
            DeploymentEvents events,
            AppSpecs appSpecs,
            ValidationHooks hooks,
            Supplier<EcsClient> ecs,
            Supplier<ElasticLoadBalancingV2Client> elb) {
        this.context = context;
        this.deployments = deployments;
        this.events = events;
        this.appSpecs = appSpecs;
        this.hooks = hooks;
        this.taskSets = new TaskSets(ecs);
        this.traffic = new ServiceTraffic(elb);
        this.target = new ServiceTarget(context, deployments, taskSets);
        this.log = new TargetLog(context, deployments);
        this.beginning = new Beginning(taskSets, traffic);
        this.courses = context.store().table("service-courses", Course.class);
    }

    private Instant now() {
        return context.time().instant();
    }

    @Override
    public Next advance(DeploymentRow row) throws DeploymentFailure {
        Optional<Course> course = courses.get(row.id());
        if (course.isEmpty()) {
            begin(row);
            return new Next.Now();
        }
        Course present = course.get();
        return switch (present.phase()) {
            case BEFORE_INSTALL -> validate(row, present, EcsSpec.BEFORE_INSTALL, Phase.INSTALL);
            case INSTALL -> install(row, present);
            case AFTER_INSTALL ->
                validate(
                        row,
                        present,
                        EcsSpec.AFTER_INSTALL,
                        present.place().testListener().isPresent() ? Phase.TEST_TRAFFIC : Phase.READY);
            case TEST_TRAFFIC -> allowTestTraffic(row, present);
            case AFTER_TEST_TRAFFIC -> validate(row, present, EcsSpec.AFTER_ALLOW_TEST_TRAFFIC, Phase.READY);
            case READY -> awaitWord(row, present);
            case BEFORE_TRAFFIC -> validate(row, present, EcsSpec.BEFORE_ALLOW_TRAFFIC, Phase.SHIFTING);
            case SHIFTING -> shift(row, present);
            case AFTER_TRAFFIC -> validate(row, present, EcsSpec.AFTER_ALLOW_TRAFFIC, Phase.TERMINATION_WAIT);
            case TERMINATION_WAIT -> awaitTermination(row, present);
            case TERMINATION -> terminate(row, present);
            case RETURNING -> giveBack(row, present);
        };
    }

    private void begin(DeploymentRow row) throws DeploymentFailure {
        EcsSpec spec = spec(row);
        if (row.isRollback()) {
            String triggering = row.info().rollbackInfo().rollbackTriggeringDeploymentId();
            Course former = courses.get(triggering).orElseThrow();
            context.store().write(() -> {
                courses.put(row.id(), former.returning(spec, now()));
                target.begin(row.id(), former.place(), List.of(ServiceTarget.ALLOW));
            });
            return;
        }
        Course.Place place = beginning.place(row);
        context.store().write(() -> {
            courses.put(row.id(), Course.begin(spec, place, now().plus(INSTALL_TIME)));
            target.begin(row.id(), place, ServiceTarget.events(place));
        });
    }

    private EcsSpec spec(DeploymentRow row) throws DeploymentFailure {
        try {
            return EcsSpec.parse(appSpecs.text(row.info().revision()));
        } catch (InvalidAppSpecException e) {
            throw new DeploymentFailure(ErrorCode.INVALID_REVISION, String.valueOf(e.getMessage()));
        }
    }

    private void keep(DeploymentRow row, UnaryOperator<Course> change) {
        courses.update(row.id(), change);
    }

    private static String id(Course course) {
        return ServiceTarget.id(course.place());
    }

    private Next validate(DeploymentRow row, Course course, String event, Phase next) throws DeploymentFailure {
        Optional<Next> wait = hooks.take(row, id(course), event, course.spec().hook(event));
        if (wait.isPresent()) {
            return wait.get();
        }
        switch (next) {
            case INSTALL -> {
                keep(row, each -> each.to(next, now().plus(INSTALL_TIME)));
                log.started(row.id(), id(course), ServiceTarget.INSTALL);
            }
            case TERMINATION_WAIT -> finishTraffic(row);
            default -> move(row, next);
        }
        return new Next.Now();
    }

    private void move(DeploymentRow row, Phase next) {
        keep(row, course -> next == Phase.READY ? ready(row, course) : course.to(next, now()));
    }

    /** Waits for a word, where the group says so. */
    private Course ready(DeploymentRow row, Course course) {
        DeploymentReadyOption option =
                row.info().blueGreenDeploymentConfiguration().deploymentReadyOption();
        if (option == null || option.actionOnTimeout() != DeploymentReadyAction.STOP_DEPLOYMENT) {
            return course.to(Phase.BEFORE_TRAFFIC, now());
        }
        deployments
                .update(row.id(), present -> present.with(info -> info.status(DeploymentStatus.READY)))
                .ifPresent(present -> events.deployment(present, "READY"));
        return course.to(Phase.READY, now().plus(minutes(option.waitTimeInMinutes())));
    }

    private static Duration minutes(@Nullable Integer number) {
        return Duration.ofMinutes(number == null ? 0 : number);
    }

    /** The second group is behind the listener from the beginning, without traffic, so that its targets are looked at. */
    private Next install(DeploymentRow row, Course course) throws DeploymentFailure {
        Course.Place place = course.place();
        if (course.green().isEmpty()) {
            traffic.move(place.prodListener(), place.blueGroup(), place.greenGroup(), 0);
            Service service = taskSets.service(row.group().ecsServices().get(0));
            String made = taskSets.create(course, row.id(), service, source(row));
            keep(row, each -> each.installing(made));
            return new Next.Now();
        }
        target.look(row.id(), course);
        Optional<TaskSet> green = taskSets.find(place, course.green().get());
        if (green.isEmpty()) {
            throw new DeploymentFailure(
                    ErrorCode.ECS_UPDATE_ERROR,
                    "The ECS service cannot be updated: the replacement task set was deleted while it was deployed.");
        }
        if (green.get().stabilityStatus() == StabilityStatus.STEADY_STATE) {
            log.succeeded(row.id(), id(course), ServiceTarget.INSTALL);
            move(row, Phase.AFTER_INSTALL);
            return new Next.Now();
        }
        if (now().isBefore(course.due())) {
            Instant next = now().plus(POLL);
            return new Next.At(next.isBefore(course.due()) ? next : course.due());
        }
        throw new DeploymentFailure(
                ErrorCode.TIMEOUT,
                "The deployment timed out while waiting for the replacement task set to become healthy. This time out"
                        + " period is 60 minutes.");
    }

    private String source(DeploymentRow row) {
        return Groups.arn(context, row.info().applicationName(), row.info().deploymentGroupName());
    }

    private Next allowTestTraffic(DeploymentRow row, Course course) throws DeploymentFailure {
        log.started(row.id(), id(course), ServiceTarget.ALLOW_TEST);
        moveTestTraffic(course, 100);
        context.store().write(() -> {
            log.succeeded(row.id(), id(course), ServiceTarget.ALLOW_TEST);
            move(row, Phase.AFTER_TEST_TRAFFIC);
        });
        return new Next.Now();
    }

    private void moveTestTraffic(Course course, int percentage) throws DeploymentFailure {
        Course.Place place = course.place();
        if (place.testListener().isPresent()) {
            traffic.move(place.testListener().get(), place.blueGroup(), place.greenGroup(), percentage);
        }
    }

    private Next awaitWord(DeploymentRow row, Course course) throws DeploymentFailure {
        if (course.proceeds()) {
            context.store().write(() -> {
                move(row, Phase.BEFORE_TRAFFIC);
                deployments.update(
                        row.id(), present -> present.with(info -> info.status(DeploymentStatus.IN_PROGRESS)));
            });
            return new Next.Now();
        }
        if (now().isBefore(course.due())) {
            return new Next.At(course.due());
        }
        throw DeploymentFailure.stopping(
                ErrorCode.TIMEOUT,
                "The deployment was stopped because the rerouting of traffic to the replacement task set was not"
                        + " started within the wait time.");
    }

    /** Takes the next step of the traffic when it is due. A step that was missed is taken late, and only one at once. */
    private Next shift(DeploymentRow row, Course course) throws DeploymentFailure {
        if (now().isBefore(course.due())) {
            return new Next.At(course.due());
        }
        Shift shift = Shift.of(row.config().trafficRoutingConfig());
        int percentage = shift.percentages().get(course.shifted());
        boolean isLast = shift.isLast(course.shifted());
        if (course.shifted() == 0) {
            log.started(row.id(), id(course), ServiceTarget.ALLOW);
        }
        Course.Place place = course.place();
        traffic.move(place.prodListener(), place.blueGroup(), place.greenGroup(), percentage);
        if (isLast) {
            taskSets.makePrimary(place, course.green().orElseThrow());
        }
        Course next = course.shiftedTo(percentage, now().plus(shift.interval()));
        context.store().write(() -> {
            keep(row, each -> isLast ? next.to(Phase.AFTER_TRAFFIC, now()) : next);
            if (isLast) {
                log.succeeded(row.id(), id(course), ServiceTarget.ALLOW);
            }
        });
        target.look(row.id(), next);
        return new Next.Now();
    }

    private void finishTraffic(DeploymentRow row) {
        BlueInstanceTerminationOption option =
                row.info().blueGreenDeploymentConfiguration().terminateBlueInstancesOnDeploymentSuccess();
        boolean terminates = option == null || option.action() == InstanceAction.TERMINATE;
        Duration wait = terminates && option != null ? minutes(option.terminationWaitTimeInMinutes()) : Duration.ZERO;
        context.store().write(() -> {
            keep(row, course -> course.to(Phase.TERMINATION_WAIT, now().plus(wait)));
            if (terminates) {
                deployments.update(
                        row.id(), present -> present.with(info -> info.instanceTerminationWaitTimeStarted(true)));
            }
        });
    }

    private Next awaitTermination(DeploymentRow row, Course course) {
        if (now().isBefore(course.due()) && !course.proceeds()) {
            return new Next.At(course.due());
        }
        move(row, Phase.TERMINATION);
        return new Next.Now();
    }

    private Next terminate(DeploymentRow row, Course course) throws DeploymentFailure {
        BlueInstanceTerminationOption option =
                row.info().blueGreenDeploymentConfiguration().terminateBlueInstancesOnDeploymentSuccess();
        if (option == null || option.action() == InstanceAction.TERMINATE) {
            taskSets.delete(course.place(), course.place().blue());
        }
        target.look(row.id(), course);
        log.status(row.id(), id(course), TargetStatus.SUCCEEDED);
        return new Next.Done();
    }

    private Next giveBack(DeploymentRow row, Course course) throws DeploymentFailure {
        Course.Place place = course.place();
        log.started(row.id(), id(course), ServiceTarget.ALLOW);
        if (course.green().isPresent() || course.percentage() > 0) {
            traffic.move(place.prodListener(), place.blueGroup(), place.greenGroup(), 0);
            moveTestTraffic(course, 0);
        }
        Optional<TaskSet> blue = taskSets.find(place, place.blue());
        if (blue.filter(set -> !"PRIMARY".equals(set.status())).isPresent()) {
            taskSets.makePrimary(place, place.blue());
        }
        if (course.green().isPresent()) {
            taskSets.delete(place, course.green().get());
        }
        Course over = course.shiftedTo(0, now());
        keep(row, each -> over);
        target.look(row.id(), over);
        log.succeeded(row.id(), id(course), ServiceTarget.ALLOW);
        log.status(row.id(), id(course), TargetStatus.SUCCEEDED);
        return new Next.Done();
    }

    /** Nothing of CodeDeploy's own works for the deployment; what it has made stays for its rollback, or for a look. */
    @Override
    public void abandon(DeploymentRow row) {}

    @Override
    public void recover(DeploymentRow row) {}

    /** The service as it was; as long as its original tasks are there. */
    @Override
    public Optional<Rollback> rollback(DeploymentRow row) {
        return courses.get(row.id())
                .filter(course -> course.phase() != Phase.TERMINATION)
                .map(course -> {
                    Course.Place place = course.place();
                    String text = course.spec()
                            .returningTo(place.blueDefinition(), place.blueContainer(), place.bluePort())
                            .text();
                    RevisionLocation revision = RevisionKeys.checked(RevisionLocation.builder()
                            .revisionType(RevisionLocationType.APP_SPEC_CONTENT)
                            .appSpecContent(content -> content.content(text))
                            .build());
                    return new Rollback(revision, "CodeDeployDefault.ECSAllAtOnce");
                });
    }

    @Override
    public boolean report(String deployment, String execution, LifecycleEventStatus status) {
        return hooks.report(deployment, execution, status);
    }

    @Override
    public boolean proceed(DeploymentRow row, DeploymentWaitType wait) {
        Phase awaited = wait == DeploymentWaitType.TERMINATION_WAIT ? Phase.TERMINATION_WAIT : Phase.READY;
        return context.store().write(() -> {
            Optional<Course> course = courses.get(row.id()).filter(each -> each.phase() == awaited);
            course.ifPresent(each -> courses.put(row.id(), each.proceeding()));
            return course.isPresent();
        });
    }
}
