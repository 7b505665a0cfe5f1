package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.Blobs.Blob;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/**
 * A function.
 *
 * @param latest what is {@code $LATEST} now
 * @param nextVersion the number that the next published version gets; numbers are never used again
 * @param reservedConcurrency how many calls may run at once; empty when none are reserved
 */
record StoredFunction(
        StoredVersion latest, int nextVersion, Map<String, String> tags, Optional<Integer> reservedConcurrency) {

    StoredFunction {
        tags = Map.copyOf(tags);
    }

    /**
     * A version: code and configuration that belong together.
     *
     * @param configuration with the ARN of the function alone
     */
    record StoredVersion(FunctionConfiguration configuration, Blob code) {

        String version() {
            return configuration.version();
        }
    }

    String name() {
        return latest.configuration().functionName();
    }

    String arn() {
        return latest.configuration().functionArn();
    }

    StoredFunction withLatest(StoredVersion changed) {
        return new StoredFunction(changed, nextVersion, tags, reservedConcurrency);
    }

    StoredFunction withNextVersion(int next) {
        return new StoredFunction(latest, next, tags, reservedConcurrency);
    }

    StoredFunction withTags(Map<String, String> changed) {
        return new StoredFunction(latest, nextVersion, changed, reservedConcurrency);
    }

    StoredFunction withReservedConcurrency(Optional<Integer> reserved) {
        return new StoredFunction(latest, nextVersion, tags, reserved);
    }
}
