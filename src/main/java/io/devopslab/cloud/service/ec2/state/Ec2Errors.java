package io.devopslab.cloud.service.ec2.state;

import io.devopslab.cloud.kernel.Errors;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** EC2's errors; all are of one class and differ by their codes ("Error codes for the Amazon EC2 API"). */
public final class Ec2Errors {

    private static final int PRECONDITION_FAILED = 412;

    private Ec2Errors() {}

    public static AwsServiceException of(String code, String message) {
        return Errors.of(Ec2Exception.builder(), code, 400, message);
    }

    public static AwsServiceException invalid(String message) {
        return of("InvalidParameterValue", message);
    }

    /** The parameter must be there. */
    public static <T> T required(String parameter, @Nullable T value) {
        boolean missing = value == null || (value instanceof Collection<?> values && values.isEmpty());
        if (value == null || missing) {
            throw of("MissingParameter", "The request must contain the parameter " + parameter);
        }
        return value;
    }

    /** An identifier has a prefix and 8 or 17 hexadecimal digits. */
    public static void checkId(Kind kind, String id) {
        if (!id.matches(kind.prefix() + "-[0-9a-f]{8}([0-9a-f]{9})?")) {
            throw of(
                    kind.code() + ".Malformed", "Invalid id: \"" + id + "\" (expecting \"" + kind.prefix() + "-...\")");
        }
    }

    public static AwsServiceException missing(Kind kind, String id) {
        return of(kind.code() + ".NotFound", "The " + kind.words() + " '" + id + "' does not exist");
    }

    /** What a request with {@code DryRun} is answered with when it is allowed. */
    public static void checkDryRun(@Nullable Boolean dryRun) {
        if (Boolean.TRUE.equals(dryRun)) {
            throw Errors.of(
                    Ec2Exception.builder(),
                    "DryRunOperation",
                    PRECONDITION_FAILED,
                    "Request would have succeeded, but DryRun flag is set.");
        }
    }
}
