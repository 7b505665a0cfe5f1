package io.devopslab.wire.protocol;

import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.http.WireRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Smithy's trait awsQueryCompatible: clients that know a service's old codes are told them, too. A service that spoke
 * the query protocol once gives its errors the old codes; their shapes have names of their own.
 */
final class QueryCompatibility {

    private static final String SUFFIX = "Exception";

    private QueryCompatibility() {}

    static WireReply mark(WireReply reply, Failure failure, WireRequest head) {
        return isAsked(head) ? reply.with("x-amzn-query-error", failure.code() + ";" + failure.type()) : reply;
    }

    private static boolean isAsked(WireRequest head) {
        return head.header("x-amzn-query-mode").isPresent();
    }

    /** What goes into {@code __type}: the error's shape where the code is an old one. */
    static String type(Failure failure) {
        return failure.details()
                .filter(details -> isOld(failure.code(), details.getClass()))
                .map(details -> shape(details.getClass()))
                .orElse(failure.code());
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
