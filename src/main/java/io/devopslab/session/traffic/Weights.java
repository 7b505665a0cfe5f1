package io.devopslab.session.traffic;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** What an alias gives to each version that it names. */
final class Weights {

    private final LambdaClient lambda;
    private final Callee.Alias callee;

    Weights(LambdaClient lambda, Callee.Alias callee) {
        this.lambda = lambda;
        this.callee = callee;
    }

    /** From 0 to 1; nothing when there is no such alias, or it may not be read. */
    Map<String, Double> now() {
        try {
            GetAliasResponse alias =
                    lambda.getAlias(r -> r.functionName(callee.function()).name(callee.name()));
            Map<String, Double> weights = new LinkedHashMap<>();
            double rest = 1;
            if (alias.routingConfig() != null) {
                for (var other :
                        alias.routingConfig().additionalVersionWeights().entrySet()) {
                    weights.put(other.getKey(), other.getValue());
                    rest -= other.getValue();
                }
            }
            weights.put(alias.functionVersion(), Math.round(rest * 1000) / 1000.0);
            return weights;
        } catch (LambdaException e) {
            return Map.of();
        }
    }
}
