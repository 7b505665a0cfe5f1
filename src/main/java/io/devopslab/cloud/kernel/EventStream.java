package io.devopslab.cloud.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.SdkPublisher;

/**
 * A stream of events that a service answers with: what it sends waits until its one subscriber asks for it, and comes in
 * order, by one thread at a time. Thread-safe.
 *
 * @param <E> the SDK's interface of the stream's events
 */
public final class EventStream<E> implements SdkPublisher<E> {

    /** Of what may be dropped, no more waits than this. */
    private final int most;

    private final Runnable left;
    private final Deque<Waiting<E>> waiting = new ArrayDeque<>();
    private @Nullable Subscriber<? super E> subscriber;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private Optional<Throwable> failure = Optional.empty();
    private long asked;
    private boolean ended;
    private boolean over;
    private boolean telling;

    private record Waiting<E>(E event, boolean droppable) {}

    /**
     * @param most how many droppable events wait for a subscriber that is slower than its stream
     * @param left is run once when the subscriber goes away before the end
     */
    public EventStream(int most, Runnable left) {
        this.most = most;
        this.left = left;
    }

    /** Sends an event that must arrive. */
    public void send(E event) {
        add(new Waiting<>(event, false));
    }

    /** Sends an event in whose place the subscriber may get later ones: the oldest goes where too many wait. */
    public void sendDroppable(E event) {
        add(new Waiting<>(event, true));
    }

    private void add(Waiting<E> event) {
        synchronized (this) {
            if (ended) {
                return;
            }
            waiting.add(event);
            if (event.droppable() && waiting.stream().filter(Waiting::droppable).count() > most) {
                dropOldest();
            }
        }
        tell();
    }

    private void dropOldest() {
        for (Iterator<Waiting<E>> all = waiting.iterator(); all.hasNext(); ) {
            if (all.next().droppable()) {
                all.remove();
                return;
            }
        }
    }

    /** Ends the stream behind what was sent; what is sent later goes nowhere. */
    public void complete() {
        end(Optional.empty());
    }

    /** Ends the stream with an error behind what was sent. */
    public void fail(Throwable error) {
        end(Optional.of(error));
    }

    private void end(Optional<Throwable> error) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            failure = error;
        }
        tell();
    }

    @Override
    public void subscribe(Subscriber<? super E> one) {
        boolean taken;
        synchronized (this) {
            taken = subscriber != null;
            if (!taken) {
                subscriber = one;
                telling = true; // nothing else is told before the subscription
            }
        }
        one.onSubscribe(taken ? new Nothing() : new Asking());
        if (taken) {
            one.onError(new IllegalStateException("A stream of events has one subscriber."));
            return;
        }
        synchronized (this) {
            telling = false;
        }
        tell();
    }

    /** Tells the subscriber what it may be told now, unless another thread is about it. */
    private void tell() {
        for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
            try {
                next.get().run();
            } finally {
                synchronized (this) {
                    telling = false;
                }
            }
        }
    }

    private synchronized Optional<Runnable> next() {
        Subscriber<? super E> told = subscriber;
        if (telling || over || told == null) {
            return Optional.empty();
        }
        if (waiting.isEmpty() && ended) {
            over = true;
            telling = true;
            return Optional.of(() -> tellEnd(told));
        }
        if (waiting.isEmpty() || asked == 0) {
            return Optional.empty();
        }
        telling = true;
        asked -= asked == Long.MAX_VALUE ? 0 : 1;
        E event = waiting.remove().event();
        return Optional.of(() -> told.onNext(event));
    }

    private void tellEnd(Subscriber<? super E> told) {
        if (failure.isPresent()) {
            told.onError(failure.get());
            end.completeExceptionally(failure.get());
        } else {
            told.onComplete();
            end.complete(null);
        }
    }

    /** Done when the subscriber was told of the stream's end, with its error if it had one, or has gone away. */
    public CompletableFuture<Void> end() {
        return end;
    }

    private final class Asking implements Subscription {

        @Override
        public void request(long count) {
            if (count <= 0) {
                refuse(count);
                return;
            }
            synchronized (EventStream.this) {
                asked = count > Long.MAX_VALUE - asked ? Long.MAX_VALUE : asked + count;
            }
            tell();
        }

        private void refuse(long count) {
            boolean leaves;
            synchronized (EventStream.this) {
                leaves = !ended;
                waiting.clear();
            }
            fail(new IllegalArgumentException("A subscriber asks for one event at least, not for " + count + "."));
            if (leaves) {
                left.run();
            }
        }

        @Override
        public void cancel() {
            boolean leaves;
            synchronized (EventStream.this) {
                leaves = !over && !ended;
                over = true;
                ended = true;
                waiting.clear();
            }
            if (leaves) {
                left.run();
            }
            end.complete(null);
        }
    }

    private static final class Nothing implements Subscription {

        @Override
        public void request(long count) {
            // The stream is another's.
        }

        @Override
        public void cancel() {
            // There is nothing to leave.
        }
    }
}
