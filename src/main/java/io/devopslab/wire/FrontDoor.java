package io.devopslab.wire;

import com.sun.net.httpserver.HttpExchange;
import io.devopslab.wire.http.Body;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireException;
import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.http.WireRequest;
import io.devopslab.wire.protocol.Protocol;
import io.devopslab.wire.route.ProtocolKind;
import io.devopslab.wire.route.Spoken;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every exchange; lets in only what is meant for this machine, and only when somebody is at home. */
final class FrontDoor {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    private volatile Optional<Dispatcher> dispatcher = Optional.empty();

    void open(Dispatcher behind) {
        dispatcher = Optional.of(behind);
    }

    /** Lets nobody in any more, but for what is always answered. */
    void shut() {
        dispatcher.ifPresent(Dispatcher::refuse);
    }

    /**
     * Answers, and ends the exchange.
     *
     * @throws IOException if the caller hung up or the answer broke off: the server then breaks the connection, while an
     *     exchange that is closed ends its answer properly, and half of one would pass for a whole one
     */
    void handle(HttpExchange exchange) throws IOException {
        Responder responder = new Responder(exchange);
        try {
            let(exchange, head(exchange), responder);
        } catch (IOException | RuntimeException e) {
            LOG.debug("An exchange ended early.", e);
            throw new IOException("The exchange ended early.", e);
        }
        exchange.close();
    }

    private void let(HttpExchange exchange, WireRequest head, Responder responder) throws IOException {
        try {
            HostGuard.check(head);
            dispatcher
                    .orElseThrow(
                            () -> new WireException(Problem.UNAVAILABLE, "The cloud is starting. Try again shortly."))
                    .dispatch(exchange, head, responder);
        } catch (WireException e) {
            refuse(head, e, responder);
        } catch (RuntimeException | Error e) {
            LOG.error("The request {} failed.", responder.requestId(), e);
            if (responder.hasBegun()) {
                throw new IOException("The answer broke off.", e);
            }
            refuse(head, new WireException(Problem.INTERNAL, Dispatcher.faulted(responder)), responder);
        }
    }

    private static void refuse(WireRequest head, WireException e, Responder responder) throws IOException {
        responder.drain();
        responder.send(refusal(head, e, responder.requestId()));
    }

    private static WireReply refusal(WireRequest head, WireException e, String requestId) {
        ProtocolKind kind = Spoken.guess(head);
        Protocol protocol = Protocol.of(kind, head);
        return protocol.error(protocol.failure(e.problem(), e.answer()), requestId);
    }

    private static WireRequest head(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return new WireRequest(exchange.getRequestMethod(), path, query, exchange.getRequestHeaders(), Body.EMPTY);
    }
}
