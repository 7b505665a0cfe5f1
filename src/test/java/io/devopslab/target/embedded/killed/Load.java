package io.devopslab.target.embedded.killed;

import io.devopslab.aws.Clients;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Clients at work, each on a thread of its own, until the daemon answers no more. */
final class Load {

    private final Clients clients;
    private final CountDownLatch wanted;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean ending;
    private final AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();

    /**
     * @param steps how many of them are acknowledged before the daemon may be killed
     */
    Load(Clients clients, int steps) {
        this.clients = clients;
        this.wanted = new CountDownLatch(steps);
    }

    /** Lets a client do seeded steps of {@code works}. */
    void work(List<Work> works, Random random) {
        Thread thread = new Thread(() -> workOn(works, random), "client-" + threads.size());
        threads.add(thread);
        thread.start();
    }

    private void workOn(List<Work> works, Random random) {
        try {
            while (wrong.get() == null) {
                Contents.any(works, random).step(clients, random);
                acknowledged.incrementAndGet();
                wanted.countDown();
            }
        } catch (SdkClientException | UncheckedIOException e) {
            // No answer came, or a part of one: the daemon is gone.
            unanswered.incrementAndGet();
        } catch (NullPointerException | IndexOutOfBoundsException | AssertionError e) {
            // The JDK's client takes an answer that was cut after its headers for one without content. What was
            // acknowledged before is compared all the same.
            if (ending) {
                unanswered.incrementAndGet();
            } else {
                wrong.compareAndSet(null, e);
            }
        } catch (AwsServiceException e) {
            // A daemon that closes says that it cannot serve.
            if (ending && e.statusCode() == 503) {
                unanswered.incrementAndGet();
            } else {
                wrong.compareAndSet(null, e);
            }
        } catch (RuntimeException | Error e) {
            wrong.compareAndSet(null, e);
        }
    }

    /** From now on answers may be cut, or say that the daemon ends. */
    void expectEnd() {
        ending = true;
    }

    void awaitAcknowledged() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!wanted.await(10, TimeUnit.MILLISECONDS)) {
            refuseWrong();
            if (unanswered.get() > 0 || System.nanoTime() > end) {
                throw new AssertionError("The daemon does not answer, and nobody has killed it.");
            }
        }
    }

    /** Waits until each client has noticed the end of the daemon. */
    void finish() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        refuseWrong();
    }

    private void refuseWrong() {
        Throwable found = wrong.get();
        if (found != null) {
            throw new AssertionError("A step failed: " + found, found);
        }
    }

    int acknowledged() {
        return acknowledged.get();
    }

    int unanswered() {
        return unanswered.get();
    }
}
