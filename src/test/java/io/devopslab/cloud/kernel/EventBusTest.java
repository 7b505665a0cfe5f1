package io.devopslab.cloud.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventBusTest {

    private static final Scope SCOPE = new Scope("123456789012", "eu-west-1");

    private final SimulatedTime time = new SimulatedTime(Instant.parse("2026-01-05T09:00:00Z"));
    private final Store store = Store.inMemory();
    private final EventBus bus = newBus();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    private EventBus newBus() {
        return new EventBus(time, new Ids(new Random(1)), store);
    }

    private void publish(String detailType) {
        bus.publish(SCOPE, "aws.test", detailType, List.of(), JsonNodeFactory.instance.objectNode());
    }

    @Test
    void events_arrive_in_the_order_of_their_publication() {
        bus.subscribe(event -> seen.add(event.detailType()));

        List.of("one", "two", "three").forEach(this::publish);
        time.advance(Duration.ofSeconds(1));

        assertThat(seen).containsExactly("one", "two", "three");
    }

    @Test
    void an_event_of_a_failed_write_is_not_delivered() {
        bus.subscribe(event -> seen.add(event.detailType()));

        assertThatThrownBy(() -> store.write(() -> {
                    publish("lost");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        publish("kept");
        time.advance(Duration.ofSeconds(1));

        assertThat(seen).containsExactly("kept");
    }

    @Test
    void a_subscriber_that_throws_does_not_keep_the_event_from_others() {
        bus.subscribe(event -> {
            throw new IllegalStateException("a broken subscriber");
        });
        bus.subscribe(event -> seen.add(event.detailType()));

        publish("one");
        time.advance(Duration.ofSeconds(1));

        assertThat(seen).containsExactly("one");
    }

    @Test
    void an_event_whose_delivery_the_end_of_the_process_cuts_off_is_delivered_by_the_next(@TempDir Path directory)
            throws Exception {
        CountDownLatch delivering = new CountDownLatch(1);
        try (Store kept = Store.open(directory.resolve("state.mv"))) {
            EventBus first = new EventBus(time, new Ids(new Random(1)), kept);
            first.subscribe(event -> {
                delivering.countDown();
                awaitInterruption();
                throw new IllegalStateException("It was interrupted.");
            });
            first.publish(SCOPE, "aws.test", "cut off", List.of(), JsonNodeFactory.instance.objectNode());
            delivering.await();
            kept.freeze();
            time.close();
        }

        try (Store kept = Store.open(directory.resolve("state.mv"))) {
            SimulatedTime next = new SimulatedTime(time.instant());
            EventBus second = new EventBus(next, new Ids(new Random(2)), kept);
            second.subscribe(event -> seen.add(event.detailType()));
            second.resume();
            next.advance(Duration.ofSeconds(1));
        }
        assertThat(seen).containsExactly("cut off");
    }

    private static void awaitInterruption() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
