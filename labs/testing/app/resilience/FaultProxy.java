package resilience;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands between two services and does to their calls what a network does: one connection a call, each with the next fault of
 * the schedule. It writes down when each call came.
 */
final class FaultProxy implements AutoCloseable {

    /** What can happen to a call; scenarios.txt says what each means. */
    enum Fault {
        OK,
        HANG,
        DRIP,
        RESET,
        LOST,
        UNAVAILABLE,
        SLOW,
        MIXED
    }

    private static final List<Fault> MIX = List.of(
            Fault.OK, Fault.OK, Fault.OK, Fault.OK, Fault.OK, Fault.OK, Fault.RESET, Fault.LOST, Fault.UNAVAILABLE,
            Fault.SLOW);

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final Random random;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final List<Long> calls = new ArrayList<>();
    private List<Fault> schedule = List.of(Fault.OK);

    FaultProxy(int target, long seed) throws IOException {
        this.target = target;
        this.random = new Random(seed);
        Thread accepting = new Thread(this::accept, "proxy");
        accepting.setDaemon(true);
        accepting.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on this happens; calls that hang are let go, and the counting begins again. */
    void play(List<Fault> faults) {
        synchronized (this) {
            schedule = List.copyOf(faults);
            calls.clear();
        }
        open.forEach(FaultProxy::abort);
    }

    /** When the calls came since then, in milliseconds. */
    synchronized List<Long> calls() {
        return List.copyOf(calls);
    }

    private synchronized Fault next() {
        Fault fault = schedule.get(calls.size() % schedule.size());
        calls.add(System.nanoTime() / 1_000_000);
        return fault == Fault.MIXED ? MIX.get(random.nextInt(MIX.size())) : fault;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Thread call = new Thread(() -> serve(caller), "call");
                call.setDaemon(true);
                call.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        open.add(caller);
        try (caller) {
            byte[] request = request(caller.getInputStream());
            if (request.length > 0) {
                happens(next(), request, caller);
            }
        } catch (IOException | InterruptedException e) {
            // The caller has gone: that is its right.
        } finally {
            open.remove(caller);
        }
    }

    private void happens(Fault fault, byte[] request, Socket caller) throws IOException, InterruptedException {
        OutputStream out = caller.getOutputStream();
        switch (fault) {
            case OK, MIXED -> out.write(passedOn(request));
            case SLOW -> {
                Thread.sleep(150);
                out.write(passedOn(request));
            }
            case HANG -> caller.getInputStream().read();
            case DRIP -> drip(out);
            case RESET -> abort(caller);
            case LOST -> {
                passedOn(request);
                abort(caller);
            }
            case UNAVAILABLE -> out.write(text("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        }
        out.flush();
    }

    private static void drip(OutputStream out) throws IOException, InterruptedException {
        out.write(text("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n"));
        for (int sent = 0; sent < 1000; sent++) {
            out.write(' ');
            out.flush();
            Thread.sleep(100);
        }
    }

    /** Ends the connection with a reset rather than with a farewell. */
    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private byte[] passedOn(byte[] request) throws IOException {
        try (Socket provider = new Socket(InetAddress.getLoopbackAddress(), target)) {
            provider.getOutputStream().write(request);
            provider.getOutputStream().flush();
            return provider.getInputStream().readAllBytes();
        }
    }

    /** A whole request, which asks that the connection be closed after its answer; empty when there is none. */
    private static byte[] request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return new byte[0];
            }
            head.append((char) next);
        }
        StringBuilder kept = new StringBuilder();
        int length = 0;
        for (String line : head.toString().strip().split("\r\n")) {
            String name = line.toLowerCase(java.util.Locale.ROOT);
            if (name.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
            if (!name.startsWith("connection:") && !name.startsWith("upgrade:") && !name.startsWith("http2-settings:")) {
                kept.append(line).append("\r\n");
            }
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(text(kept + "Connection: close\r\n\r\n"));
        request.write(in.readNBytes(length));
        return request.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
