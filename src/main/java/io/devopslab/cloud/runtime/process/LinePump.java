package io.devopslab.cloud.runtime.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries the lines of one stream to their consumer, on a thread of its own, until the last writer closed it. */
final class LinePump {

    private static final Logger LOG = LoggerFactory.getLogger(LinePump.class);
    private static final int LONGEST_LINE = 256 * 1024;
    private static final long STEP_MILLIS = 10;

    private final InputStream stream;
    private final Consumer<String> lines;
    private final Thread thread;
    private volatile long lastRead = System.nanoTime();
    private volatile boolean delivering;

    private LinePump(InputStream stream, Consumer<String> lines, String name) {
        this.stream = stream;
        this.lines = lines;
        this.thread = new Thread(this::pump, name);
        thread.setDaemon(true);
    }

    static LinePump start(InputStream stream, Consumer<String> lines, String name) {
        LinePump pump = new LinePump(stream, lines, name);
        pump.thread.start();
        return pump;
    }

    /** Waits until the stream has ended and all its lines are delivered, or {@code longest} has passed. */
    void await(Duration longest) throws InterruptedException {
        thread.join(longest.toMillis());
    }

    /** Waits like {@link #await}, but no longer than until nothing has come for {@code quiet}. */
    void awaitQuiet(Duration quiet, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (thread.isAlive() && System.nanoTime() - end < 0) {
            boolean isQuiet = !delivering && System.nanoTime() - lastRead > quiet.toNanos();
            if (isQuiet) {
                return;
            }
            thread.join(STEP_MILLIS);
        }
    }

    private void pump() {
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            deliver(reader);
        } catch (IOException e) {
            LOG.debug("A stream of a process broke off.", e);
        }
    }

    private void deliver(Reader reader) throws IOException {
        char[] buffer = new char[8192];
        StringBuilder line = new StringBuilder();
        for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
            delivering = true;
            deliver(buffer, read, line);
            lastRead = System.nanoTime();
            delivering = false;
        }
        if (line.length() > 0) {
            flush(line);
        }
    }

    private void deliver(char[] buffer, int length, StringBuilder line) {
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                flush(line);
                continue;
            }
            line.append(buffer[i]);
            if (line.length() >= LONGEST_LINE) {
                flush(line);
            }
        }
    }

    private void flush(StringBuilder line) {
        int end = line.length();
        String text = line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
        line.setLength(0);
        try {
            lines.accept(text);
        } catch (RuntimeException e) {
            // The process must not block on a full pipe because its listener failed.
            LOG.error("A listener of a process failed.", e);
        }
    }
}
