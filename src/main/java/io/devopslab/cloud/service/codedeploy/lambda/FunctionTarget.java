package io.devopslab.cloud.service.codedeploy.lambda;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codedeploy.appspec.LambdaSpec;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentTable;
import io.devopslab.cloud.service.codedeploy.deployment.Targets;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTargetType;
import software.amazon.awssdk.services.codedeploy.model.LambdaFunctionInfo;
import software.amazon.awssdk.services.codedeploy.model.LifecycleErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEvent;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/** What a deployment tells of the one function that it deploys. Its identifier is the function's name
 * (CodeDeploy API Reference, "BatchGetDeploymentTargets"). */
final class FunctionTarget {

    static final String ALLOW = "AllowTraffic";

    private final ServiceContext context;
    private final DeploymentTable deployments;

    FunctionTarget(ServiceContext context, DeploymentTable deployments) {
        this.context = context;
        this.deployments = deployments;
    }

    void begin(String deployment, String function, LambdaSpec spec) {
        DeploymentTarget target = DeploymentTarget.builder()
                .deploymentTargetType(DeploymentTargetType.LAMBDA_TARGET)
                .lambdaTarget(lambda -> lambda.deploymentId(deployment)
                        .targetId(function)
                        .targetArn(Arns.of("lambda", context.scope(), "function:" + function + ":" + spec.alias()))
                        .status(TargetStatus.IN_PROGRESS)
                        .lastUpdatedAt(now())
                        .lifecycleEvents(Targets.pending(List.of(LambdaSpec.BEFORE, ALLOW, LambdaSpec.AFTER)))
                        .lambdaFunctionInfo(info -> info.functionName(function)
                                .functionAlias(spec.alias())
                                .currentVersion(spec.currentVersion())
                                .targetVersion(spec.targetVersion())
                                .targetVersionWeight(0.0)))
                .build();
        deployments.update(deployment, row -> row.with(List.of(target)));
    }

    private Instant now() {
        return context.time().instant();
    }

    void started(String deployment, String event) {
        change(deployment, event, builder -> {
            LifecycleEvent present = builder.build();
            return builder.status(LifecycleEventStatus.IN_PROGRESS)
                    .startTime(present.startTime() == null ? now() : present.startTime());
        });
    }

    void succeeded(String deployment, String event) {
        change(deployment, event, builder -> builder.status(LifecycleEventStatus.SUCCEEDED)
                .endTime(now())
                .diagnostics(d -> d.errorCode(LifecycleErrorCode.SUCCESS).message("Succeeded")));
    }

    void failed(String deployment, String event, LifecycleErrorCode code, String message) {
        change(deployment, event, builder -> builder.status(LifecycleEventStatus.FAILED)
                .endTime(now())
                .diagnostics(d -> d.errorCode(code).message(message)));
    }

    private void change(String deployment, String event, UnaryOperator<LifecycleEvent.Builder> change) {
        each(deployment, target -> Targets.with(
                target,
                Targets.status(target),
                Targets.change(Targets.events(target), event, change),
                now()));
    }

    /** That much of the traffic reaches the target version. */
    void weighs(String deployment, int percentage) {
        each(deployment, target -> {
            LambdaFunctionInfo info = target.lambdaTarget().lambdaFunctionInfo().toBuilder()
                    .targetVersionWeight(percentage / 100.0)
                    .build();
            return target.toBuilder()
                    .lambdaTarget(target.lambdaTarget().toBuilder()
                            .lambdaFunctionInfo(info)
                            .lastUpdatedAt(now())
                            .build())
                    .build();
        });
    }

    void done(String deployment) {
        each(deployment, target -> Targets.with(target, TargetStatus.SUCCEEDED, Targets.events(target), now()));
    }

    private void each(String deployment, UnaryOperator<DeploymentTarget> change) {
        deployments.update(
                deployment,
                row -> row.with(row.targets().stream().map(change).toList()));
    }
}
