package io.devopslab.cloud.service.codedeploy.deployment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.codedeploy.model.DeploymentOverview;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEvent;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/** Reads and changes deployment targets, whatever they are. */
public final class Targets {

    private Targets() {}

    public static String id(DeploymentTarget target) {
        return switch (target.deploymentTargetType()) {
            case LAMBDA_TARGET -> target.lambdaTarget().targetId();
            case ECS_TARGET -> target.ecsTarget().targetId();
            default -> target.instanceTarget().targetId();
        };
    }

    public static TargetStatus status(DeploymentTarget target) {
        return switch (target.deploymentTargetType()) {
            case LAMBDA_TARGET -> target.lambdaTarget().status();
            case ECS_TARGET -> target.ecsTarget().status();
            default -> target.instanceTarget().status();
        };
    }

    public static List<LifecycleEvent> events(DeploymentTarget target) {
        return switch (target.deploymentTargetType()) {
            case LAMBDA_TARGET -> target.lambdaTarget().lifecycleEvents();
            case ECS_TARGET -> target.ecsTarget().lifecycleEvents();
            default -> target.instanceTarget().lifecycleEvents();
        };
    }

    public static boolean hasEnded(DeploymentTarget target) {
        return List.of(TargetStatus.SUCCEEDED, TargetStatus.FAILED, TargetStatus.SKIPPED)
                .contains(status(target));
    }

    /** The target with that status and those events, updated at that moment. */
    public static DeploymentTarget with(
            DeploymentTarget target, TargetStatus status, List<LifecycleEvent> events, Instant now) {
        DeploymentTarget.Builder changed = target.toBuilder();
        switch (target.deploymentTargetType()) {
            case LAMBDA_TARGET ->
                changed.lambdaTarget(target.lambdaTarget().toBuilder()
                        .status(status)
                        .lifecycleEvents(events)
                        .lastUpdatedAt(now)
                        .build());
            case ECS_TARGET ->
                changed.ecsTarget(target.ecsTarget().toBuilder()
                        .status(status)
                        .lifecycleEvents(events)
                        .lastUpdatedAt(now)
                        .build());
            default ->
                changed.instanceTarget(target.instanceTarget().toBuilder()
                        .status(status)
                        .lifecycleEvents(events)
                        .lastUpdatedAt(now)
                        .build());
        }
        return changed.build();
    }

    /** The events with the one of that name changed. */
    public static List<LifecycleEvent> change(
            List<LifecycleEvent> events, String name, UnaryOperator<LifecycleEvent.Builder> change) {
        return events.stream()
                .map(event -> event.lifecycleEventName().equals(name)
                        ? change.apply(event.toBuilder()).build()
                        : event)
                .toList();
    }

    /** Events of those names, none of which has begun. */
    public static List<LifecycleEvent> pending(List<String> names) {
        return names.stream()
                .map(name -> LifecycleEvent.builder()
                        .lifecycleEventName(name)
                        .status(LifecycleEventStatus.PENDING)
                        .build())
                .toList();
    }

    /** A target whose deployment is over although it is not: what ran has failed, and the rest is skipped. */
    public static DeploymentTarget abandoned(DeploymentTarget target, Instant now) {
        if (hasEnded(target)) {
            return target;
        }
        List<LifecycleEvent> events =
                events(target).stream().map(event -> abandoned(event, now)).toList();
        boolean hadBegun = status(target) == TargetStatus.IN_PROGRESS;
        return with(target, hadBegun ? TargetStatus.FAILED : TargetStatus.SKIPPED, events, now);
    }

    private static LifecycleEvent abandoned(LifecycleEvent event, Instant now) {
        return switch (event.status()) {
            case IN_PROGRESS ->
                event.toBuilder()
                        .status(LifecycleEventStatus.FAILED)
                        .endTime(now)
                        .build();
            case PENDING ->
                event.toBuilder().status(LifecycleEventStatus.SKIPPED).build();
            default -> event;
        };
    }

    public static DeploymentOverview overview(List<DeploymentTarget> targets) {
        return DeploymentOverview.builder()
                .pending(count(targets, TargetStatus.PENDING))
                .inProgress(count(targets, TargetStatus.IN_PROGRESS))
                .succeeded(count(targets, TargetStatus.SUCCEEDED))
                .failed(count(targets, TargetStatus.FAILED))
                .skipped(count(targets, TargetStatus.SKIPPED))
                .ready(count(targets, TargetStatus.READY))
                .build();
    }

    private static long count(List<DeploymentTarget> targets, TargetStatus status) {
        return targets.stream().filter(target -> status(target) == status).count();
    }

    /** The target of that identifier. */
    public static Optional<DeploymentTarget> find(List<DeploymentTarget> targets, String id) {
        return targets.stream().filter(target -> id(target).equals(id)).findFirst();
    }
}
