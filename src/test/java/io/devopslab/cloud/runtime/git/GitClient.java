package io.devopslab.cloud.runtime.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The git of this machine, run in a directory with a configuration of its own. */
final class GitClient {

    private final Path directory;

    GitClient(Path directory) {
        this.directory = directory;
    }

    static boolean isInstalled() {
        return isInstalled("git");
    }

    static boolean isInstalled(String command) {
        try {
            return new ProcessBuilder(command, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What a git command left. */
    record Result(int exit, String output) {}

    Path directory() {
        return directory;
    }

    /** Runs git, which must succeed. */
    String run(String... arguments) {
        Result result = attempt(arguments);
        if (result.exit() != 0) {
            throw new AssertionError("git " + List.of(arguments) + " ended with " + result);
        }
        return result.output();
    }

    /** Runs git, whatever comes of it. */
    Result attempt(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "git", "-c", "user.name=Jane", "-c", "user.email=jane@example.com", "-c", "credential.helper="));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("git-", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("GIT_TERMINAL_PROMPT", "0");
            builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
            builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
            builder.environment().put("GIT_ASKPASS", "true");
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("git " + List.of(arguments) + " hangs");
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return new Result(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void write(String file, String content) {
        try {
            Files.createDirectories(directory.resolve(file).toAbsolutePath().getParent());
            Files.writeString(directory.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits a file and answers the commit's identifier. */
    String commit(String file, String content) {
        write(file, content);
        run("add", "--all");
        run("commit", "--quiet", "--message", "Change " + file);
        return run("rev-parse", "HEAD").strip();
    }
}
