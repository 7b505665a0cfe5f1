package io.devopslab.cloud.service.codedeploy.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Does one thing at a time on each host, in the order of asking: a rollback may begin while a script of the deployment
 * before still runs. Nobody waits for his turn, so that the clock does not stand still for those who wait. Thread-safe.
 */
final class HostQueue {

    /** Who waits for a host that is busy; no entry for one that is not. */
    private final Map<String, Deque<Runnable>> waiting = new HashMap<>();

    /** Runs the task and those that came meanwhile, or leaves it to whoever is busy with the host. */
    void run(String host, Runnable task) {
        synchronized (this) {
            Deque<Runnable> busy = waiting.get(host);
            if (busy != null) {
                busy.addLast(task);
                return;
            }
            waiting.put(host, new ArrayDeque<>());
        }
        work(host, task);
    }

    private void work(String host, Runnable first) {
        Runnable task = first;
        while (task != null) {
            try {
                task.run();
            } finally {
                task = next(host);
            }
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Runnable next(String host) {
        Runnable next = waiting.getOrDefault(host, new ArrayDeque<>()).pollFirst();
        if (next == null) {
            waiting.remove(host);
        }
        return next;
    }
}
