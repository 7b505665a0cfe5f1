package io.devopslab.wire;

import io.devopslab.wire.auth.Caller;
import io.devopslab.wire.http.WireException;
import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.http.WireRequest;

/** Who is asked for the services that this server does not have. Must be thread-safe. */
public interface Elsewhere {

    /**
     * @param request verified; its body can be read
     * @param service by its name in signatures
     * @throws WireException when nobody answers
     */
    WireReply ask(WireRequest request, String service, Caller caller);
}
