package io.devopslab.cloud.runtime.process;

import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.process.Launcher.Started;
import io.devopslab.cloud.runtime.process.ProcessExit.Cause;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Processes that belong together: what one leaves running in the background stays for the next, and closing the
 * tree ends them all with everything that they started, whether it forks for ever, left its parent or made a
 * session of its own. Thread-safe.
 */
public final class ProcessTree implements AutoCloseable {

    private final Time time;
    private final Mark mark;
    private final Consumer<ProcessTree> onClose;
    private final CopyOnWriteArrayList<RunningProcess> started = new CopyOnWriteArrayList<>();
    private final Set<ProcessHandle> known = new HashSet<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Held while a process is started and noted: who closes the tree meanwhile would end it and not know it. */
    private final Object starting = new Object();

    ProcessTree(Time time, Mark mark, Consumer<ProcessTree> onClose) {
        this.time = time;
        this.mark = mark;
        this.onClose = onClose;
    }

    /**
     * Runs a command and waits for its end, which counts as {@linkplain Time#work real work}. A process that
     * exceeds its time or its limits is ended with the whole tree. All that it wrote has been delivered on return,
     * unless a process in the background keeps its output open: then that goes on.
     *
     * @throws IOException when the program cannot be started
     * @throws InterruptedException when the thread is asked to end; the tree is closed then
     */
    public ProcessExit run(Command command, Output output) throws IOException, InterruptedException {
        try (Time.Work work = time.work()) {
            return start(command, output).await();
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a command and does not wait. Its time out runs, but it does not count as real work.
     *
     * @throws IOException when the program cannot be started, or the tree is closed
     */
    public RunningProcess start(Command command, Output output) throws IOException {
        synchronized (starting) {
            if (closed.get()) {
                throw new IOException(
                        "The process tree is closed; '" + command.arguments().get(0) + "' was not started.");
            }
            Started process = Launcher.start(command, mark);
            RunningProcess running = new RunningProcess(this, process, command, output, time);
            started.add(running);
            return running;
        }
    }

    /** Whether it was told to end: nothing can be started in it any more. */
    public boolean isClosed() {
        return closed.get();
    }

    /** How many processes live in the tree, those not counted that hide well. */
    public int size() {
        return living(false).size();
    }

    /** Whether nothing runs in the tree any more. */
    boolean isEmpty() {
        return living(true).isEmpty();
    }

    /** Ends all processes and returns when they are gone. Closing twice is harmless. */
    @Override
    public void close() {
        synchronized (starting) {
            closed.set(true);
        }
        kill(Cause.STOPPED);
        onClose.accept(this);
    }

    void kill(Cause cause) {
        started.forEach(process -> process.endedBy(cause));
        TreeKiller.kill(() -> started.forEach(RunningProcess::killSession), () -> living(true));
    }

    /** Who runs, with all that were found before: an orphan is nobody's descendant any more. */
    private Set<ProcessHandle> living(boolean thorough) {
        Set<ProcessHandle> found = new HashSet<>();
        started.forEach(process -> process.family().forEach(found::add));
        if (thorough) {
            found.addAll(ProcessTable.bearers(mark));
        }
        return remember(found);
    }

    synchronized Set<ProcessHandle> remember(Set<ProcessHandle> processes) {
        known.addAll(processes);
        known.removeIf(process -> !process.isAlive() || ProcessTable.isZombie(process));
        return Set.copyOf(known);
    }
}
