package io.devopslab.check;

import io.devopslab.catalog.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs commands of a lab on the learner's machine; none outlives its time. */
public final class CommandRunner {

    private static final int MOST_OUTPUT = 1024 * 1024;

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
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            boolean ended = process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS);
            end(process);
            return new Result(ended ? process.exitValue() : -1, out.join(), err.join(), !ended);
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> text(stream), task -> {
            Thread reader = new Thread(task, "lab-command-output");
            reader.setDaemon(true);
            reader.start();
        });
    }

    private static String text(InputStream stream) {
        try (stream) {
            byte[] kept = stream.readNBytes(MOST_OUTPUT);
            stream.transferTo(java.io.OutputStream.nullOutputStream());
            return new String(kept, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // The process was ended, and its pipe with it.
        }
    }
}
