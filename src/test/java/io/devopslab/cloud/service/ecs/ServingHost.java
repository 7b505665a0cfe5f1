package io.devopslab.cloud.service.ecs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.container.ContainerException;
import io.devopslab.cloud.runtime.container.ContainerHost;
import io.devopslab.cloud.runtime.container.ContainerPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands for an engine: its containers are HTTP servers of this process, at the addresses that real ones would have. What
 * a container does follows from its image: {@code serves/TEXT} answers with the text, {@code ill/TEXT} answers 500,
 * {@code exits/CODE} ends at once, {@code faulty/TEXT} is what the engine has a fault of its own with, any other cannot be
 * started.
 */
public final class ServingHost implements ContainerHost {

    private final Time time;
    private final Map<String, Server> servers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private ServingHost(Time time) {
        this.time = time;
    }

    public static Opener opener() {
        return (Time time, Path owner) -> new ServingHost(time);
    }

    @Override
    public Hosted start(ContainerPlan plan, Listener listener) throws ContainerException {
        String[] image = plan.image().split("/", 2);
        if (image.length < 2 || !List.of("serves", "ill", "exits", "faulty").contains(image[0])) {
            throw new ContainerException("No such image: " + plan.image());
        }
        if (image[0].equals("faulty")) {
            throw new IllegalStateException("a fault that nobody expects: " + image[1]);
        }
        Server server = new Server(plan.name(), listener);
        if (image[0].equals("exits")) {
            listener.line("I was asked to end with " + image[1]);
            time.execute(() -> server.end(Integer.parseInt(image[1])));
            return server;
        }
        // Before it listens: one that is being started when the host is closed is found by the one or by the other.
        servers.put(plan.name(), server);
        if (plan.network() instanceof ContainerPlan.Network.Own own) {
            for (int port : own.ports().values()) {
                server.listen(own.address(), port, image[0].equals("ill") ? 500 : 200, image[1]);
            }
        }
        listener.line(
                "I serve " + image[1] + " and my COLOR is " + plan.environment().get("COLOR"));
        server.endIfClosed();
        return server;
    }

    private final class Server implements Hosted {

        private final String name;
        private final Listener listener;
        private final List<HttpServer> listening = new CopyOnWriteArrayList<>();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final AtomicBoolean ended = new AtomicBoolean();

        Server(String name, Listener listener) {
            this.name = name;
            this.listener = listener;
        }

        void listen(String address, int port, int status, String text) throws ContainerException {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 200);
                server.createContext("/", exchange -> answer(exchange, status, text));
                server.setExecutor(threads);
                server.start();
                listening.add(server);
            } catch (IOException e) {
                throw new ContainerException("nobody can listen at " + address + ":" + port + ": " + e.getMessage());
            }
        }

        private static void answer(HttpExchange exchange, int status, String text) throws IOException {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public String id() {
            return "served-" + name;
        }

        @Override
        public void stop(Duration grace) {
            end(143);
        }

        void endIfClosed() {
            if (closed) {
                end(137);
                listening.forEach(server -> server.stop(0));
            }
        }

        void end(int code) {
            if (ended.compareAndSet(false, true)) {
                listening.forEach(server -> server.stop(0));
                threads.shutdownNow();
                servers.remove(name);
                listener.ended(new Ending(code, false));
            }
        }
    }

    @Override
    public void removeLeftovers() {}

    @Override
    public void close() {
        closed = true;
        List.copyOf(servers.values()).forEach(server -> server.end(137));
    }
}
