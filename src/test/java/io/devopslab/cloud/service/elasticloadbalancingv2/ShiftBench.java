package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.SteadyLoad;
import io.devopslab.cloud.TestCloud;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * 500 requests a second through a listener whose weights are shifted step by step while targets come and go, on a live
 * clock of sixty times the speed; and the same load to a target itself, before and after. Prints medians, 99th
 * percentiles and every kind of answer, which must be nothing but answers of the targets.
 */
final class ShiftBench {

    private static final int RATE = Integer.getInteger("lab.bench.rate", 500);
    private static final int SECONDS = 20;
    private static final int SPEED = 60;

    private ShiftBench() {}

    public static void main(String[] arguments) throws Exception {
        try (TestCloud cloud = TestCloud.live(Files.createTempDirectory("shift-bench"), false, SPEED);
                Backend blue = Backend.open("blue");
                Backend green = Backend.open("green")) {
            Site site = new Site(() -> cloud);
            String one = site.group("blue");
            String other = site.group("green");
            site.register(one, blue);
            site.register(other, green);
            String listener = site.listener(site.balancer("web"), Site.forward(List.of(one, other), 1, 0));
            cloud.time().pause(Duration.ofSeconds(90));
            URI direct = URI.create("http://127.0.0.1:" + blue.port() + "/");
            URI through = URI.create("http://" + site.address(listener) + "/");
            load(direct, 5);
            load(through, 5);
            System.out.println("direct   " + load(direct, SECONDS));
            System.out.println("listener " + load(through, SECONDS));
            CompletableFuture<Void> shifts = CompletableFuture.runAsync(() -> shift(site, cloud, listener, one, other));
            System.out.println("shifting " + load(through, SECONDS));
            shifts.join();
            System.out.println("direct   " + load(direct, SECONDS));
        }
        System.exit(0);
    }

    /** Ten steps from one group to the other, with a new target at each and the one before the last taken away. */
    private static void shift(Site site, TestCloud cloud, String listener, String one, String other) {
        Backend last = null;
        try {
            for (int weight = 10; weight <= 100; weight += 10) {
                int present = weight;
                site.elb().modifyListener(r -> r.listenerArn(listener)
                        .defaultActions(Site.forward(List.of(one, other), 100 - present, present)));
                Backend next = Backend.open("green");
                site.register(other, next);
                if (last != null) {
                    Backend gone = last;
                    site.deregister(other, gone);
                    // Its connections are let go only when the target's five minutes of draining are over.
                    cloud.time().schedule(Duration.ofSeconds(310), gone::close);
                }
                last = next;
                cloud.time().pause(Duration.ofSeconds(SPEED * (SECONDS - 5L) / 10));
            }
        } catch (Exception e) {
            System.out.println("the shift broke: " + e);
        }
    }

    private static SteadyLoad.Result load(URI uri, int seconds) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return new SteadyLoad(RATE, 16, () -> {
                    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                    return answer.statusCode() + " " + answer.body();
                })
                .run(RATE * seconds);
    }
}
