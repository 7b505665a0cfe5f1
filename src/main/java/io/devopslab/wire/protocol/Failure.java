package io.devopslab.wire.protocol;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;

/**
 * An error to be written.
 *
 * @param details the members that a modelled exception has beside its message
 */
public record Failure(String code, int status, String message, Optional<SdkPojo> details) {

    /** What a service threw. */
    public static Failure of(AwsServiceException thrown) {
        AwsErrorDetails error = thrown.awsErrorDetails();
        String code = error == null || error.errorCode() == null ? typeName(thrown) : error.errorCode();
        String message = error == null || error.errorMessage() == null ? thrown.getMessage() : error.errorMessage();
        int status = thrown.statusCode() >= 300 ? thrown.statusCode() : 400;
        return new Failure(code, status, message == null ? "" : message, Optional.of(thrown));
    }

    private static String typeName(AwsServiceException thrown) {
        return thrown.getClass().getSimpleName();
    }

    /** Whose fault it is, in the words of the query protocols. */
    String type() {
        return status < 500 ? "Sender" : "Receiver";
    }
}
