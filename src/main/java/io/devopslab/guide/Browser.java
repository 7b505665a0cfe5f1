package io.devopslab.guide;

import io.devopslab.process.ProcessStarter;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The browser of this machine, started by the program that its desktop has for it. */
public final class Browser {

    private static final int PATIENCE_SECONDS = 3;

    private final Map<String, String> environment;
    private final String system;

    /**
     * @param system the name of the operating system, as in {@code os.name}
     */
    public Browser(Map<String, String> environment, String system) {
        this.environment = environment;
        this.system = system.toLowerCase(Locale.ROOT);
    }

    /** Shows the page; false when there is no browser, or it could not be started. */
    public boolean open(URI page) {
        List<String> command = command(page);
        if (command.isEmpty()) {
            return false;
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            Process process = ProcessStarter.start(builder);
            // Some of these programs end at once, others stay as long as the browser does.
            return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private java.io.File nothing() {
        return new java.io.File(system.contains("windows") ? "NUL" : "/dev/null");
    }

    private List<String> command(URI page) {
        if (system.contains("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", page.toString());
        }
        boolean desktop = !environment.getOrDefault("DISPLAY", "").isEmpty()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
        Programs programs = new Programs(environment);
        Optional<String> program;
        if (system.contains("mac")) {
            program = programs.find("open");
        } else {
            // Without a desktop xdg-open would take the terminal for a browser of its own.
            program = programs.find("wslview").or(() -> desktop ? programs.find("xdg-open") : Optional.empty());
        }
        return program.map(path -> List.of(path, page.toString())).orElse(List.of());
    }
}
