package io.devopslab.cloud.kernel;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A change was not kept, or a step was broken off, because the cloud is being closed. The next process takes up again what the
 * cloud does by itself; who asked for something is answered as AWS answers while it cannot serve:
 * <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/CommonErrors.html">ServiceUnavailable</a>, with status 503.
 */
public final class ClosingException extends AwsServiceException {

    private static final long serialVersionUID = 1L;

    private static final String MESSAGE = "The cloud is being closed. Try again shortly.";

    ClosingException(@Nullable RuntimeException cause) {
        super(AwsServiceException.builder()
                .message(MESSAGE)
                .cause(cause)
                .statusCode(503)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ServiceUnavailable")
                        .errorMessage(MESSAGE)
                        .build()));
    }
}
