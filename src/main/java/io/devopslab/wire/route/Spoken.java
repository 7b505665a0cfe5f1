package io.devopslab.wire.route;

import io.devopslab.wire.http.WireRequest;
import java.util.List;

/** Finds the protocol of a request, by the most telling sign first. */
public final class Spoken {

    private static final String FORM = "application/x-www-form-urlencoded";

    private Spoken() {}

    /**
     * @param candidates the services that the request may be for, most likely first
     */
    static ProtocolKind of(WireRequest head, List<ServiceModel> candidates, boolean certain) {
        if (head.header("smithy-protocol").isPresent() && head.path().startsWith("/service/")) {
            return ProtocolKind.CBOR;
        }
        if (head.header("X-Amz-Target").isPresent()) {
            return ProtocolKind.JSON;
        }
        return certain ? candidates.get(0).protocol() : guess(head);
    }

    /** The protocol by the head's looks, when nobody knows the service. */
    public static ProtocolKind guess(WireRequest head) {
        if (head.header("smithy-protocol").isPresent()) {
            return ProtocolKind.CBOR;
        }
        if (head.header("X-Amz-Target").isPresent()) {
            return ProtocolKind.JSON;
        }
        if (head.contentType().equals(FORM) || head.query().matches("(.*&)?Action=.*")) {
            return ProtocolKind.QUERY;
        }
        return head.contentType().startsWith("application/x-amz-json") ? ProtocolKind.JSON : ProtocolKind.REST_XML;
    }
}
