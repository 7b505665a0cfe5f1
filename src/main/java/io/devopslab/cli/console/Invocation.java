package io.devopslab.cli.console;

import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the command sees of its process. A test makes one of its own.
 *
 * @param root the directory that holds {@code labs/}: the clone, or the unpacked distribution
 * @param jar the program's own jar, from which a daemon can be started; empty in tests
 * @param terminal whether a person reads what is written
 * @param keyboard where the person types answers; empty where nobody can be asked
 */
public record Invocation(
        Map<String, String> environment,
        Path workingDirectory,
        Path root,
        Optional<Path> jar,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Optional<BufferedReader> keyboard) {

    public Invocation {
        environment = Map.copyOf(environment);
    }

    /** {@code $LAB_HOME}, or {@code $HOME/.lab}; Java's own idea of the home is not asked. */
    public Path labHome() {
        String home = environment.getOrDefault("LAB_HOME", "");
        return home.isEmpty() ? userHome().resolve(".lab") : workingDirectory.resolve(home);
    }

    /** {@code ~/labs}; beside the state where there is no home. */
    public Path workspaces() {
        boolean homeless = environment.getOrDefault("HOME", "").isEmpty();
        return (homeless ? labHome() : userHome()).resolve("labs");
    }

    private Path userHome() {
        String home = environment.getOrDefault("HOME", "");
        if (home.isEmpty()) {
            throw new UsageException(Message.of(Invocation.class, "no-home"));
        }
        return Path.of(home);
    }
}
