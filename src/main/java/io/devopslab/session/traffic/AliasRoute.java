package io.devopslab.session.traffic;

import io.devopslab.aws.Clients;
import io.devopslab.session.traffic.Sample.Deployment;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Calls go to an alias, which has a weight for each version. */
final class AliasRoute implements Route {

    private final Caller caller;
    private final Weights weights;
    private final Deployments deployments;

    AliasRoute(Clients clients, Callee.Alias callee, Answers answers) {
        LambdaClient lambda = clients.get(LambdaClient.class);
        CodeDeployClient codeDeploy = clients.get(CodeDeployClient.class);
        this.caller = new Caller(lambda, callee, answers);
        this.weights = new Weights(lambda, callee);
        this.deployments = new Deployments(codeDeploy, new AliasTargets(codeDeploy, callee)::isMovedBy);
    }

    @Override
    public void call() {
        caller.call();
    }

    @Override
    public Map<String, Double> weights() {
        return weights.now();
    }

    @Override
    public Optional<Deployment> deployment() {
        return deployments.newest();
    }

    @Override
    public Optional<String> refusal() {
        return caller.refusal();
    }
}
