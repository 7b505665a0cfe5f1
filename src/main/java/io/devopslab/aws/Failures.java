package io.devopslab.aws;

import io.devopslab.aws.Outcome.Failure;
import io.devopslab.aws.Outcome.Kind;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Tells from what an SDK client threw whose failure it is. */
final class Failures {

    /** AWS General Reference, "Common error types". */
    private static final Set<String> CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "InvalidToken",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException",
            "AuthFailure",
            "IncompleteSignature");

    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedOperation",
            "NotAuthorized",
            "OptInRequired",
            "AllAccessDisabled");

    private Failures() {}

    static Failure of(OperationName operation, RuntimeException thrown) {
        if (thrown instanceof AwsServiceException answer) {
            return answered(operation, answer);
        }
        Optional<UnknownHostException> nobody = nobody(thrown);
        if (nobody.isPresent()) {
            String host = String.valueOf(nobody.get().getMessage());
            return new Failure(operation, Kind.UNREACHABLE, Failure.NO_HOST, "There is no host " + host + ".", 0);
        }
        Kind kind = kind(thrown);
        return new Failure(operation, kind, kind.name(), text(thrown), 0);
    }

    private static Optional<UnknownHostException> nobody(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException unknown) {
                return Optional.of(unknown);
            }
        }
        return Optional.empty();
    }

    private static Kind kind(RuntimeException thrown) {
        if (thrown instanceof UnsupportedOperationException || thrown instanceof IllegalArgumentException) {
            return Kind.UNSUPPORTED;
        }
        if (text(thrown).contains("Unable to load credentials")) {
            return Kind.CREDENTIALS;
        }
        // What else a client throws never reached a service, or broke on the way.
        return thrown instanceof software.amazon.awssdk.core.exception.SdkClientException
                ? Kind.UNREACHABLE
                : Kind.OUTAGE;
    }

    private static Failure answered(OperationName operation, AwsServiceException answer) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
        String code = details.map(AwsErrorDetails::errorCode)
                .orElseGet(() -> answer.getClass().getSimpleName());
        String message = details.map(AwsErrorDetails::errorMessage).orElseGet(() -> text(answer));
        return new Failure(operation, kind(answer, code), code, message, answer.statusCode());
    }

    private static Kind kind(AwsServiceException answer, String code) {
        if (answer.isThrottlingException() || answer.statusCode() == 429) {
            return Kind.THROTTLED;
        }
        if (CREDENTIALS.contains(code)) {
            return Kind.CREDENTIALS;
        }
        if (DENIED.contains(code)) {
            return Kind.DENIED;
        }
        if (answer.statusCode() == 501) {
            return Kind.UNSUPPORTED;
        }
        return answer.statusCode() >= 500 ? Kind.OUTAGE : Kind.REJECTED;
    }

    private static String text(RuntimeException thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
