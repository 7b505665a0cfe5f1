package io.devopslab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cli.console.Invocation;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command line that was run inside the test, and all that it said; a failed assertion prints the whole of it. */
record CommandRun(List<String> arguments, int exitCode, String out, String err) {

    private static final Path HERE = Path.of("").toAbsolutePath();

    /** Runs {@code lab} with an empty home in {@code directory} and the labs of this repository. */
    static CommandRun lab(Path directory, String... arguments) {
        return lab(directory, Map.of(), arguments);
    }

    static CommandRun lab(Path directory, Map<String, String> environment, String... arguments) {
        return lab(directory, environment, Optional.empty(), arguments);
    }

    /** As the program in this jar. */
    static CommandRun lab(Path directory, Map<String, String> environment, Optional<Path> jar, String... arguments) {
        return lab(directory, environment, HERE, jar, Optional.empty(), arguments);
    }

    /** With the labs of another directory, which is {@code root/labs}. */
    static CommandRun of(Path root, Path directory, Map<String, String> environment, String... arguments) {
        return lab(directory, environment, root, Optional.empty(), Optional.empty(), arguments);
    }

    /** With somebody in front of it who types that when they are asked. */
    static CommandRun typing(String typed, Path directory, Map<String, String> environment, String... arguments) {
        return lab(
                directory,
                environment,
                HERE,
                Optional.empty(),
                Optional.of(new BufferedReader(new StringReader(typed))),
                arguments);
    }

    private static CommandRun lab(
            Path directory,
            Map<String, String> environment,
            Path root,
            Optional<Path> jar,
            Optional<BufferedReader> keyboard,
            String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> variables = new HashMap<>(Map.of(
                "HOME", directory.toString(), "PATH", System.getenv().getOrDefault("PATH", ""), "LANG", "C.UTF-8"));
        variables.putAll(environment);
        Invocation invocation = new Invocation(
                variables,
                directory,
                root,
                jar,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                keyboard);
        int code = new Cli(invocation).run(arguments);
        return new CommandRun(
                List.of(arguments), code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Standard output is not one JSON document:\n" + this, e);
        }
    }

    @Override
    public String toString() {
        return "$ lab " + String.join(" ", arguments) + "\nexit code " + exitCode + "\n--- out\n" + out + "--- err\n"
                + err;
    }
}
