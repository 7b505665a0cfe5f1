package io.devopslab.containers;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The program: {@code Main REQUEST ANSWER}. Both are files of properties; the answer is there only when all went well, and what
 * went wrong is told on standard error.
 *
 * <p>Of the request: {@code verb} ({@code start}, {@code log} or {@code remove}), {@code owner}, and what the verb needs.
 */
public final class Main {

    private Main() {}

    /** Ends with 0, or with 1 when the verb could not be done. */
    public static void main(String[] args) throws IOException {
        Properties request = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(args[0]), StandardCharsets.UTF_8)) {
            request.load(reader);
        }
        Properties answer = run(request);
        try (Writer writer = Files.newBufferedWriter(Path.of(args[1]), StandardCharsets.UTF_8)) {
            answer.store(writer, null);
        }
        // Testcontainers leaves threads behind that would keep the process for a while.
        System.exit(0);
    }

    private static Properties run(Properties request) throws IOException {
        Emulator emulator = new Emulator(request.getProperty("owner", ""));
        return switch (request.getProperty("verb", "")) {
            case "start" -> emulator.start(request);
            case "log" -> emulator.log(request);
            case "remove" -> emulator.remove(request);
            default -> throw new IllegalArgumentException("There is no verb '" + request.getProperty("verb") + "'.");
        };
    }
}
