package io.devopslab.cloud.service.elasticloadbalancingv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens behind a load balancer in good order, none of its clients' requests is lost. */
final class LoadTest {

    private static final int REQUESTS = 2_000;
    private static final int CLIENTS = 8;

    @Test
    void no_request_is_lost_while_weights_change_and_targets_come_and_go(@TempDir Path directory) throws Exception {
        List<Backend> retired = new ArrayList<>();
        try (TestCloud cloud = TestCloud.open(directory);
                Backend blue = Backend.open("blue");
                Backend green = Backend.open("green")) {
            Site site = new Site(() -> cloud);
            String one = site.group("blue");
            String other = site.group("green");
            site.register(one, blue);
            site.register(other, green);
            String listener = site.listener(site.balancer("web"), Site.forward(List.of(one, other), 1, 0));
            cloud.time().advance(Duration.ofSeconds(10));

            AtomicInteger sent = new AtomicInteger();
            Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
            CompletableFuture<?> load = load(site.address(listener), sent, answers);
            for (int step = 1; step <= 10; step++) {
                awaitSent(sent, step * REQUESTS / 12);
                int weight = step * 10;
                site.elb().modifyListener(r -> r.listenerArn(listener)
                        .defaultActions(Site.forward(List.of(one, other), 100 - weight, weight)));
                Backend next = Backend.open("green");
                site.register(other, next);
                cloud.time().advance(Duration.ofSeconds(10));
                retired.add(next);
                if (retired.size() > 1) {
                    Backend last = retired.remove(0);
                    site.deregister(other, last);
                    cloud.time().advance(Duration.ofSeconds(301));
                    last.close();
                }
            }
            load.join();

            assertThat(answers.keySet()).containsExactlyInAnyOrder("200 blue", "200 green");
            assertThat(answers.values().stream().mapToInt(AtomicInteger::get).sum())
                    .isEqualTo(REQUESTS);
        } finally {
            retired.forEach(Backend::close);
        }
    }

    private static CompletableFuture<?> load(String address, AtomicInteger sent, Map<String, AtomicInteger> answers) {
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<CompletableFuture<?>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(CompletableFuture.runAsync(
                    () -> {
                        for (int number = sent.incrementAndGet(); number <= REQUESTS; number = sent.incrementAndGet()) {
                            answers.computeIfAbsent(ask(client, address, number), key -> new AtomicInteger())
                                    .incrementAndGet();
                        }
                    },
                    threads));
        }
        return CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new))
                .whenComplete((done, e) -> threads.shutdown());
    }

    private static String ask(HttpClient client, String address, int number) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address + "/" + number));
        if (number % 10 == 0) {
            request.POST(BodyPublishers.ofString(""));
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (java.io.IOException e) {
            return "no answer: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Lets the load come that far; it does not stop for what happens here. */
    private static void awaitSent(AtomicInteger sent, int count) {
        while (sent.get() < count) {
            Thread.onSpinWait();
        }
    }
}
