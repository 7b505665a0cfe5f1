package io.devopslab.check;

import io.devopslab.catalog.Command;
import io.devopslab.process.ProcessStarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs commands of a lab on the learner's machine; what one leaves running in the background is ended with it. */
public final class CommandRunner {

    private static final long WATCH_MILLIS = 20;

    /** How long output may still come when the command has ended: a process in the background may hold it open. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Path workspace;

    public CommandRunner(Path workspace) {
        this.workspace = workspace;
    }

    /**
     * What a command said. Of each stream the first MiB is kept.
     *
     * @param timedOut whether it was ended because its time was over
     */
    public record Result(int exitCode, String stdout, String stderr, boolean timedOut) {}

    /**
     * @param command without placeholders
     * @throws IOException when there is no such program, or the directory is not there
     */
    public Result run(Command command) throws IOException, InterruptedException {
        Path directory = workspace.resolve(command.directory());
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + " is not a directory.");
        }
        ProcessBuilder builder = new ProcessBuilder(command.words()).directory(directory.toFile());
        builder.environment().putAll(command.environment());
        Process process = ProcessStarter.start(builder);
        Set<ProcessHandle> family = new HashSet<>();
        try {
            process.getOutputStream().close();
            KeptOutput out = KeptOutput.of(process.getInputStream());
            KeptOutput err = KeptOutput.of(process.getErrorStream());
            boolean ended = await(process, family, command.timeout());
            if (ended) {
                // Ending a process closes its pipes: what is still in them is read before.
                out.await(DRAIN);
                err.await(DRAIN);
            }
            return new Result(ended ? process.exitValue() : -1, out.text(), err.text(), !ended);
        } finally {
            process.descendants().forEach(family::add);
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Whether it ended in time. Notes its descendants meanwhile: an orphan is nobody's descendant any more. */
    private static boolean await(Process process, Set<ProcessHandle> family, Duration longest)
            throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!process.waitFor(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(family::add);
            if (System.nanoTime() - end > 0) {
                return false;
            }
        }
        return true;
    }
}
