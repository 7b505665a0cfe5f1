package io.devopslab.wire;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP server, on loopback only. It can be bound before there is anything to serve, so that its address is known;
 * until {@link #serve} is called it answers 503.
 */
public final class WireServer implements AutoCloseable {

    private static final int MOST_THREADS = 512;

    private final HttpServer http;
    private final ExecutorService threads;
    private final FrontDoor door;

    private WireServer(HttpServer http, ExecutorService threads, FrontDoor door) {
        this.http = http;
        this.threads = threads;
        this.door = door;
    }

    /**
     * Takes a port.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is taken
     */
    public static WireServer bind(int port) throws IOException {
        configureJdk();
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_024);
        FrontDoor door = new FrontDoor();
        ExecutorService threads = threads();
        http.createContext("/", door::handle);
        http.setExecutor(threads);
        http.start();
        return new WireServer(http, threads, door);
    }

    /** Takes a port and serves. */
    public static WireServer start(int port, WireConfig config) throws IOException {
        WireServer server = bind(port);
        server.serve(config);
        return server;
    }

    /** Answers requests from now on. Called again, it replaces what was served before. */
    public void serve(WireConfig config) {
        door.open(new Dispatcher(config));
    }

    /** The JDK reads these once, when the first server is made; whoever set them on the command line is right. */
    private static void configureJdk() {
        setIfAbsent("sun.net.httpserver.nodelay", "true");
        setIfAbsent("sun.net.httpserver.maxReqTime", "600");
        setIfAbsent("sun.net.httpserver.idleInterval", "60");
        setIfAbsent("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static ExecutorService threads() {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(4, MOST_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "wire-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    public int port() {
        return http.getAddress().getPort();
    }

    /** The endpoint's URL, without a trailing slash. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Stops at once; requests in progress are cut off. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
