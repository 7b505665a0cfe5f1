package io.devopslab.cloud.runtime.process;

import io.devopslab.process.ProcessStarter;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends processes again and again until nobody is found, since a process may be forking while it is looked for.
 * An interrupt does not stop it.
 */
final class TreeKiller {

    private static final Logger LOG = LoggerFactory.getLogger(TreeKiller.class);
    private static final int ROUNDS = 250;
    private static final long ROUND_MILLIS = 20;

    private TreeKiller() {}

    /**
     * Returns when {@code living} finds nobody any more, after some seconds at the latest.
     *
     * @param before runs at the beginning of each round
     * @param living the processes to end; it must remember whom it found, for kinship is lost when a parent dies
     */
    static void kill(Runnable before, Supplier<Set<ProcessHandle>> living) {
        boolean interrupted = Thread.interrupted();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                before.run();
                Set<ProcessHandle> processes = living.get();
                if (processes.isEmpty()) {
                    return;
                }
                processes.forEach(ProcessHandle::destroyForcibly);
                interrupted |= awaitEnd(processes.iterator().next());
            }
            LOG.warn(
                    "These processes do not end: {}",
                    living.get().stream().map(ProcessHandle::pid).toList());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends all processes of a group at one blow, so that none of them can fork away from it. */
    static void killGroup(long leader) {
        try {
            ProcessStarter.start(new ProcessBuilder(List.of("sh", "-c", "kill -s KILL -- -" + leader))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD))
                    .waitFor();
        } catch (IOException e) {
            LOG.debug("The process group {} cannot be ended at one blow; its processes are ended singly.", leader, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits a short while; true when interrupted. */
    private static boolean awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(ROUND_MILLIS, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
