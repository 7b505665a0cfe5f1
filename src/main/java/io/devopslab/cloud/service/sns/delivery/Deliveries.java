package io.devopslab.cloud.service.sns.delivery;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages on their way to subscribers. A delivery that was begun is kept until the subscriber took it or it went to
 * the dead-letter queue, over the end of the process too. Messages of FIFO topics go to each subscriber one after the
 * other, all others as it comes.
 */
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final ServiceContext context;
    private final Senders senders;
    private final Predicate<String> subscribed;
    private final Table<Delivery> pending;
    private final Set<String> draining = ConcurrentHashMap.newKeySet();

    record Delivery(Subscriber subscriber, Notification notification, int failures) {

        Delivery failed() {
            return new Delivery(subscriber, notification, failures + 1);
        }

        /** HTTP has a policy of its own; services of AWS are tried for 23 days. */
        Optional<Duration> next() {
            boolean http = subscriber.protocol().startsWith("http");
            return (http ? subscriber.policy() : DeliveryPolicy.MANAGED).delay(failures);
        }
    }

    /**
     * @param subscribed whether a subscription, by its ARN, still exists
     */
    public Deliveries(ServiceContext context, Senders senders, Predicate<String> subscribed) {
        this.context = context;
        this.senders = senders;
        this.subscribed = subscribed;
        this.pending = context.store().table("deliveries", Delivery.class);
    }

    /** Inside a write: keeps a delivery, to be {@linkplain #start started} when the write is kept. */
    public String add(Subscriber subscriber, Notification notification) {
        String key = notification
                .fifo()
                .map(fifo -> line(subscriber.subscriptionArn()) + fifo.sequence())
                .orElseGet(() -> context.ids().uuid());
        pending.put(key, new Delivery(subscriber, notification, 0));
        return key;
    }

    private static String line(String subscriptionArn) {
        return "fifo/" + subscriptionArn + "/";
    }

    public void start(List<String> keys) {
        keys.forEach(this::start);
    }

    private void start(String key) {
        if (key.startsWith("fifo/")) {
            String line = key.substring(0, key.lastIndexOf('/') + 1);
            context.time().execute(() -> drain(line));
        } else {
            context.time().execute(() -> attempt(key));
        }
    }

    /** Goes on with what an earlier process began. */
    public void resume() {
        start(pending.keys());
    }

    /** Delivers what stands in a line, until one has to wait. */
    private void drain(String line) {
        if (!draining.add(line)) {
            return;
        }
        boolean going = true;
        try {
            for (Optional<String> first = first(line); going && first.isPresent(); first = first(line)) {
                going = attempt(first.get(), () -> drain(line));
            }
        } finally {
            draining.remove(line);
        }
        // One that came between the last look and the line above would otherwise wait for the next one.
        if (going && first(line).isPresent()) {
            drain(line);
        }
    }

    private Optional<String> first(String line) {
        return pending.ceiling(line).map(java.util.Map.Entry::getKey).filter(key -> key.startsWith(line));
    }

    private void attempt(String key) {
        attempt(key, () -> attempt(key));
    }

    /** Whether the delivery is over, in one way or the other. */
    private boolean attempt(String key, Runnable again) {
        Optional<Delivery> found = pending.get(key);
        if (found.isEmpty()) {
            return true;
        }
        Delivery delivery = found.get();
        if (!subscribed.test(delivery.subscriber().subscriptionArn())) {
            pending.remove(key);
            return true;
        }
        try {
            senders.send(delivery.subscriber(), delivery.notification());
            pending.remove(key);
            return true;
        } catch (UndeliverableException e) {
            return failed(key, delivery.failed(), e, again);
        } catch (RuntimeException e) {
            context.store().requireOpen(e);
            LOG.error("A delivery to {} failed.", delivery.subscriber().subscriptionArn(), e);
            return failed(key, delivery.failed(), new UndeliverableException(String.valueOf(e), false), again);
        }
    }

    private boolean failed(String key, Delivery delivery, UndeliverableException problem, Runnable again) {
        Optional<Duration> delay = problem.isPassing() ? delivery.next() : Optional.empty();
        if (delay.isPresent()) {
            pending.put(key, delivery);
            context.time().schedule(delay.get(), again);
            return false;
        }
        giveUp(delivery, problem);
        pending.remove(key);
        return true;
    }

    private void giveUp(Delivery delivery, UndeliverableException problem) {
        Subscriber subscriber = delivery.subscriber();
        LOG.warn(
                "The message {} cannot be delivered to {}: {}",
                delivery.notification().id(),
                subscriber.subscriptionArn(),
                problem.getMessage());
        subscriber.deadLetters().ifPresent(queue -> {
            try {
                senders.sendToDeadLetters(queue, subscriber, delivery.notification());
            } catch (UndeliverableException e) {
                LOG.warn("Nor does the dead-letter queue {} take it: {}", queue, e.getMessage());
            }
        });
    }
}
