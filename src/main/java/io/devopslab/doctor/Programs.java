package io.devopslab.doctor;

import io.devopslab.process.ProcessStarter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs on a path, and what they say about themselves. */
final class Programs {

    private static final int PATIENCE_SECONDS = 10;

    private final String path;

    /**
     * @param environment the variables of the process, of which PATH is read
     */
    Programs(Map<String, String> environment) {
        this.path = environment.getOrDefault("PATH", "");
    }

    /** Where a program is; empty when it is not on the path. */
    Optional<Path> find(String name) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .flatMap(directory -> Stream.of(
                        Path.of(directory, name), Path.of(directory, name + ".exe"), Path.of(directory, name + ".cmd")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The first line that the program prints; empty when it is not there, fails or hangs. */
    Optional<String> output(String name, String... arguments) {
        Optional<Path> program = find(name);
        if (program.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path answer = Files.createTempFile("lab-doctor", ".txt");
            try {
                return run(program.get(), answer, arguments);
            } finally {
                Files.deleteIfExists(answer);
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> run(Path program, Path answer, String... arguments)
            throws IOException, InterruptedException {
        Process process = ProcessStarter.start(
                new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments))
                                .toList())
                        .redirectErrorStream(true)
                        .redirectOutput(answer.toFile()));
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Optional.empty();
        }
        return process.exitValue() == 0
                ? Files.readString(answer, StandardCharsets.UTF_8).lines().findFirst()
                : Optional.empty();
    }
}
