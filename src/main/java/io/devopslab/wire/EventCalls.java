package io.devopslab.wire;

import io.devopslab.wire.auth.Caller;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireException;
import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.protocol.EventMessages;
import io.devopslab.wire.protocol.Failure;
import io.devopslab.wire.protocol.Protocol;
import io.devopslab.wire.route.Operation;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Makes the calls that are answered with streams of events, and writes each event when it comes. A stream has a thread of the
 * server while it lasts, for a caller that reads slowly makes who writes wait; so there are not so many streams that
 * others find none.
 */
final class EventCalls {

    /** At one time: half of the server's threads. */
    static final int MOST = 256;

    private static final Logger LOG = LoggerFactory.getLogger(EventCalls.class);

    private final WireConfig config;
    private final Semaphore places = new Semaphore(MOST);

    EventCalls(WireConfig config) {
        this.config = config;
    }

    /**
     * Returns when the stream has ended.
     *
     * @throws UnsupportedOperationException if the service or the protocol has no such stream
     * @throws IOException if the caller has gone away, or the server closes
     */
    void make(Operation operation, SdkPojo request, Caller caller, Protocol protocol, Responder responder)
            throws IOException {
        EventMessages messages = protocol.events().orElseThrow(() -> new UnsupportedOperationException());
        SdkClient client = config.services()
                .streams(
                        operation.eventClient(),
                        caller.account(),
                        caller.region().orElse(config.region()))
                .orElseThrow(() -> new UnsupportedOperationException());
        if (!places.tryAcquire()) {
            throw new WireException(Problem.UNAVAILABLE, MOST + " streams of events are open. Try again shortly.");
        }
        try (EventTaker taker = new EventTaker()) {
            taker.follow(operation.callForEvents(client, request, taker));
            SdkPojo response = taker.response();
            WireReply head = protocol.write(operation, response, responder.requestId());
            head.headers().put("Content-Type", EventMessages.CONTENT_TYPE);
            responder.send(new WireReply(
                    head.status(), head.headers(), new Events(operation, messages, response, taker, responder)));
        } finally {
            places.release();
        }
    }

    private record Events(
            Operation operation, EventMessages messages, SdkPojo response, EventTaker taker, Responder responder)
            implements WireReply.Content {

        @Override
        public long length() {
            return -1;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            Optional<byte[]> message = messages.opening(response).or(() -> Optional.of(new byte[0]));
            while (message.isPresent()) {
                out.write(message.get());
                out.flush();
                message = next();
            }
        }

        private Optional<byte[]> next() throws IOException {
            try {
                return taker.next().map(event -> messages.event(operation.eventType(event), event));
            } catch (AwsServiceException e) {
                taker.end();
                return Optional.of(messages.exception(Failure.of(e)));
            } catch (RuntimeException e) {
                LOG.error("The stream of events {} failed.", responder.requestId(), e);
                taker.end();
                return Optional.of(messages.fault(Dispatcher.faulted(responder)));
            }
        }
    }
}
