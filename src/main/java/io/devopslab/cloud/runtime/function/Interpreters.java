package io.devopslab.cloud.runtime.function;

import io.devopslab.cloud.runtime.process.Command;
import io.devopslab.cloud.runtime.process.Output;
import io.devopslab.cloud.runtime.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds interpreters by asking each what it is: what is on the {@code PATH} may be the shim of a version manager,
 * which works in its user's environment only, and not in a function's.
 */
final class Interpreters {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Processes processes;
    private final Path directory;
    private final Map<String, Path> found = new ConcurrentHashMap<>();

    Interpreters(Processes processes, Path directory) {
        this.processes = processes;
        this.directory = directory;
    }

    /**
     * The first of these programs that answers.
     *
     * @param question arguments that make it print the path of its executable
     */
    Optional<Path> find(List<String> names, List<String> question) throws IOException {
        for (String name : names) {
            Optional<Path> known = Optional.ofNullable(found.get(name));
            Optional<Path> program = known.isPresent() ? known : ask(name, question);
            if (program.isPresent()) {
                found.put(name, program.get());
                return program;
            }
        }
        return Optional.empty();
    }

    private Optional<Path> ask(String name, List<String> question) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(name));
        arguments.addAll(question);
        List<String> lines = new ArrayList<>();
        Files.createDirectories(directory);
        try {
            Command command = Command.of(directory, arguments)
                    .withEnvironment(System.getenv())
                    .withWallTimeout(PATIENCE);
            boolean answered = processes.run(command, onlyStdout(lines)).isSuccess();
            return Optional.of(lines)
                    .filter(text -> answered && text.size() == 1)
                    .map(text -> Path.of(text.get(0)))
                    .filter(Files::isExecutable);
        } catch (IOException e) {
            // No such program.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Output onlyStdout(List<String> lines) {
        return new Output() {
            @Override
            public void stdout(String line) {
                lines.add(line);
            }

            @Override
            public void stderr(String line) {}
        };
    }
}
