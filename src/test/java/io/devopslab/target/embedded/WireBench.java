package io.devopslab.target.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * How many signed reads a second the wire answers, next to what the JDK's server does with the same bytes in the same
 * run: the machine may be busy with other things, the ratio is what counts. The client sends one signed request again
 * and again, so that its own work is small. Run {@code main} from the class path of the tests.
 */
final class WireBench {

    private static final int REQUESTS = Integer.getInteger("lab.bench.requests", 15_000);

    private WireBench() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("wire-bench");
        try (WireCloud cloud = WireCloud.open(directory)) {
            byte[] request = signed(cloud);
            byte[] answer = answer(cloud.endpoint(), request);
            HttpServer bare = bare(answer);
            URI bareAddress = URI.create("http://127.0.0.1:" + bare.getAddress().getPort());
            for (int round = 0; round < 4; round++) {
                System.out.println("bare " + measure(bareAddress, request));
                System.out.println("wire " + measure(cloud.endpoint(), request));
            }
            bare.stop(0);
        } finally {
            RunningCloud.delete(directory);
        }
        System.exit(0);
    }

    private record Result(double perSecond, double median, double p99) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,.0f requests/s, median %.2f ms, p99 %.2f ms", perSecond, median, p99);
        }
    }

    /** The bytes of a GetParameter as the SDK signs it. */
    private static byte[] signed(WireCloud cloud) {
        SsmClient ssm = cloud.get(SsmClient.class);
        ssm.putParameter(r -> r.name("/shop/fee").value("10").type(ParameterType.STRING));
        AtomicReference<SdkHttpRequest> seen = new AtomicReference<>();
        ExecutionInterceptor listener = new ExecutionInterceptor() {
            @Override
            public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
                seen.set(context.httpRequest());
            }
        };
        try (SsmClient own = SsmClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(ssm.serviceClientConfiguration().region())
                .credentialsProvider((software.amazon.awssdk.auth.credentials.AwsCredentialsProvider)
                        cloud.as("bench").credentialsProvider().orElseThrow())
                .httpClientBuilder(software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient.builder())
                .overrideConfiguration(c -> c.addExecutionInterceptor(listener))
                .build()) {
            own.getParameter(r -> r.name("/shop/fee"));
        }
        String body = "{\"Name\":\"/shop/fee\"}";
        StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\n");
        seen.get().headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Content-Length")) {
                values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n"));
            }
        });
        head.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static HttpServer bare(byte[] answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.getResponseHeaders().set("x-amzn-RequestId", "b3c5b8a4-2f55-4c2f-9d5c-7a8a6c1b2e11");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static byte[] answer(URI server, byte[] request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            byte[] answer = exchange(socket, new BufferedInputStream(socket.getInputStream()), request);
            if (!new String(answer, StandardCharsets.UTF_8).contains("\"Value\":\"10\"")) {
                throw new IOException("Not the answer: " + new String(answer, StandardCharsets.UTF_8));
            }
            return answer;
        }
    }

    /** Two connections, one a core. */
    private static Result measure(URI server, byte[] request) throws Exception {
        int connections = 2;
        long[] took = new long[connections * REQUESTS];
        CountDownLatch done = new CountDownLatch(connections);
        long begun = System.nanoTime();
        for (int c = 0; c < connections; c++) {
            int first = c * REQUESTS;
            new Thread(() -> {
                        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
                            socket.setTcpNoDelay(true);
                            InputStream in = new BufferedInputStream(socket.getInputStream());
                            for (int i = first; i < first + REQUESTS; i++) {
                                long start = System.nanoTime();
                                exchange(socket, in, request);
                                took[i] = System.nanoTime() - start;
                            }
                        } catch (IOException e) {
                            e.printStackTrace();
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        double seconds = (System.nanoTime() - begun) / 1e9;
        Arrays.sort(took);
        return new Result(took.length / seconds, took[took.length / 2] / 1e6, took[took.length * 99 / 100] / 1e6);
    }

    private static byte[] exchange(Socket socket, InputStream in, byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        return in.readNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("The connection ended.");
            }
            line.append((char) c);
        }
        return line.toString().trim();
    }
}
