package io.devopslab.cloud.service.codedeploy.lambda;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.service.codedeploy.appspec.LambdaSpec;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentFailure;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.TrafficRoutingType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;

/**
 * The traffic of an alias. While it moves, the alias stays on the current version and has the target version as its
 * additional one; at the end it is on the target version alone.
 */
final class AliasTraffic {

    private static final String INVALID =
            "The deployment failed because the AppSpec file that specifies the AWS Lambda deployment configuration is"
                    + " missing or has an invalid configuration.";

    private final Supplier<LambdaClient> lambda;

    AliasTraffic(Supplier<LambdaClient> lambda) {
        this.lambda = lambda;
    }

    /** The alias and both versions must be there; but for a rollback, the alias where the file says, and there alone. */
    void check(LambdaSpec spec, DeploymentRow row) throws DeploymentFailure {
        boolean isWhole = row.config().trafficRoutingConfig().type() == TrafficRoutingType.ALL_AT_ONCE;
        if (!isWhole && spec.currentVersion().equals(spec.targetVersion())) {
            throw new DeploymentFailure(ErrorCode.INVALID_LAMBDA_CONFIGURATION, INVALID);
        }
        try {
            GetAliasResponse alias =
                    lambda.get().getAlias(r -> r.functionName(spec.function()).name(spec.alias()));
            for (String version : new String[] {spec.currentVersion(), spec.targetVersion()}) {
                lambda.get().getFunctionConfiguration(r -> r.functionName(spec.function())
                        .qualifier(version));
            }
            if (!row.isRollback()) {
                check(spec, alias);
            }
        } catch (ResourceNotFoundException e) {
            throw missing(e.awsErrorDetails().errorMessage());
        }
    }

    private static void check(LambdaSpec spec, GetAliasResponse alias) throws DeploymentFailure {
        if (!alias.functionVersion().equals(spec.currentVersion())) {
            throw new DeploymentFailure(
                    ErrorCode.INVALID_LAMBDA_CONFIGURATION,
                    INVALID + " The Lambda function alias version does not match the current version in AppSpec file.");
        }
        // What a deployment has left that was stopped and not rolled back (User Guide, "Troubleshoot AWS Lambda
        // deployment issues").
        if (alias.routingConfig() != null
                && alias.routingConfig().hasAdditionalVersionWeights()
                && !alias.routingConfig().additionalVersionWeights().isEmpty()) {
            throw new DeploymentFailure(
                    ErrorCode.INVALID_LAMBDA_CONFIGURATION,
                    INVALID + " The Lambda function alias references two versions of the function.");
        }
    }

    private static DeploymentFailure missing(String message) {
        return new DeploymentFailure(
                ErrorCode.INVALID_LAMBDA_FUNCTION,
                "The Lambda function, alias or version of the AppSpec file was not found: " + message);
    }

    /**
     * @param percentage of the calls that go to the target version
     * @param source the ARN of the deployment group
     */
    void move(LambdaSpec spec, int percentage, String source) throws DeploymentFailure {
        boolean isWhole = percentage >= 100;
        Map<String, Double> weights = isWhole ? Map.of() : Map.of(spec.targetVersion(), percentage / 100.0);
        try {
            lambda.get()
                    .updateAlias(UpdateAliasRequest.builder()
                            .functionName(spec.function())
                            .name(spec.alias())
                            .functionVersion(isWhole ? spec.targetVersion() : spec.currentVersion())
                            .routingConfig(AliasRoutingConfiguration.builder()
                                    .additionalVersionWeights(weights)
                                    .build())
                            .overrideConfiguration(CallSource.of(source))
                            .build());
        } catch (ResourceNotFoundException e) {
            throw missing(e.awsErrorDetails().errorMessage());
        } catch (InvalidParameterValueException e) {
            throw new DeploymentFailure(
                    ErrorCode.INVALID_LAMBDA_CONFIGURATION, e.awsErrorDetails().errorMessage());
        }
    }
}
