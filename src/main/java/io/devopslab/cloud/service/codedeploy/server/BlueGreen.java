package io.devopslab.cloud.service.codedeploy.server;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentEvents;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentFailure;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentTable;
import io.devopslab.cloud.service.codedeploy.deployment.Platform.Next;
import io.devopslab.cloud.service.codedeploy.deployment.Targets;
import io.devopslab.cloud.service.codedeploy.server.Course.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codedeploy.model.BlueInstanceTerminationOption;
import software.amazon.awssdk.services.codedeploy.model.DeploymentReadyAction;
import software.amazon.awssdk.services.codedeploy.model.DeploymentReadyOption;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.DeploymentWaitType;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.InstanceAction;
import software.amazon.awssdk.services.codedeploy.model.TargetLabel;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/**
 * Replaces one fleet behind a load balancer by another (CodeDeploy User Guide, "Overview of a blue/green deployment"):
 * the replacement instances are deployed to, wait if they are to, get traffic, the original ones lose it, and are
 * terminated if they are to. A rollback gives the traffic back, all at once.
 */
final class BlueGreen {

    private final ServiceContext context;
    private final DeploymentTable deployments;
    private final DeploymentEvents events;
    private final Journeys journeys;
    private final Originals originals;
    private final Table<Course> courses;

    BlueGreen(
            ServiceContext context,
            DeploymentTable deployments,
            DeploymentEvents events,
            Journeys journeys,
            Originals originals,
            Table<Course> courses) {
        this.context = context;
        this.deployments = deployments;
        this.events = events;
        this.journeys = journeys;
        this.originals = originals;
        this.courses = courses;
    }

    static boolean isGreen(DeploymentTarget target) {
        return target.instanceTarget().instanceLabel() == TargetLabel.GREEN;
    }

    private static List<DeploymentTarget> greens(DeploymentRow row) {
        return row.targets().stream().filter(BlueGreen::isGreen).toList();
    }

    private static List<DeploymentTarget> blues(DeploymentRow row) {
        return row.targets().stream().filter(target -> !isGreen(target)).toList();
    }

    private Instant now() {
        return context.time().instant();
    }

    /** Inside a write: the targets are known. */
    void begin(DeploymentRow row) {
        courses.put(row.id(), Course.begin(row.isRollback() ? Phase.RETURNING : Phase.INSTALLING, now()));
    }

    Next advance(DeploymentRow row) throws DeploymentFailure {
        Course course = courses.get(row.id()).orElseThrow();
        return switch (course.phase()) {
            case INSTALLING -> install(row);
            case READY -> await(row, course);
            case ENTERING -> enter(row);
            case LEAVING -> leave(row);
            case TERMINATION_WAIT -> awaitTermination(row, course);
            case TERMINATION -> terminate(row);
            case RETURNING -> giveBack(row);
            case RETREATING -> retreat(row);
        };
    }

    private Next install(DeploymentRow row) throws DeploymentFailure {
        Fleet fleet = Fleet.installing(greens(row), row.config().minimumHealthyHosts());
        if (!fleet.isOver()) {
            return launch(row, greens(row), fleet);
        }
        if (!fleet.isGood()) {
            throw ServerPlatform.unhealthy();
        }
        DeploymentReadyOption option =
                row.info().blueGreenDeploymentConfiguration().deploymentReadyOption();
        boolean waits = option != null && option.actionOnTimeout() == DeploymentReadyAction.STOP_DEPLOYMENT;
        context.store().write(() -> {
            Duration time = waits ? minutes(option.waitTimeInMinutes()) : Duration.ZERO;
            move(row, waits ? Phase.READY : Phase.ENTERING, now().plus(time));
            if (waits) {
                deployments
                        .update(row.id(), present -> present.with(info -> info.status(DeploymentStatus.READY)))
                        .ifPresent(present -> events.deployment(present, "READY"));
            }
        });
        return new Next.Now();
    }

    private static Duration minutes(@org.jspecify.annotations.Nullable Integer number) {
        return Duration.ofMinutes(number == null ? 0 : number);
    }

    private void move(DeploymentRow row, Phase next, Instant due) {
        courses.update(row.id(), course -> course.to(next, due));
    }

