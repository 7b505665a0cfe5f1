package io.devopslab.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.target.ChangeFeed;
import io.devopslab.target.Site;
import io.devopslab.target.TargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChangesTest {

    private static final Duration END = Duration.ofMinutes(1);

    private Path home;
    private TestDaemon daemon;

    @BeforeAll
    void serve(@TempDir Path directory) throws Exception {
        home = directory;
        daemon = TestDaemon.start(home);
    }

    @AfterAll
    void stop() throws Exception {
        daemon.close();
    }

    private Site site() {
        return new EmbeddedTarget(home, Optional.empty(), notice -> {})
                .running()
                .orElseThrow();
    }

    @Test
    void whoever_waits_hears_of_what_happens_in_the_cloud() throws Exception {
        ChangeFeed feed = site().changes();
        long before = feed.await(ChangeFeed.BEFORE_EVERYTHING, END);

        site().clients()
                .get(SsmClient.class)
                .putParameter(put -> put.name("/a").type(ParameterType.STRING).value("b"));

        assertThat(feed.await(before, END)).isNotEqualTo(before);
    }

    @Test
    void nothing_new_is_told_when_the_patience_ends() throws Exception {
        ChangeFeed feed = site().changes();
        long now = feed.await(ChangeFeed.BEFORE_EVERYTHING, END);
        while (now != (now = feed.await(now, Duration.ofMillis(50)))) {
            // The other tests' changes come to their end.
        }

        assertThat(feed.await(now, Duration.ZERO)).isEqualTo(now);
    }

    @Test
    void a_turned_clock_is_a_change() throws Exception {
        ChangeFeed feed = site().changes();
        long before = feed.await(ChangeFeed.BEFORE_EVERYTHING, END);

        daemon.daemons().advance(daemon.address(), Duration.ofMinutes(1));

        assertThat(feed.await(before, END)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"after\": \"0\", \"patience\": 1}",
                "{\"after\": 0}",
                "{\"after\": 0, \"patience\": -1}",
                "{\"after\": 0, \"patience\": 1e99}",
                "{\"after\": 0, \"patience\": \"1\"}",
                "{\"after\": 1.5, \"patience\": 1}",
                "{\"after\": 99999999999999999999, \"patience\": 1}",
                "{\"after\": null, \"patience\": []}"
            })
    void nonsense_is_refused_with_an_example(String body) throws Exception {
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree(body);

        assertThatThrownBy(() -> ControlClient.post(
                        daemon.address(), daemon.daemons().credentials().orElseThrow(), "changes", document, END))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("{\"after\": 0, \"patience\": 30}");
    }

    @Test
    void only_so_many_wait_at_a_time_and_the_end_lets_go_of_all() throws Exception {
        Changes changes = new Changes();
        List<CompletableFuture<OptionalLong>> waiting = new ArrayList<>();
        for (int i = 0; i < Changes.MOST_WAITERS; i++) {
            CompletableFuture<OptionalLong> heard = new CompletableFuture<>();
            waiting.add(heard);
            Thread waiter = new Thread(() -> {
                try {
                    heard.complete(changes.await(0, Duration.ofMinutes(5)));
                } catch (InterruptedException e) {
                    heard.completeExceptionally(e);
                }
            });
            waiter.setDaemon(true);
            waiter.start();
        }
        while (changes.waiting() < Changes.MOST_WAITERS) {
            Thread.onSpinWait();
        }

        assertThat(changes.await(0, END)).isEmpty();
        changes.close();

        for (CompletableFuture<OptionalLong> heard : waiting) {
            assertThat(heard.get(1, TimeUnit.MINUTES)).isEmpty();
        }
        assertThat(changes.await(ChangeFeed.BEFORE_EVERYTHING, END)).isEmpty();
    }

    @Test
    void a_daemon_that_ends_lets_go_of_who_waits() throws Exception {
        Path other = home.resolve("other");
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        try (TestDaemon stopping = TestDaemon.start(other)) {
            ChangeFeed feed = new EmbeddedTarget(other, Optional.empty(), notice -> {})
                    .running()
                    .orElseThrow()
                    .changes();
            long now = feed.await(ChangeFeed.BEFORE_EVERYTHING, END);
            Thread waiter = new Thread(() -> {
                try {
                    long heard = now;
                    while (true) {
                        heard = feed.await(heard, Duration.ofMinutes(4));
                    }
                } catch (InterruptedException | RuntimeException e) {
                    ended.complete(e);
                }
            });
            waiter.setDaemon(true);
            waiter.start();
            assertThat(stopping.address()).isNotNull();
        }

        assertThat(ended.get(1, TimeUnit.MINUTES)).isInstanceOf(TargetException.class);
    }
}
