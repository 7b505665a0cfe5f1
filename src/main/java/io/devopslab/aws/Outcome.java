package io.devopslab.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** What came of an operation: an answer, or a failure that says whose it is. */
public sealed interface Outcome {

    /** The answer; fails with {@link OperationFailedException} when there is none. */
    ObjectNode orThrow();

    /**
     * @param output the response with the names of the AWS command. Blobs are text where they are UTF-8, and the
     *     payload of a Lambda function is the JSON that it is
     */
    record Answer(ObjectNode output) implements Outcome {
        @Override
        public ObjectNode orThrow() {
            return output;
        }
    }

    /**
     * @param code the service's error code, for example {@code PipelineNotFoundException}; for failures without one
     *     the name of the kind
     * @param status the HTTP status, or 0 when no answer came
     */
    record Failure(OperationName operation, Kind kind, String code, String message, int status) implements Outcome {

        /** The code where the name of the service's host is nobody's: AWS has none where a region lacks a service. */
        public static final String NO_HOST = "NoHost";

        private static final Pattern MISSING = Pattern.compile("NotFound|NoSuch|DoesNotExist|NotExist|NonExistent");

        @Override
        public ObjectNode orThrow() {
            throw new OperationFailedException(this);
        }

        /** Whether the code says that the thing asked for is not there. */
        public boolean isNotFound() {
            return status == 404 || MISSING.matcher(code).find() || saysMissing();
        }

        /**
         * CloudFormation answers a ValidationError for a stack that does not exist, emulators of CloudWatch an
         * InvalidParameterValue for a dashboard.
         */
        private boolean saysMissing() {
            return (code.equals("ValidationError") || code.equals("InvalidParameterValue"))
                    && message.contains("does not exist");
        }
    }

    /** Whose failure it is. */
    enum Kind {
        /** The service understood and said no: what was asked for is wrong, or not there. */
        REJECTED,
        /** The caller may not. */
        DENIED,
        /** The caller's credentials are wrong or have ended. */
        CREDENTIALS,
        /** Too many calls. */
        THROTTLED,
        /** The target does not have the operation. */
        UNSUPPORTED,
        /** The service is out of order. */
        OUTAGE,
        /** No answer came. */
        UNREACHABLE;

        /** Whether it tells nothing about what a learner did. */
        public boolean isEnvironment() {
            return this != REJECTED;
        }
    }
}
