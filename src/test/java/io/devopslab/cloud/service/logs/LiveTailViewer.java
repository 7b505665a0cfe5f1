package io.devopslab.cloud.service.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionStart;
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionUpdate;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponseHandler;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponseStream;

/** Who looks at a Live Tail session, by any client of the SDK. */
final class LiveTailViewer implements StartLiveTailResponseHandler, AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final List<String> messages = new ArrayList<>();
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    private CompletableFuture<Void> call = new CompletableFuture<>();
    private LiveTailSessionStart start = LiveTailSessionStart.builder().build();

    /** One second of a session. */
    record Update(boolean sampled, List<LiveTailSessionLogEvent> results) {}

    private record Failed(Throwable cause) {}

    private record Complete() {}

    private LiveTailViewer() {}

    /**
     * Opens a session and waits for its start.
     *
     * @throws java.util.concurrent.CompletionException if it is refused, with the cause
     */
    static LiveTailViewer open(CloudWatchLogsAsyncClient client, Consumer<StartLiveTailRequest.Builder> wish) {
        StartLiveTailRequest.Builder request = StartLiveTailRequest.builder();
        wish.accept(request);
        LiveTailViewer viewer = new LiveTailViewer();
        viewer.call = client.startLiveTail(request.build(), viewer);
        Object first = viewer.take();
        if (first instanceof Failed) {
            viewer.call.join();
        }
        viewer.start = (LiveTailSessionStart) first;
        return viewer;
    }

    LiveTailSessionStart start() {
        return start;
    }

    /** Waits for the next update. */
    Update update() {
        Object next = take();
        if (next instanceof LiveTailSessionUpdate update && update.hasSessionResults()) {
            return new Update(update.sessionMetadata().sampled(), update.sessionResults());
        }
        throw new AssertionError("No update, but " + next);
    }

    private Object take() {
        try {
            return Optional.ofNullable(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("Nothing came."));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Passes over updates until the session fails; tells what with. */
    Throwable failure() {
        while (true) {
            Object next = take();
            if (next instanceof LiveTailSessionUpdate update) {
                update.sessionResults().forEach(event -> messages.add(event.message()));
            } else if (next instanceof Failed failed) {
                return failed.cause();
            } else {
                throw new AssertionError("The session ended well: " + next);
            }
        }
    }

    /**
     * Passes over updates until the session ends.
     *
     * @return whether it ended well
     */
    boolean awaitEnd() {
        while (true) {
            Object next = take();
            if (next instanceof Complete || next instanceof Failed) {
                return next instanceof Complete;
            }
        }
    }

    /** Those that {@link #failure} passed over. */
    List<String> messages() {
        return messages;
    }

    @Override
    public void responseReceived(StartLiveTailResponse response) {
        // It has no members.
    }

    @Override
    public void onEventStream(SdkPublisher<StartLiveTailResponseStream> publisher) {
        publisher.subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription begun) {
                subscription.complete(begun);
                begun.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(StartLiveTailResponseStream event) {
                told.add(event);
            }

            @Override
            public void onError(Throwable failure) {
                told.add(new Failed(failure));
            }

            @Override
            public void onComplete() {
                told.add(new Complete());
            }
        });
    }

    @Override
    public void exceptionOccurred(Throwable failure) {
        told.add(new Failed(failure));
    }

    @Override
    public void complete() {
        // The stream has told it.
    }

    /** Goes away. */
    @Override
    public void close() {
        subscription.thenAccept(Subscription::cancel);
        call.cancel(true);
    }
}
