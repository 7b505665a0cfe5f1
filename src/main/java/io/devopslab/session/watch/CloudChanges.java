package io.devopslab.session.watch;

import io.devopslab.target.ChangeFeed;
import java.time.Duration;

/** Rings when something has happened in the cloud. */
final class CloudChanges implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChangeFeed feed;
    private final Bell bell;
    private final Thread listener;
    private volatile boolean closed;
    private volatile long seen = ChangeFeed.BEFORE_EVERYTHING;

    CloudChanges(ChangeFeed feed, Bell bell) {
        this.feed = feed;
        this.bell = bell;
        this.listener = new Thread(this::listen, "cloud-changes");
        listener.setDaemon(true);
    }

    /** Rings from now on. */
    void start() throws InterruptedException {
        seen = feed.await(ChangeFeed.BEFORE_EVERYTHING, Duration.ZERO);
        listener.start();
    }

    private void listen() {
        try {
            while (!closed) {
                long now = feed.await(seen, PATIENCE);
                if (now != seen) {
                    seen = now;
                    bell.ring();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // It is closed.
        } catch (RuntimeException e) {
            bell.breakDown(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        listener.interrupt();
    }
}
