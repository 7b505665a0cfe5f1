package io.devopslab.guide;

import io.devopslab.process.ProcessStarter;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Shows a text that is longer than the terminal screen by screen: with {@code $PAGER}, or with {@code less}. */
public final class Pager {

    private static final int USUAL_ROWS = 24;
    private static final int NOT_FOUND = 127;

    private final Map<String, String> environment;

    public Pager(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Shows the text, and returns when the reader has left; false when it fits, or there is no pager. */
    public boolean show(String text) {
        Optional<String> command = command();
        return command.isPresent() && text.lines().count() >= rows() && run(command.get(), text);
    }

    /** Empty where the user wants none, or none is there. */
    private Optional<String> command() {
        Optional<String> wanted = Optional.ofNullable(environment.get("PAGER"));
        if (wanted.isPresent()) {
            return wanted.filter(pager -> !pager.isBlank() && !pager.equals("cat"));
        }
        return new Programs(environment).find("less").map(path -> "less -R");
    }

    private boolean run(String command, String text) {
        try {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            // What $PAGER is called, if it is less: colours are to be colours.
            builder.environment().putIfAbsent("LESS", "-R");
            builder.environment().putIfAbsent("LESSCHARSET", "utf-8");
            Process process = ProcessStarter.start(builder);
            feed(process, text);
            return process.waitFor() != NOT_FOUND;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void feed(Process process, String text) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The reader has left before the end.
        }
    }

    private int rows() {
        try {
            Process stty = ProcessStarter.start(new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD));
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            boolean ended = stty.waitFor(2, TimeUnit.SECONDS);
            int rows = ended && size.matches("\\d{1,5} \\d+\\s*") ? Integer.parseInt(size.split(" ", -1)[0]) : 0;
            return rows > 0 ? rows : USUAL_ROWS;
        } catch (IOException e) {
            return USUAL_ROWS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_ROWS;
        }
    }
}
