package io.devopslab.net;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The JDK's HTTP server on the loopback address, with threads of its own. Thread-safe. */
public final class LoopbackServer implements AutoCloseable {

    private static final int MOST_THREADS = 512;

    private final HttpServer http;
    private final ExecutorService threads;

    private LoopbackServer(HttpServer http, ExecutorService threads) {
        this.http = http;
        this.threads = threads;
    }

    /**
     * Takes a port and answers on it.
     *
     * @param port 0 for any that is free
     * @param threads how the threads' names begin
     * @param idleThreads how many threads stay while nothing is to do
     * @throws IOException if the port is taken, or not for this user
     */
    public static LoopbackServer start(int port, String threads, int idleThreads, HttpHandler handler)
            throws IOException {
        configureJdk();
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_024);
        ExecutorService pool = pool(threads, idleThreads);
        http.createContext("/", handler);
        http.setExecutor(pool);
        http.start();
        return new LoopbackServer(http, pool);
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

    private static ExecutorService pool(String name, int idle) {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(idle, MOST_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    public int port() {
        return http.getAddress().getPort();
    }

    /** Stops at once; requests in progress are cut off. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
