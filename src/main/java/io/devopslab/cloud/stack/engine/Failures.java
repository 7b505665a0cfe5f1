package io.devopslab.cloud.stack.engine;

import io.devopslab.aws.shape.ShapeException;
import io.devopslab.cloud.stack.ResourceFailure;
import io.devopslab.cloud.stack.template.TemplateException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Says why a handler failed, as the events of a stack do. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The reason of a resource's failed status. */
    static String reason(RuntimeException problem, String logicalId, String type, String token) {
        if (problem instanceof ShapeException) {
            return "Properties validation failed for resource " + logicalId + " with message: " + problem.getMessage();
        }
        if (problem instanceof ResourceFailure
                || problem instanceof TemplateException
                || problem instanceof UnsupportedOperationException) {
            return String.valueOf(problem.getMessage());
        }
        if (!(problem instanceof AwsServiceException) && !(problem instanceof IllegalArgumentException)) {
            LOG.error("The handler of the resource {} failed.", logicalId, problem);
        }
        return "Resource handler returned message: \"" + message(problem, type, token) + "\" (RequestToken: " + token
                + ", HandlerErrorCode: " + code(problem) + ")";
    }

    /** As the SDK says it of a call over the network: with the service and the status. */
    private static String message(RuntimeException problem, String type, String token) {
        if (!(problem instanceof AwsServiceException service) || service.awsErrorDetails() == null) {
            return String.valueOf(problem.getMessage());
        }
        return service.awsErrorDetails().errorMessage() + " (Service: " + service(type) + ", Status Code: "
                + service.statusCode() + ", Request ID: "
                + (service.requestId() == null ? token : service.requestId()) + ")";
    }

    /** The SDK's name of the service that has resources of the type. */
    private static String service(String type) {
        String name = type.replaceFirst("^AWS::", "").replaceFirst("::.*$", "");
        return switch (name) {
            case "Events" -> "EventBridge";
            case "Logs" -> "CloudWatchLogs";
            default ->
                name.equals(name.toUpperCase(Locale.ROOT))
                        ? name.substring(0, 1) + name.substring(1).toLowerCase(Locale.ROOT)
                        : name;
        };
    }

    /** The handler error codes of the CloudFormation CLI's resource provider contract. */
    private static String code(RuntimeException problem) {
        if (problem instanceof IllegalArgumentException) {
            return "InvalidRequest";
        }
        if (!(problem instanceof AwsServiceException service)) {
            return "InternalFailure";
        }
        String code = String.valueOf(
                        service.awsErrorDetails() == null
                                ? ""
                                : service.awsErrorDetails().errorCode())
                .toLowerCase(Locale.ROOT);
        if (code.contains("alreadyexist") || code.contains("alreadyowned") || code.contains("nameexists")) {
            return "AlreadyExists";
        }
        if (code.contains("notfound") || code.contains("nosuch") || code.contains("doesnotexist")) {
            return "NotFound";
        }
        if (code.contains("accessdenied") || service.statusCode() == 403) {
            return "AccessDenied";
        }
        if (code.contains("limitexceeded")) {
            return "ServiceLimitExceeded";
        }
        if (code.contains("throttl")) {
            return "Throttling";
        }
        if (code.contains("conflict")) {
            return "ResourceConflict";
        }
        boolean invalid = code.contains("invalid") || code.contains("validation") || code.contains("malformed");
        return invalid ? "InvalidRequest" : "GeneralServiceException";
    }
}
