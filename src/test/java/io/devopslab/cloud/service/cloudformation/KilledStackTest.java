package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.stack.ResourceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

/**
 * The process ends at each call of a handler, once before the call has had its effect and once after it, and the
 * next process goes on with the state that was on disk at that moment.
 */
final class KilledStackTest {

    private static final String FIRST = """
            Resources:
              A: {Type: AWS::Fake::Thing, Properties: {Name: a, Value: 1}}
              B: {Type: AWS::Fake::Other, Properties: {Value: !Ref A}}
              C: {Type: AWS::Fake::Thing, Properties: {Name: c, Value: !Ref B}}
            """;
    private static final String SECOND = """
            Resources:
              A: {Type: AWS::Fake::Thing, Properties: {Name: a, Value: 2}}
              D: {Type: AWS::Fake::Other, Properties: {Value: !GetAtt A.Value}}
              C: {Type: AWS::Fake::Thing, Properties: {Name: c2, Value: !Ref D}}
            """;
    private static final String BROKEN =
            SECOND + "  E: {Type: AWS::Fake::Thing, DependsOn: C, Properties: {Fail: create}}\n";

    private final FakeHandler things = new FakeHandler(StackBench.THING);
    private final FakeHandler others = new FakeHandler(StackBench.OTHER);
    private Path directory = Path.of("");
    private int life;

    @Test
    void creation_goes_on(@TempDir Path home) throws Exception {
        killedEverywhere(home, bench -> {}, this::create, bench -> {
            assertThat(bench.status("app")).isEqualTo("CREATE_COMPLETE");
            assertThat(things.standing).containsOnlyKeys("a", "c");
            assertThat(others.standing).hasSize(1);
        });
    }

    @Test
    void update_goes_on(@TempDir Path home) throws Exception {
        killedEverywhere(home, this::createAndSettle, bench -> update(bench, SECOND), bench -> {
            assertThat(bench.status("app")).isEqualTo("UPDATE_COMPLETE");
            assertThat(things.standing).containsOnlyKeys("a", "c2");
            assertThat(things.standing.get("a").path("Value").asText()).isEqualTo("2");
            assertThat(others.standing.keySet()).singleElement().asString().startsWith("app-D-");
        });
    }

    @Test
    void failed_update_goes_back(@TempDir Path home) throws Exception {
        killedEverywhere(home, this::createAndSettle, bench -> update(bench, BROKEN), bench -> {
            assertThat(bench.status("app")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
            assertThat(things.standing).containsOnlyKeys("a", "c");
            assertThat(things.standing.get("a").path("Value").asText()).isEqualTo("1");
            assertThat(others.standing.keySet()).singleElement().asString().startsWith("app-B-");
        });
    }

    @Test
    void deletion_goes_on(@TempDir Path home) throws Exception {
        killedEverywhere(
                home, this::createAndSettle, bench -> bench.client().deleteStack(r -> r.stackName("app")), bench -> {
                    assertThat(bench.client().listStacks().stackSummaries())
                            .extracting(stack -> stack.stackStatusAsString())
                            .containsExactly("DELETE_COMPLETE");
                    assertThat(things.standing).isEmpty();
                    assertThat(others.standing).isEmpty();
                });
    }

    private void create(StackBench bench) {
        bench.client().createStack(r -> r.stackName("app").templateBody(FIRST));
    }

    private void createAndSettle(StackBench bench) {
        bench.create("app", FIRST);
    }

    private static void update(StackBench bench, String body) {
        bench.client()
                .updateStack(UpdateStackRequest.builder()
                        .stackName("app")
                        .templateBody(body)
                        .build());
    }

    private void killedEverywhere(
            Path home, Consumer<StackBench> before, Consumer<StackBench> operation, Consumer<StackBench> expected)
            throws Exception {
        int kills = 0;
        for (int call = 1; ; call++) {
            boolean reached = false;
            for (boolean afterEffect : new boolean[] {false, true}) {
                things.reset();
                others.reset();
                directory = Files.createDirectory(home.resolve(call + "-" + afterEffect));
                reached |= killed(call, afterEffect, before, operation, expected);
                kills += reached ? 1 : 0;
            }
            if (!reached) {
                break;
            }
        }
        assertThat(kills).as("the moments at which the process was killed").isGreaterThan(5);
    }

    /** Whether the operation had so many calls. */
    private boolean killed(
            int call,
            boolean afterEffect,
            Consumer<StackBench> before,
            Consumer<StackBench> operation,
            Consumer<StackBench> expected)
            throws Exception {
        life = 0;
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        CountDownLatch never = new CountDownLatch(1);
        StackBench bench = bench(directory.resolve("first.mv"));
        before.accept(bench);
        AtomicInteger calls = new AtomicInteger();
        Consumer<ResourceRequest> kill = request -> {
            if (calls.incrementAndGet() == call) {
                reached.complete(true);
                hang(never);
            }
        };
        things.intercept(kill, afterEffect);
        others.intercept(kill, afterEffect);
        operation.accept(bench);
        // A thread of its own: a killed process is never settled, and would keep one of the few shared ones for good.
        CompletableFuture<Boolean> settled = CompletableFuture.supplyAsync(
                () -> {
                    bench.settle();
                    return false;
                },
                KilledStackTest::runAside);
        boolean wasReached = (Boolean) CompletableFuture.anyOf(reached, settled).get(20, TimeUnit.SECONDS);
        things.intercept(request -> {}, false);
        others.intercept(request -> {}, false);
        if (wasReached) {
            Path left = Files.copy(
                    directory.resolve("first.mv"), directory.resolve("second.mv"), StandardCopyOption.REPLACE_EXISTING);
            try (StackBench next = bench(left)) {
                next.cloudFormation.resume();
                next.settle();
                expected.accept(next);
            }
        } else {
            expected.accept(bench);
        }
        bench.close();
        return wasReached;
    }

    private static void runAside(Runnable task) {
        Thread thread = new Thread(task, "settling");
        thread.setDaemon(true);
        thread.start();
    }

    private static void hang(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("The process has ended.", e);
        }
    }

    private StackBench bench(Path file) throws IOException {
        return new StackBench(directory, Store.open(file), things, others, ++life);
    }
}
