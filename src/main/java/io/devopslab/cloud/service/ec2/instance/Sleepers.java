package io.devopslab.cloud.service.ec2.instance;

import io.devopslab.cloud.kernel.HostStart;
import io.devopslab.cloud.kernel.Time;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The instances that ran when their cloud was closed, and whose processes have not started again. Each starts once,
 * and whoever needs it waits until it has. Thread-safe.
 */
final class Sleepers {

    /** How long one that nobody asks for sleeps. Longer than it takes to do away with a lab, or sleeping would gain little. */
    static final Duration UNASKED = Duration.ofSeconds(30);

    private final Time time;
    private final HostStart start;
    private final Map<String, FutureTask<Void>> starts = new ConcurrentHashMap<>();

    Sleepers(Time time, HostStart start) {
        this.time = time;
        this.start = start;
    }

    /**
     * @param process starts the processes of the instance, and returns when they are ready
     */
    void add(String id, Runnable process) {
        starts.put(id, new FutureTask<>(process, null));
        switch (start) {
            case AT_ONCE -> time.execute(() -> awaken(id));
            case WHEN_NEEDED -> time.schedule(UNASKED, () -> awaken(id));
        }
    }

    /** Returns when the instance's processes have started, at once if they have. */
    void awaken(String id) {
        FutureTask<Void> process = starts.get(id);
        if (process == null) {
            return;
        }
        process.run();
        try {
            process.get();
        } catch (CancellationException e) {
            // It was stopped meanwhile.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The processes of the instance " + id + " cannot be started.", e.getCause());
        } finally {
            starts.remove(id, process);
        }
    }

    /** The instance stops: its processes need not start any more. */
    void forget(String id) {
        FutureTask<Void> process = starts.remove(id);
        if (process != null) {
            process.cancel(false);
        }
    }
}
