package resilience;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One of the services, as a process of its own, and what can be asked of it. */
public final class Service implements AutoCloseable {

    /** Nobody waits longer than this for an answer: then the customer has left. */
    static final long PATIENCE_MS = 2_000;

    private final Process process;
    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Service(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts a main class from target/classes and waits until it says where it listens. */
    public static Service start(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                "target/classes",
                main));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()));
        String line = out.readLine();
        if (line == null || !line.contains("listens on ")) {
            process.destroyForcibly();
            throw new IOException(main + " did not start; it said: " + line);
        }
        Thread reading = new Thread(() -> drain(out), main);
        reading.setDaemon(true);
        reading.start();
        return new Service(process, URI.create(line.substring(line.indexOf("http"))));
    }

    private static void drain(BufferedReader out) {
        try {
            while (out.readLine() != null) {
                // What a service says must not fill its pipe.
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    public URI address() {
        return address;
    }

    /**
     * An answer, or that none came in time.
     *
     * @param status of HTTP; 0 when nothing came
     */
    public record Answer(int status, String body, String type, long millis) {
        boolean has(String text) {
            return body.replace(" ", "").contains(text);
        }

        @Override
        public String toString() {
            return status == 0 ? "nothing within " + PATIENCE_MS + " ms" : status + " " + body + " after " + millis + " ms";
        }
    }

    public Answer get(String path) throws InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path)).build());
    }

    public Answer send(String method, String path, String body) throws InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
    }

    private Answer send(HttpRequest request) throws InterruptedException {
        long start = System.nanoTime();
        var answering = client.sendAsync(request, BodyHandlers.ofString());
        try {
            HttpResponse<String> response = answering.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            String type = response.headers().firstValue("Content-Type").orElse("");
            return new Answer(response.statusCode(), response.body(), type, (System.nanoTime() - start) / 1_000_000);
        } catch (TimeoutException e) {
            answering.cancel(true);
            return new Answer(0, "", "", PATIENCE_MS);
        } catch (ExecutionException e) {
            return new Answer(0, String.valueOf(e.getCause()), "", (System.nanoTime() - start) / 1_000_000);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
