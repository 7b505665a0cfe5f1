package io.devopslab.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A call that is about to be tried again.
 *
 * @param service the service as it names itself; empty where no answer came
 * @param code the service's error code; where no answer came, what happened instead
 * @param throttled whether the service said that there were too many calls
 * @param delay how long is waited before the next attempt
 */
public record Retry(String service, String code, boolean throttled, Duration delay) {

    static Retry of(Throwable failure, Duration delay) {
        if (failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
            AwsErrorDetails details = answer.awsErrorDetails();
            return new Retry(
                    String.valueOf(details.serviceName()),
                    String.valueOf(details.errorCode()),
                    answer.isThrottlingException() || answer.statusCode() == 429,
                    delay);
        }
        String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return new Retry("", said, false, delay);
    }
}
