package io.devopslab.cloud.service.codedeploy.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/**
 * Functions that validate. They are invoked asynchronously with the two identifiers by which they report; one that
 * throws reports nothing, and its deployment waits an hour for it.
 */
final class Hooks {

    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

    private final Supplier<LambdaClient> lambda;

    Hooks(Supplier<LambdaClient> lambda) {
        this.lambda = lambda;
    }

    /** An opaque text, as AWS's looks. */
    static String newExecution(Ids ids) {
        String text = "{\"encryptedData\":\"" + ids.alphanumeric(64) + "\"}";
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Invokes the function.
     *
     * @return why it cannot be invoked; empty when it was
     */
    Optional<String> invoke(String function, String deployment, String execution, String source) {
        String event = JsonNodeFactory.instance
                .objectNode()
                .put("DeploymentId", deployment)
                .put("LifecycleEventHookExecutionId", execution)
                .toString();
        try {
            lambda.get()
                    .invoke(InvokeRequest.builder()
                            .functionName(function)
                            .invocationType(InvocationType.EVENT)
                            .payload(SdkBytes.fromUtf8String(event))
                            .overrideConfiguration(CallSource.of(source))
                            .build());
            return Optional.empty();
        } catch (AwsServiceException e) {
            if (e.statusCode() >= 500 || e.isThrottlingException()) {
                throw e;
            }
            LOG.debug("A hook cannot be invoked.", e);
            return Optional.of(e.awsErrorDetails().errorMessage());
        }
    }
}