    private Next launch(DeploymentRow row, List<DeploymentTarget> targets, Fleet fleet) {
        targets.stream()
                .filter(target -> Targets.status(target) == fleet.waiting())
                .limit(fleet.room())
                .forEach(target -> journeys.launch(row, target));
        return new Next.WhenAsked();
    }

    private Next await(DeploymentRow row, Course course) throws DeploymentFailure {
        if (course.proceeds()) {
            context.store().write(() -> {
                move(row, Phase.ENTERING, now());
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
                "The deployment was stopped because the rerouting of traffic to the replacement instances was not"
                        + " started within the wait time.");
    }

    private Next enter(DeploymentRow row) throws DeploymentFailure {
        Fleet fleet = Fleet.entering(greens(row), row.config().minimumHealthyHosts());
        if (!fleet.isOver()) {
            return launch(row, greens(row), fleet);
        }
        if (!fleet.isGood()) {
            throw ServerPlatform.unhealthy();
        }
        move(row, Phase.LEAVING, now());
        return new Next.Now();
    }

    private Next leave(DeploymentRow row) throws DeploymentFailure {
        Fleet fleet = Fleet.together(blues(row));
        if (!fleet.isOver()) {
            return launch(row, blues(row), fleet);
        }
        requireAll(blues(row));
        BlueInstanceTerminationOption option =
                row.info().blueGreenDeploymentConfiguration().terminateBlueInstancesOnDeploymentSuccess();
        if (option == null
                || option.action() != InstanceAction.TERMINATE
                || blues(row).isEmpty()) {
            return finish(row);
        }
        context.store().write(() -> {
            move(row, Phase.TERMINATION_WAIT, now().plus(minutes(option.terminationWaitTimeInMinutes())));
            deployments.update(
                    row.id(), present -> present.with(info -> info.instanceTerminationWaitTimeStarted(true)));
        });
        return new Next.Now();
    }

    /** User Guide, "CodeDeploy instance health": not one of the original instances may fail. */
    private static void requireAll(List<DeploymentTarget> targets) throws DeploymentFailure {
        if (targets.stream().anyMatch(target -> Targets.status(target) == TargetStatus.FAILED)) {
            throw ServerPlatform.unhealthy();
        }
    }

    private Next awaitTermination(DeploymentRow row, Course course) {
        if (now().isBefore(course.due())) {
            return new Next.At(course.due());
        }
        move(row, Phase.TERMINATION, now());
        return new Next.Now();
    }

    private Next terminate(DeploymentRow row) {
        originals.terminate(blues(row).stream().map(Targets::id).toList());
        return finish(row);
    }

    private Next finish(DeploymentRow row) {
        originals.replace(row);
        return new Next.Done();
    }

    private Next giveBack(DeploymentRow row) throws DeploymentFailure {
        Fleet fleet = Fleet.together(blues(row));
        if (!fleet.isOver()) {
            return launch(row, blues(row), fleet);
        }
        requireAll(blues(row));
        move(row, Phase.RETREATING, now());
        return new Next.Now();
    }

    /** What becomes of the replacement instances does not matter: the traffic is where it was. */
    private Next retreat(DeploymentRow row) {
        Fleet fleet = Fleet.together(greens(row));
        return fleet.isOver() ? new Next.Done() : launch(row, greens(row), fleet);
    }

    /** Whether a replacement instance waits before it gets traffic. */
    boolean restsAfterInstallation(DeploymentRow row, DeploymentTarget target) {
        return isGreen(target)
                && courses.get(row.id())
                        .filter(course -> course.phase() == Phase.INSTALLING)
                        .isPresent();
    }

    /** Whether the original instances are still there. */
    boolean canReturn(DeploymentRow row) {
        return courses.get(row.id())
                .filter(course -> course.phase() != Phase.TERMINATION)
                .isPresent();
    }

    /** Ends a wait; false when the deployment does not wait for that. */
    boolean proceed(DeploymentRow row, DeploymentWaitType wait) {
        Phase awaited = wait == DeploymentWaitType.TERMINATION_WAIT ? Phase.TERMINATION_WAIT : Phase.READY;
        return context.store().write(() -> {
            Optional<Course> course = courses.get(row.id()).filter(each -> each.phase() == awaited);
            course.ifPresent(each -> courses.put(row.id(), each.proceeding(now())));
            return course.isPresent();
        });
    }
}
