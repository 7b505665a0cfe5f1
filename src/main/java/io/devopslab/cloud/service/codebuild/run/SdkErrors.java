package io.devopslab.cloud.service.codebuild.run;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Errors of other services as they appear in a phase's context. */
final class SdkErrors {

    private SdkErrors() {}

    /** For example {@code NoSuchKey: The specified key does not exist. status code: 404}. */
    static String describe(SdkException e) {
        if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            return service.awsErrorDetails().errorCode() + ": "
                    + service.awsErrorDetails().errorMessage() + "\n\tstatus code: " + service.statusCode();
        }
        return String.valueOf(e.getMessage());
    }
}
