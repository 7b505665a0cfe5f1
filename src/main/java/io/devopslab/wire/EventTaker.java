package io.devopslab.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.awscore.eventstream.EventStreamResponseHandler;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.async.SdkPublisher;

/**
 * Takes a stream of events, one at a time, for the thread that writes them: what is not asked for waits at the service,
 * which knows what may be dropped.
 */
final class EventTaker implements EventStreamResponseHandler<SdkPojo, SdkPojo>, Subscriber<SdkPojo>, AutoCloseable {

    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private volatile @Nullable Subscription subscription;
    private volatile CompletableFuture<?> followed = CompletableFuture.completedFuture(null);
    private volatile boolean closed;

    private sealed interface Told {}

    private record Began(SdkPojo response) implements Told {}

    private record Came(SdkPojo event) implements Told {}

    private record Ended(Optional<Throwable> failure) implements Told {}

    /** Takes also what a call fails with that has told its handler nothing. */
    void follow(CompletableFuture<?> call) {
        followed = call.whenComplete((nothing, failure) -> {
            if (failure != null) {
                onError(failure);
            }
        });
    }

    /**
     * Waits for the operation's answer, behind which its events come.
     *
     * @throws RuntimeException what the operation failed with
     * @throws IOException if the server closes meanwhile
     */
    SdkPojo response() throws IOException {
        Told first = take();
        if (first instanceof Began began) {
            return began.response();
        }
        throw first instanceof Ended ended && ended.failure().isPresent()
                ? asUnchecked(ended.failure().get())
                : new IllegalStateException("A stream of events had no beginning.");
    }

    /**
     * Waits for the next event.
     *
     * @return empty at the stream's end
     * @throws RuntimeException what the stream failed with
     * @throws IOException if the server closes meanwhile
     */
    Optional<SdkPojo> next() throws IOException {
        Subscription asked = subscription;
        if (asked != null) {
            asked.request(1);
        }
        Told next = take();
        if (next instanceof Came came) {
            return Optional.of(came.event());
        }
        if (next instanceof Ended ended && ended.failure().isPresent()) {
            throw asUnchecked(ended.failure().get());
        }
        return Optional.empty();
    }

    private Told take() throws IOException {
        try {
            return told.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The server closes.");
        }
    }

    private static RuntimeException asUnchecked(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }

    @Override
    public void responseReceived(SdkPojo response) {
        told.add(new Began(response));
    }

    @Override
    public void onEventStream(SdkPublisher<SdkPojo> publisher) {
        publisher.subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
        if (closed) {
            begun.cancel();
        }
    }

    @Override
    public void onNext(SdkPojo event) {
        told.add(new Came(event));
    }

    @Override
    public void onError(Throwable failure) {
        told.add(new Ended(Optional.of(failure)));
    }

    @Override
    public void onComplete() {
        told.add(new Ended(Optional.empty()));
    }

    /** Also what becomes of an operation that has no stream at all. */
    @Override
    public void exceptionOccurred(Throwable failure) {
        onError(failure);
    }

    @Override
    public void complete() {
        // The stream has told it.
    }

    /** Has the stream end with what was taken last. */
    void end() {
        close();
        told.clear();
        told.add(new Ended(Optional.empty()));
    }

    /** Goes away; the service may end what it did for the stream. */
    @Override
    public void close() {
        closed = true;
        followed.cancel(false);
        Subscription left = subscription;
        if (left != null) {
            left.cancel();
        }
    }
}
