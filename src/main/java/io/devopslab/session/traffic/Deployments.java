package io.devopslab.session.traffic;

import io.devopslab.session.traffic.Sample.Deployment;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.CodeDeployException;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;

/** Finds the deployment of CodeDeploy that moves an alias, among all of the account: the alias does not name it. */
final class Deployments {

    private static final int NEWEST = 10;

    private final CodeDeployClient codeDeploy;
    private final Callee callee;
    private final Map<String, Boolean> known = new HashMap<>();

    Deployments(CodeDeployClient codeDeploy, Callee callee) {
        this.codeDeploy = codeDeploy;
        this.callee = callee;
    }

    /** The newest; empty when there is none, or it may not be looked for. */
    Optional<Deployment> newest() {
        try {
            List<String> ids = codeDeploy.listDeployments(r -> {}).deployments().stream()
                    .limit(NEWEST)
                    .toList();
            if (ids.isEmpty()) {
                return Optional.empty();
            }
            return codeDeploy.batchGetDeployments(r -> r.deploymentIds(ids)).deploymentsInfo().stream()
                    .filter(info -> info.computePlatform() == ComputePlatform.LAMBDA)
                    .sorted(Comparator.comparing(DeploymentInfo::createTime).reversed())
                    .filter(info -> moves(info.deploymentId()))
                    .findFirst()
                    .map(Deployments::shown);
        } catch (CodeDeployException e) {
            return Optional.empty();
        }
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
                && callee.alias()
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

    private static Deployment shown(DeploymentInfo info) {
        return new Deployment(
                info.deploymentId(),
                info.statusAsString(),
                info.deploymentConfigName(),
                info.creatorAsString(),
                Optional.ofNullable(info.errorInformation()).map(error -> error.codeAsString()),
                Optional.ofNullable(info.rollbackInfo()).map(rollback -> rollback.rollbackDeploymentId()));
    }
}
