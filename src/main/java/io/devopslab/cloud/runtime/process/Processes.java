package io.devopslab.cloud.runtime.process;

import io.devopslab.cloud.kernel.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts child processes for one owner in the cloud, and ends them all when closed. Thread-safe.
 *
 * <pre>{@code
 * Processes processes = new Processes(context.time(), context.files().toString());
 * ProcessExit exit = processes.run(
 *         Command.of(directory, List.of("sh", "-c", "make")).withEnvironment(variables).withTimeout(hour), output);
 * }</pre>
 *
 * <p>Several commands that may leave background processes to each other run in one {@link ProcessTree}.
 */
public final class Processes implements AutoCloseable {

    private final Time time;
    private final String owner;
    private final Set<ProcessTree> trees = ConcurrentHashMap.newKeySet();

    /**
     * @param owner who starts the processes, the same after a restart of the cloud and different for every other
     *     owner on this machine: the path of a directory of the owner's
     */
    public Processes(Time time, String owner) {
        this.time = time;
        this.owner =
                UUID.nameUUIDFromBytes(owner.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Runs a command to its end, and ends whatever it left running. See {@link ProcessTree#run}. */
    public ProcessExit run(Command command, Output output) throws IOException, InterruptedException {
        try (ProcessTree tree = tree()) {
            return tree.run(command, output);
        }
    }

    /** A new tree, in which nothing runs yet. Whoever asked for it closes it. */
    public ProcessTree tree() {
        ProcessTree tree = new ProcessTree(time, new Mark(owner + "." + UUID.randomUUID()), trees::remove);
        trees.add(tree);
        return tree;
    }

    /** Ends what an earlier process of the cloud, which was killed, left running; where the system lets us see it. */
    public void killLeftovers() {
        Mark anyTree = new Mark(owner + ".");
        TreeKiller.kill(() -> {}, () -> ProcessTable.bearers(anyTree));
    }

    @Override
    public void close() {
        trees.forEach(ProcessTree::close);
    }
}
