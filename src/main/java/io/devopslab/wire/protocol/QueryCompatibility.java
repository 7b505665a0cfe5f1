package io.devopslab.wire.protocol;

import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.http.WireRequest;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Smithy's trait awsQueryCompatible: clients that know a service's old codes are told them, too. A service that spoke
 * the query protocol once gives its errors the old codes; their shapes have names of their own.
 */
final class QueryCompatibility {

    private static final String SUFFIX = "Exception";

    /** The shapes of CloudWatch's errors, by the codes of its old API; the SDK's classes have other names. */
    private static final Map<String, String> OF_CLOUDWATCH = Map.of(
            "InvalidFormat", "InvalidFormatFault",
            "InvalidParameterCombination", "InvalidParameterCombinationException",
            "InvalidParameterInput", "DashboardInvalidInputError",
            "InvalidParameterValue", "InvalidParameterValueException",
            "MissingParameter", "MissingRequiredParameterException");

    private QueryCompatibility() {}

    static WireReply mark(WireReply reply, Failure failure, WireRequest head) {
        return isAsked(head) ? reply.with("x-amzn-query-error", failure.code() + ";" + failure.type()) : reply;
    }

    private static boolean isAsked(WireRequest head) {
        return head.header("x-amzn-query-mode").isPresent();
    }

    /** What goes into {@code __type}: the error's shape where the code is an old one. */
    static String type(Failure failure) {
        if (failure.details().filter(QueryCompatibility::isOfCloudWatch).isPresent()) {
            boolean isDashboard =
                    failure.details().orElseThrow().getClass().getSimpleName().startsWith("Dashboard");
            return isDashboard && failure.code().equals("ResourceNotFound")
                    ? "DashboardNotFoundError"
                    : OF_CLOUDWATCH.getOrDefault(failure.code(), failure.code());
        }
        return failure.details()
                .filter(details -> isOld(failure.code(), details.getClass()))
                .map(details -> shape(details.getClass()))
                .orElse(failure.code());
    }

    private static boolean isOfCloudWatch(Object details) {
        return details.getClass().getName().startsWith("software.amazon.awssdk.services.cloudwatch.");
    }

    /** Modelled exceptions extend the service's own, which extends the SDK's. */
    private static boolean isOld(String code, Class<?> type) {
        boolean isModelled = type.getSuperclass() != AwsServiceException.class;
        return isModelled && (code.startsWith("AWS.SimpleQueueService.") || code.equals("QueueAlreadyExists"));
    }

    private static String shape(Class<?> type) {
        String name = type.getSimpleName();
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }
}
