package io.devopslab.cloud.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

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
}
