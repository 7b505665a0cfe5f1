package io.devopslab.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.devopslab.wire.auth.Caller;
import java.io.IOException;

/**
 * A part of the server that speaks no protocol of AWS.
 *
 * @param prefix what the paths begin with, for example {@code /git/}
 * @param signed whether a request must carry a valid signature of AWS before the handler sees it
 * @param always whether it also answers while the server refuses everything else
 */
public record Mount(String prefix, boolean signed, boolean always, Handler handler) {

    /** Handles a request, and closes the exchange. */
    @FunctionalInterface
    public interface Handler {

        /**
         * @param caller who signed the request; its access key is empty at an open mount
         */
        void handle(HttpExchange exchange, Caller caller) throws IOException;
    }

    /** A mount that looks after itself who may do what. The check of {@code Host} is made for it. */
    public static Mount open(String prefix, HttpHandler handler) {
        return new Mount(prefix, false, false, (exchange, caller) -> handler.handle(exchange));
    }

    /** An open mount that needs nothing of what is served, and answers as long as the server does. */
    public static Mount always(String prefix, HttpHandler handler) {
        return new Mount(prefix, false, true, (exchange, caller) -> handler.handle(exchange));
    }

    /** A mount for requests with a valid signature alone; the body was read and verified, and can be read again. */
    public static Mount signed(String prefix, Handler handler) {
        return new Mount(prefix, true, false, handler);
    }

    boolean covers(String path) {
        return path.startsWith(prefix);
    }
}
