package io.devopslab.cloud.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what services tell about themselves. An event published inside a {@link Store#write} is part of that
 * change: it is delivered when the change is kept, and after a kill it is delivered by the next process. So a
 * subscriber may see an event twice, and sees events in the order of their publication. Thread-safe.
 */
public final class EventBus {

    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

    private final Time time;
    private final Ids ids;
    private final Store store;
    private final Table<CloudEvent> outbox;
    private final Table<Long> counter;
    private final List<Consumer<CloudEvent>> subscribers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean delivering = new AtomicBoolean();

    /** A bus whose undelivered events are kept in {@code store}. */
    public EventBus(Time time, Ids ids, Store store) {
        this.time = time;
        this.ids = ids;
        this.store = store;
        this.outbox = store.table("outbox", CloudEvent.class);
        this.counter = store.table("counter", Long.class);
    }

    /** Calls {@code subscriber} with every event from now on, one at a time. It must not block. */
    public void subscribe(Consumer<CloudEvent> subscriber) {
        subscribers.add(subscriber);
    }

    /** Publishes an event of {@code source} that happened now in {@code scope}. */
    public void publish(Scope scope, String source, String detailType, List<String> resources, JsonNode detail) {
        publish(new CloudEvent(ids.uuid(), source, detailType, scope, time.instant(), resources, detail));
    }

    /** Publishes an event. */
    public void publish(CloudEvent event) {
        store.write(() -> {
            long number = counter.get("next").orElse(0L);
            counter.put("next", number + 1);
            outbox.put(String.format(Locale.ROOT, "%019d", number), event);
            store.afterCommit(this::deliver);
        });
    }

    /** Delivers what an earlier process left behind. Called once everybody has subscribed. */
    public void resume() {
        deliver();
    }

    private void deliver() {
        if (delivering.compareAndSet(false, true)) {
            time.execute(this::drain);
        }
    }

    private void drain() {
        do {
            for (List<String> keys = outbox.keys(); !keys.isEmpty(); keys = outbox.keys()) {
                keys.forEach(this::deliver);
            }
            delivering.set(false);
            // An event that came between the last look and the line above would otherwise wait for the next one.
        } while (outbox.size() > 0 && delivering.compareAndSet(false, true));
    }

    private void deliver(String key) {
        outbox.get(key).ifPresent(event -> subscribers.forEach(subscriber -> hand(event, subscriber)));
        outbox.remove(key);
    }

    private void hand(CloudEvent event, Consumer<CloudEvent> subscriber) {
        try {
            subscriber.accept(event);
        } catch (RuntimeException e) {
            store.requireOpen(e);
            LOG.error("A subscriber failed on the event {} of {}.", event.detailType(), event.source(), e);
        }
    }
}
