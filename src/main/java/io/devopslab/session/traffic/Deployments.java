package io.devopslab.session.traffic;

import io.devopslab.session.traffic.Sample.Deployment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.CodeDeployException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;

/** Finds the newest deployment of CodeDeploy that changes who answers, among all of the account. */
final class Deployments {

    private static final int NEWEST = 10;

    private final CodeDeployClient codeDeploy;
    private final Predicate<DeploymentInfo> changes;

    /**
     * @param changes whether a deployment changes who answers
     */
    Deployments(CodeDeployClient codeDeploy, Predicate<DeploymentInfo> changes) {
        this.codeDeploy = codeDeploy;
        this.changes = changes;
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
                    .sorted(Comparator.comparing(DeploymentInfo::createTime).reversed())
                    .filter(changes)
                    .findFirst()
                    .map(Deployments::shown);
        } catch (CodeDeployException e) {
            return Optional.empty();
        }
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
