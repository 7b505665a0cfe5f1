package io.devopslab.cloud.service.codedeploy.deployment;

import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Instant;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.Diagnostics;
import software.amazon.awssdk.services.codedeploy.model.LifecycleErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEvent;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/** Writes down how the targets of deployments fare. A deployment that has ended is written down no more. */
public final class TargetLog {

    private final ServiceContext context;
    private final DeploymentTable deployments;

    public TargetLog(ServiceContext context, DeploymentTable deployments) {
        this.context = context;
        this.deployments = deployments;
    }

    private Instant now() {
        return context.time().instant();
    }

    /** The event begins, unless it has begun before. */
    public void started(String deployment, String target, String event) {
        change(deployment, target, event, builder -> {
            LifecycleEvent present = builder.build();
            return builder.status(LifecycleEventStatus.IN_PROGRESS)
                    .startTime(present.startTime() == null ? now() : present.startTime());
        });
    }

    public void succeeded(String deployment, String target, String event) {
        change(deployment, target, event, builder -> builder.status(LifecycleEventStatus.SUCCEEDED)
                .endTime(now())
                .diagnostics(d -> d.errorCode(LifecycleErrorCode.SUCCESS)
                        .scriptName("")
                        .message("Succeeded")
                        .logTail("")));
    }

    public void failed(String deployment, String target, String event, Diagnostics diagnostics) {
        change(deployment, target, event, builder -> builder.status(LifecycleEventStatus.FAILED)
                .endTime(now())
                .diagnostics(diagnostics));
    }

    private void change(String deployment, String target, String event, UnaryOperator<LifecycleEvent.Builder> change) {
        each(
                deployment,
                target,
                found -> Targets.with(
                        found, Targets.status(found), Targets.change(Targets.events(found), event, change), now()));
    }

    /** The target as a whole; events that have not begun when it fails are skipped. */
    public void status(String deployment, String target, TargetStatus status) {
        each(
                deployment,
                target,
                found -> status == TargetStatus.FAILED
                        ? Targets.abandoned(found, now())
                        : Targets.with(found, status, Targets.events(found), now()));
    }

    /** Changes the target as the caller likes. */
    public void each(String deployment, String target, UnaryOperator<DeploymentTarget> change) {
        deployments.update(
                deployment,
                row -> row.with(row.targets().stream()
                        .map(found -> Targets.id(found).equals(target) ? change.apply(found) : found)
                        .toList()));
    }
}
