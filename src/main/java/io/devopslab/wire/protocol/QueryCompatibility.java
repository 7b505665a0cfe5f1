package io.devopslab.wire.protocol;

import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.http.WireRequest;

/** Smithy's trait awsQueryCompatible: clients that know a service's old codes are told them, too. */
final class QueryCompatibility {

    private QueryCompatibility() {}

    static WireReply mark(WireReply reply, Failure failure, WireRequest head) {
        return head.header("x-amzn-query-mode").isPresent()
                ? reply.with("x-amzn-query-error", failure.code() + ";" + failure.type())
                : reply;
    }
}
