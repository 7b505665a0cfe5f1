package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.TestCloud;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a listener adds to a request: the same requests to a target and through a load balancer, in turn, one after the
 * other on kept connections. Prints medians and 99th percentiles in microseconds.
 */
final class ProxyBench {

    private static final int ROUNDS = 6;
    private static final int REQUESTS = 2_000;

    private ProxyBench() {}

    public static void main(String[] arguments) throws Exception {
        try (TestCloud cloud = TestCloud.open(Files.createTempDirectory("proxy-bench"));
                Backend blue = Backend.open("blue");
                Backend green = Backend.open("green")) {
            Site site = new Site(() -> cloud);
            String one = site.group("blue");
            String other = site.group("green");
            site.register(one, blue);
            site.register(other, green);
            String listener = site.listener(site.balancer("web"), Site.forward(List.of(one, other), 1, 1));
            cloud.time().advance(Duration.ofSeconds(10));
            URI direct = URI.create("http://127.0.0.1:" + blue.port() + "/");
            URI through = URI.create("http://" + site.address(listener) + "/");
            for (int round = 0; round < ROUNDS; round++) {
                System.out.println("direct " + measure(direct) + ", through the listener " + measure(through));
            }
        }
    }

    private static String measure(URI uri) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        long[] nanos = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long begun = System.nanoTime();
            client.send(request, BodyHandlers.discarding());
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return "median " + nanos[REQUESTS / 2] / 1_000 + " us, p99 " + nanos[REQUESTS * 99 / 100] / 1_000 + " us";
    }
}
