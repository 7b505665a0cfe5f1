package io.devopslab.wire;

import io.devopslab.net.LoopbackServer;
import java.io.IOException;
import java.net.URI;

/**
 * The HTTP server, on loopback only. It can be bound before there is anything to serve, so that its address is known;
 * until {@link #serve} is called it answers 503.
 */
public final class WireServer implements AutoCloseable {

    private static final int IDLE_THREADS = 4;

    private final LoopbackServer http;
    private final FrontDoor door;

    private WireServer(LoopbackServer http, FrontDoor door) {
        this.http = http;
        this.door = door;
    }

    /**
     * Takes a port.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is taken
     */
    public static WireServer bind(int port) throws IOException {
        FrontDoor door = new FrontDoor();
        return new WireServer(LoopbackServer.start(port, "wire", IDLE_THREADS, door::handle), door);
    }

    /** Takes a port and serves. */
    public static WireServer start(int port, WireConfig config) throws IOException {
        WireServer server = bind(port);
        server.serve(config);
        return server;
    }

    /** Answers requests from now on. Called again, it replaces what was served or refused before. */
    public void serve(WireConfig config) {
        door.open(new Dispatcher(config));
    }

    /**
     * Answers new requests with 503 from now on, but for those of mounts that {@linkplain Mount#always always} answer;
     * requests in progress go on.
     */
    public void refuse() {
        door.shut();
    }

    public int port() {
        return http.port();
    }

    /** The endpoint's URL, without a trailing slash. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Stops at once; requests in progress are cut off. */
    @Override
    public void close() {
        http.close();
    }
}
