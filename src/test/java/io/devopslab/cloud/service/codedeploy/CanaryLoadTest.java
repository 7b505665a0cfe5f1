package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.service.codedeploy.CodeDeployFixture.Shop;
import io.devopslab.target.embedded.WireCloud;
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
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.TrafficRoutingType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Callers over the wire lose no call while CodeDeploy moves what they call, there and back. */
final class CanaryLoadTest {

    private static final int CLIENTS = 4;
    private static final int CALLS = 8;

    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();

    @Test
    void no_call_is_lost_while_an_alias_moves_there_and_back(@TempDir Path directory) {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (WireCloud cloud = WireCloud.open(directory)) {
            CodeDeployFixture shops = new CodeDeployFixture(cloud, cloud.time()::advance);
            shops.deploy().createDeploymentConfig(r -> r.deploymentConfigName("fifths")
                    .computePlatform("Lambda")
                    .trafficRoutingConfig(t -> t.type(TrafficRoutingType.TIME_BASED_LINEAR)
                            .timeBasedLinear(
                                    linear -> linear.linearPercentage(20).linearInterval(1))));
            Shop shop = shops.shop(group -> group.deploymentConfigName("fifths"));
            String stopped = shops.start(shop, r -> {});
            int rounds = 0;
            for (; rounds < 4; rounds++) {
                round(shops, shop, threads);
            }
            shops.deploy().stopDeployment(r -> r.deploymentId(stopped).autoRollbackEnabled(true));
            for (; rounds < 6; rounds++) {
                round(shops, shop, threads);
            }
            assertThat(shops.deployment(stopped).status()).isEqualTo(DeploymentStatus.STOPPED);
            assertThat(shops.traffic(shop)).isEqualTo("1");
            String whole = shops.start(shop, r -> {});
            for (; rounds < 16; rounds++) {
                round(shops, shop, threads);
            }
            assertThat(shops.deployment(whole).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
            assertThat(answers.keySet()).containsExactlyInAnyOrder("1", "2");
            assertThat(answers.values().stream().mapToInt(AtomicInteger::get).sum())
                    .isEqualTo(rounds * CLIENTS * CALLS);
        } finally {
            threads.shutdown();
        }
    }

    /** Half a minute, in whose midst the callers call. */
    private void round(CodeDeployFixture shops, Shop shop, ExecutorService threads) {
        List<CompletableFuture<?>> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            clients.add(CompletableFuture.runAsync(() -> call(shops, shop), threads));
        }
        shops.pass(Duration.ofSeconds(30));
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
    }

    private void call(CodeDeployFixture shops, Shop shop) {
        for (int call = 0; call < CALLS; call++) {
            String answer;
            try {
                InvokeResponse response = shops.lambda()
                        .invoke(r -> r.functionName(shop.function()).qualifier("live"));
                answer = response.functionError() == null
                        ? response.payload().asUtf8String().replace("\"", "")
                        : response.functionError();
            } catch (RuntimeException e) {
                answer = e.toString();
            }
            answers.computeIfAbsent(answer, key -> new AtomicInteger()).incrementAndGet();
        }
    }
}
