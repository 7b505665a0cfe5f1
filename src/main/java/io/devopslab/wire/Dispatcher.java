package io.devopslab.wire;

import com.sun.net.httpserver.HttpExchange;
import io.devopslab.aws.shape.ShapeException;
import io.devopslab.wire.auth.AuthMode;
import io.devopslab.wire.auth.Caller;
import io.devopslab.wire.auth.RequestVerifier;
import io.devopslab.wire.http.Gzip;
import io.devopslab.wire.http.Parameters;
import io.devopslab.wire.http.Percent;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.Spool;
import io.devopslab.wire.http.VirtualHost;
import io.devopslab.wire.http.WireException;
import io.devopslab.wire.http.WireRequest;
import io.devopslab.wire.protocol.Failure;
import io.devopslab.wire.protocol.Protocol;
import io.devopslab.wire.route.ProtocolKind;
import io.devopslab.wire.route.Router;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A request's way: who sends it, what it asks for, who answers, and in which words. */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final WireConfig config;
    private final RequestVerifier verifier;
    private final Router router;
    private final Calls calls;
    private volatile boolean refusing;

    Dispatcher(WireConfig config) {
        this.config = config;
        this.verifier = new RequestVerifier(config.keys(), config.auth(), config.account(), config.wallClock());
        this.router = new Router(config.services().types());
        this.calls = new Calls(config);
    }

    /** Begins nothing any more, but for what is always answered; what is in progress goes on. */
    void refuse() {
        refusing = true;
    }

    /**
     * Answers a request that came through the front door.
     *
     * @throws WireException if it is to be refused before anybody knows what it asks for
     */
    void dispatch(HttpExchange exchange, WireRequest head, Responder responder) throws IOException {
        for (Mount mount : config.mounts()) {
            if (mount.covers(head.path())) {
                requireServing(mount.always());
                mounted(mount, exchange, head);
                return;
            }
        }
        requireServing(false);
        serve(exchange, head, responder);
    }

    private void requireServing(boolean always) {
        if (refusing && !always) {
            throw new WireException(Problem.UNAVAILABLE, "The cloud is being closed. Try again shortly.");
        }
    }

    private void mounted(Mount mount, HttpExchange exchange, WireRequest head) throws IOException {
        if (HostGuard.isCrossOrigin(head)) {
            throw foreign();
        }
        if (!mount.signed()) {
            mount.handler()
                    .handle(
                            exchange,
                            new Caller(config.account(), Optional.empty(), Optional.empty(), Optional.empty()));
            return;
        }
        RequestVerifier.Verified verified = verifier.verify(head, exchange.getRequestBody(), documents());
        exchange.setStreams(verified.request().body().open(), null);
        mount.handler().handle(exchange, verified.caller());
    }

    private static WireException foreign() {
        return new WireException(Problem.FOREIGN, "A page of another origin asks; this endpoint answers no browser.");
    }

    private void serve(HttpExchange exchange, WireRequest head, Responder responder) throws IOException {
        Optional<String> signingName = RequestVerifier.claimedService(head);
        ProtocolKind kind = router.protocol(head, signingName);
        Protocol protocol = Protocol.of(kind, head);
        try {
            if (config.auth() == AuthMode.NONE && HostGuard.isCrossOrigin(head)) {
                throw foreign();
            }
            Spool spool = kind == ProtocolKind.REST_XML ? contents() : documents();
            RequestVerifier.Verified verified = verifier.verify(head, exchange.getRequestBody(), spool);
            try (var body = verified.request().body()) {
                call(verified, kind, protocol, responder);
            }
        } catch (WireException e) {
            fail(protocol.failure(e.problem(), e.answer()), protocol, responder);
        } catch (ShapeException e) {
            Problem problem = kind == ProtocolKind.REST_XML ? Problem.MALFORMED_XML : Problem.MALFORMED;
            fail(protocol.failure(problem, e.sentence()), protocol, responder);
        } catch (AwsServiceException e) {
            fail(Failure.of(e), protocol, responder);
        } catch (RuntimeException | Error e) {
            LOG.error("The request {} failed.", responder.requestId(), e);
            fail(protocol.failure(Problem.INTERNAL, faulted(responder)), protocol, responder);
        }
    }

    private void call(RequestVerifier.Verified verified, ProtocolKind kind, Protocol protocol, Responder responder)
            throws IOException {
        Optional<String> service = verified.caller().service().filter(name -> !router.knows(name));
        if (service.isPresent() && config.elsewhere().isPresent()) {
            Elsewhere elsewhere = config.elsewhere().get();
            responder.send(elsewhere.ask(verified.request(), service.get(), verified.caller()));
            return;
        }
        WireRequest request = kind == ProtocolKind.REST_XML
                ? VirtualHost.inPath(verified.request())
                : Gzip.decoded(verified.request(), documents());
        Parameters form = form(request, kind);
        Router.Route route = router.route(request, kind, verified.caller().service(), form);
        calls.make(route, new Protocol.Input(request, route.labels(), form), verified.caller(), protocol, responder);
    }

    private static Parameters form(WireRequest request, ProtocolKind kind) {
        if (kind != ProtocolKind.QUERY && kind != ProtocolKind.EC2) {
            return Parameters.parse("");
        }
        return Parameters.parse(
                request.query() + "&" + Percent.utf8(request.body().bytes()));
    }

    /** What the caller of a request is told that failed by a fault of this program. */
    static String faulted(Responder responder) {
        return "The request processing has failed because of an unknown error, exception or failure."
                + " The cloud's log has it as " + responder.requestId() + ".";
    }

    private static void fail(Failure failure, Protocol protocol, Responder responder) throws IOException {
        if (responder.hasBegun()) {
            throw new IOException("The answer broke off: " + failure.message());
        }
        responder.drain();
        responder.send(protocol.error(failure, responder.requestId()));
    }

    /** Bodies that describe something: held, and small. */
    private Spool documents() {
        int most = config.limits().documentBytes();
        return new Spool(config.limits().temporary(), most, most);
    }

    /** Bodies that may be content. */
    private Spool contents() {
        return new Spool(config.limits().temporary(), 1 << 20, config.limits().contentBytes());
    }
}
