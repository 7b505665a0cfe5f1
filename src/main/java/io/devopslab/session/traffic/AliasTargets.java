package io.devopslab.session.traffic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;

/** Knows the deployments that move an alias: neither names the other. */
final class AliasTargets {

    private final CodeDeployClient codeDeploy;
    private final Callee.Alias callee;
    private final Map<String, Boolean> known = new HashMap<>();

    AliasTargets(CodeDeployClient codeDeploy, Callee.Alias callee) {
        this.codeDeploy = codeDeploy;
        this.callee = callee;
    }

    boolean isMovedBy(DeploymentInfo deployment) {
        return deployment.computePlatform() == ComputePlatform.LAMBDA && moves(deployment.deploymentId());
    }

    /** Whether the deployment has the alias as its target. One that has no target yet is asked again. */
    private boolean moves(String id) {
        Boolean answer = known.get(id);
        if (answer != null) {
            return answer;
        }
        List<String> targets =
                codeDeploy.listDeploymentTargets(r -> r.deploymentId(id)).targetIds();
        if (targets.isEmpty()) {
            return false;
        }
        boolean moves =
                codeDeploy
                        .batchGetDeploymentTargets(r -> r.deploymentId(id).targetIds(targets))
                        .deploymentTargets()
                        .stream()
                        .anyMatch(this::isAlias);
        known.put(id, moves);
        return moves;
    }

    private boolean isAlias(DeploymentTarget target) {
        return target.lambdaTarget() != null
                && target.lambdaTarget().lambdaFunctionInfo() != null
                && callee.name()
                        .equals(target.lambdaTarget().lambdaFunctionInfo().functionAlias())
                && isFunction(target.lambdaTarget().lambdaFunctionInfo().functionName());
    }

    /** Either may be a name or an ARN. */
    private boolean isFunction(String name) {
        return last(name).equals(last(callee.function()));
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf(':') + 1);
    }
}
