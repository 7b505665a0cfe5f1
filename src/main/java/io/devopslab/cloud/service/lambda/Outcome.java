package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.service.lambda.Invoker.Done;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * How an asynchronous call ended.
 *
 * @param condition Lambda's word for it
 * @param done what the last call of the function gave; absent when it was never made
 */
record Outcome(String condition, Optional<Done> done, Optional<String> refusal) {

    static Outcome of(String condition, Done done) {
        return new Outcome(condition, Optional.of(done), Optional.empty());
    }

    static Outcome none(String condition) {
        return new Outcome(condition, Optional.empty(), Optional.empty());
    }

    static Outcome refused(AwsServiceException error) {
        return new Outcome(
                "RetriesExhausted",
                Optional.empty(),
                Optional.ofNullable(error.awsErrorDetails().errorMessage()));
    }
}
