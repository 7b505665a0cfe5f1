package io.devopslab.cloud.kernel;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Makes the SDK's exceptions as a service would have sent them: with code, message and HTTP status.
 * {@code throw Errors.of(PipelineNotFoundException.builder(), "…")}
 */
public final class Errors {

    private Errors() {}

    /** An error of status 400 whose code is the name of the exception's class, as the JSON services have it. */
    public static AwsServiceException of(AwsServiceException.Builder builder, String message) {
        return of(builder, code(builder), 400, message);
    }

    /** An error whose code differs from the class's name, or that has another status. */
    public static AwsServiceException of(AwsServiceException.Builder builder, String code, int status, String message) {
        AwsErrorDetails details =
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
        return builder.message(message)
                .awsErrorDetails(details)
                .statusCode(status)
                .build();
    }

    /** The builder of {@code XException} is its member {@code XException.BuilderImpl}. */
    private static String code(AwsServiceException.Builder builder) {
        Class<?> exception = builder.getClass().getEnclosingClass();
        return exception == null ? "InternalFailure" : exception.getSimpleName();
    }
}
