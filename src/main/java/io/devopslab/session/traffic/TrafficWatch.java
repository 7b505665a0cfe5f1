package io.devopslab.session.traffic;

import io.devopslab.target.Site;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls an alias or the page of a fleet some times a second, and tells each second who answered. */
public final class TrafficWatch {

    /** The most calls that may be made in a second. */
    public static final int MOST_CALLS = 50;

    /** Two, so that a version that must start first does not keep the other from answering. */
    private static final int CALLERS = 2;

    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Shares are reckoned from the calls of so many seconds. */
    private static final int SECONDS = 10;

    private final Site site;
    private final Callee callee;
    private final int rate;
    private final Answers answers;
    private final Route route;

    /**
     * @param rate calls a second, from 1 to {@link #MOST_CALLS}
     */
    public TrafficWatch(Site site, Callee callee, int rate) {
        this.site = site;
        this.callee = callee;
        this.rate = rate;
        this.answers = new Answers(rate * SECONDS);
        this.route = callee instanceof Callee.Alias alias
                ? new AliasRoute(site.clients(), alias, answers)
                : new BalancerRoute(site.clients(), (Callee.Balancer) callee, answers);
    }

    public Callee callee() {
        return callee;
    }

    /** Makes one call and counts its answer. */
    void call() {
        route.call();
    }

    /** What is to be seen now. */
    Sample sample() {
        Answers.Count count = answers.count(route.weights());
        return new Sample(site.clock().now(), count.calls(), count.shares(), route.deployment(), route.refusal());
    }

    /**
     * Calls and tells, in real time.
     *
     * @param length after which it ends; empty for as long as nobody interrupts
     * @param listener hears a sample each second
     */
    public void run(Optional<Duration> length, Consumer<Sample> listener) throws InterruptedException {
        ScheduledExecutorService callers = Executors.newScheduledThreadPool(CALLERS, TrafficWatch::thread);
        try {
            long each = BEAT_NANOS * CALLERS / rate;
            for (int i = 0; i < CALLERS; i++) {
                Future<?> unused =
                        callers.scheduleAtFixedRate(this::call, each * i / CALLERS, each, TimeUnit.NANOSECONDS);
            }
            tell(length, listener);
        } catch (SdkException e) {
            // A question that waits for its answer when Ctrl-C comes ends like one that gets none.
            if (e instanceof AbortedException || Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            throw e;
        } finally {
            callers.shutdownNow();
            // Who goes on after this may take away what a call still uses.
            boolean unused = callers.awaitTermination(2, TimeUnit.SECONDS);
        }
    }

    private void tell(Optional<Duration> length, Consumer<Sample> listener) throws InterruptedException {
        long start = System.nanoTime();
        long end = length.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        for (long at = Math.min(BEAT_NANOS, end); at <= end; at += BEAT_NANOS) {
            long left = start + at - System.nanoTime();
            if (left > 0) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
            listener.accept(sample());
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "traffic");
        thread.setDaemon(true);
        return thread;
    }
}
