package io.devopslab.cloud.runtime.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process to start. Begin with {@link #of} and add what is needed.
 *
 * @param arguments the program and its arguments; a program without a slash is looked up on the {@code PATH} of
 *     {@code environment}
 * @param directory the working directory
 * @param environment the whole environment; nothing of the cloud's own is inherited, only the mark by which a tree
 *     is found again is added
 * @param input what the process reads from its standard input, which ends after it
 * @param keepsInputOpen whether the standard input stays open, and empty, until this process or the tree ends
 * @param timeout how long it may run in the cloud's time
 * @param wallTimeout how long it may run in real time, which alone counts while simulated time stands still;
 *     without one the same number as {@code timeout}, and an hour when that is missing too
 */
public record Command(
        List<String> arguments,
        Path directory,
        Map<String, String> environment,
        String input,
        boolean keepsInputOpen,
        Optional<Duration> timeout,
        Optional<Duration> wallTimeout,
        Limits limits) {

    private static final Duration DEFAULT_WALL_TIMEOUT = Duration.ofHours(1);

    public Command {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("A command needs at least the name of its program.");
        }
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** A command with an empty environment, no input and no limits. */
    public static Command of(Path directory, List<String> arguments) {
        return new Command(arguments, directory, Map.of(), "", false, Optional.empty(), Optional.empty(), Limits.NONE);
    }

    public Command withEnvironment(Map<String, String> variables) {
        return new Command(arguments, directory, variables, input, keepsInputOpen, timeout, wallTimeout, limits);
    }

    public Command withInput(String text) {
        return new Command(arguments, directory, environment, text, keepsInputOpen, timeout, wallTimeout, limits);
    }

    /** For a process that is to notice when this one is gone. */
    public Command withOpenInput() {
        return new Command(arguments, directory, environment, input, true, timeout, wallTimeout, limits);
    }

    public Command withTimeout(Duration cloudTime) {
        return new Command(
                arguments, directory, environment, input, keepsInputOpen, Optional.of(cloudTime), wallTimeout, limits);
    }

    public Command withWallTimeout(Duration realTime) {
        return new Command(
                arguments, directory, environment, input, keepsInputOpen, timeout, Optional.of(realTime), limits);
    }

    public Command withLimits(Limits most) {
        return new Command(arguments, directory, environment, input, keepsInputOpen, timeout, wallTimeout, most);
    }

    Command withArguments(List<String> others) {
        return new Command(others, directory, environment, input, keepsInputOpen, timeout, wallTimeout, limits);
    }

    Duration longestWallTime() {
        return wallTimeout.or(() -> timeout).orElse(DEFAULT_WALL_TIMEOUT);
    }
}
