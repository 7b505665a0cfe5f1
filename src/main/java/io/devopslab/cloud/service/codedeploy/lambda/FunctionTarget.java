package io.devopslab.cloud.service.codedeploy.lambda;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codedeploy.appspec.LambdaSpec;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentTable;
import io.devopslab.cloud.service.codedeploy.deployment.Targets;
import java.util.List;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTargetType;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/**
 * The one function that a deployment deploys, as it tells of it. Its identifier is the function's name
 * (CodeDeploy API Reference, "BatchGetDeploymentTargets").
 */
final class FunctionTarget {

    static final String ALLOW = "AllowTraffic";

    private final ServiceContext context;
    private final DeploymentTable deployments;

    FunctionTarget(ServiceContext context, DeploymentTable deployments) {
        this.context = context;
        this.deployments = deployments;
    }

    static String id(LambdaSpec spec) {
        return Arns.name(spec.function());
    }

    void begin(String deployment, LambdaSpec spec) {
        String function = id(spec);
        DeploymentTarget target = DeploymentTarget.builder()
                .deploymentTargetType(DeploymentTargetType.LAMBDA_TARGET)
                .lambdaTarget(lambda -> lambda.deploymentId(deployment)
                        .targetId(function)
                        .targetArn(Arns.of("lambda", context.scope(), "function:" + function + ":" + spec.alias()))
                        .status(TargetStatus.IN_PROGRESS)
                        .lastUpdatedAt(context.time().instant())
                        .lifecycleEvents(Targets.pending(List.of(LambdaSpec.BEFORE, ALLOW, LambdaSpec.AFTER)))
                        .lambdaFunctionInfo(info -> info.functionName(function)
                                .functionAlias(spec.alias())
                                .currentVersion(spec.currentVersion())
                                .targetVersion(spec.targetVersion())
                                .targetVersionWeight(0.0)))
                .build();
        deployments.update(deployment, row -> row.with(List.of(target)));
    }

    /** The target when that much of the traffic reaches the target version. */
    static DeploymentTarget weighing(DeploymentTarget target, int percentage) {
        return target.toBuilder()
                .lambdaTarget(target.lambdaTarget().toBuilder()
                        .lambdaFunctionInfo(target.lambdaTarget().lambdaFunctionInfo().toBuilder()
                                .targetVersionWeight(percentage / 100.0)
                                .build())
                        .build())
                .build();
    }
}
