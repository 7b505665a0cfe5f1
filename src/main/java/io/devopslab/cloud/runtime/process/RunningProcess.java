package io.devopslab.cloud.runtime.process;

import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.runtime.process.Launcher.Started;
import io.devopslab.cloud.runtime.process.ProcessExit.Cause;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that was started. Somebody must {@linkplain #await wait} for it, or its limits are not watched. */
public final class RunningProcess {

    private static final Logger LOG = LoggerFactory.getLogger(RunningProcess.class);
    private static final long WATCH_MILLIS = 200;

    /** How long the listeners may take for what a process wrote before it ended. */
    private static final Duration DRAIN = Duration.ofMinutes(1);

    /** The same, while a process in the background may hold the output open: then a silence ends the wait. */
    private static final Duration SHARED_DRAIN = Duration.ofSeconds(5);

    private static final Duration QUIET = Duration.ofMillis(300);

    private final ProcessTree tree;
    private final Started started;
    private final Command command;
    private final List<LinePump> pumps;
    private final Time.Timer timer;
    private volatile Cause cause = Cause.EXITED;
    private final long wallStart = System.nanoTime();

    RunningProcess(ProcessTree tree, Started started, Command command, Output output, Time time) {
        this.tree = tree;
        this.started = started;
        this.command = command;
        Process process = started.process();
        String name = "process-" + process.pid();
        this.pumps = List.of(
                LinePump.start(process.getInputStream(), output::stdout, name + "-out"),
                LinePump.start(process.getErrorStream(), output::stderr, name + "-err"));
        if (!command.keepsInputOpen()) {
            feed(process.getOutputStream(), command.input(), name + "-in");
        }
        this.timer = command.timeout()
                .map(timeout -> time.schedule(timeout, () -> tree.kill(Cause.TIMED_OUT)))
                .orElse(() -> {});
    }

    private static void feed(OutputStream stdin, String input, String name) {
        Runnable task = () -> {
            try (stdin) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                LOG.debug("A process did not read all of its input.", e);
            }
        };
        if (input.isEmpty()) {
            task.run();
        } else {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    public long pid() {
        return started.process().pid();
    }

    public boolean isAlive() {
        return started.process().isAlive();
    }

    /** Runs {@code action} when the process has ended, at once if it has already. */
    public void onExit(Runnable action) {
        CompletableFuture<Void> unused = started.process().onExit().thenRun(action);
    }

    /**
     * The exit code of a process that has ended; for one that a signal ended 128 plus the signal's number.
     *
     * @throws IllegalThreadStateException when it runs
     */
    public int exitCode() {
        return started.process().exitValue();
    }

    /** Waits for the end and watches the limits meanwhile. */
    public ProcessExit await() throws InterruptedException {
        long end = wallStart + command.longestWallTime().toNanos();
        while (!started.process().waitFor(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
            int size = tree.size();
            if (command.limits().maxProcesses().isPresent()
                    && size > command.limits().maxProcesses().getAsInt()) {
                tree.kill(Cause.TOO_MANY_PROCESSES);
            } else if (System.nanoTime() - end > 0) {
                tree.kill(Cause.TIMED_OUT);
            }
        }
        return finish();
    }

    private ProcessExit finish() throws InterruptedException {
        timer.cancel();
        if (started.hasSession()) {
            // Orphans are still known by their session, as long as nobody else can have got its number.
            tree.remember(ProcessTable.session(pid()));
        }
        boolean isLast = tree.isEmpty();
        for (LinePump pump : pumps) {
            if (isLast) {
                pump.await(DRAIN);
            } else {
                pump.awaitQuiet(QUIET, SHARED_DRAIN);
            }
        }
        return new ProcessExit(started.process().exitValue(), cause);
    }

    /** Notes who ends the process, unless it ended before. */
    synchronized void endedBy(Cause ender) {
        if (isAlive() && cause == Cause.EXITED) {
            cause = ender;
        }
    }

    void killSession() {
        if (started.hasSession() && isAlive()) {
            TreeKiller.killGroup(pid());
        }
    }

    Stream<ProcessHandle> family() {
        return isAlive() ? started.family() : Stream.empty();
    }
}
