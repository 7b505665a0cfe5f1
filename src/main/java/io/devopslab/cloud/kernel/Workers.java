package io.devopslab.cloud.kernel;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that run the cloud's tasks. A task that throws is logged; it never ends the thread's pool. */
final class Workers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private static final int GRACE_SECONDS = 5;

    private final AtomicInteger count = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Worker(task, "cloud-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    /** Marks the threads whose tasks are counted as work, so that a pause inside one can give its place back. */
    private static final class Worker extends Thread {
        Worker(Runnable task, String name) {
            super(task, name);
        }
    }

    static boolean isCurrentThread() {
        return Thread.currentThread() instanceof Worker;
    }

    void run(Runnable task) {
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } catch (ClosingException e) {
                    LOG.debug("A task was broken off.", e);
                } catch (RuntimeException e) {
                    LOG.error("A task of the embedded cloud failed.", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The cloud is closed; a task was dropped.", e);
        }
    }

    /** Interrupts what runs and waits a moment for it: what it uses is about to be closed too. */
    @Override
    public void close() {
        threads.shutdownNow();
        if (isCurrentThread()) {
            return;
        }
        try {
            if (!threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Tasks of the embedded cloud still run although it is closed.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
