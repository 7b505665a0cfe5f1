package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.kernel.Time;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What a build tells: its own lines, which begin with {@code [Container]} and the time, and those of its commands.
 * Secrets are hidden; a log that grows without end is cut. Thread-safe.
 */
public final class BuildLog implements AutoCloseable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int BATCH_BYTES = 256 * 1024;
    private static final int BATCH_LINES = 1_000;
    private static final int SHORTEST_SECRET = 4;

    private final Time time;
    private final Consumer<List<Line>> sink;
    private final List<String> secrets = new ArrayList<>();
    private final List<Line> pending = new ArrayList<>();
    private int pendingBytes;
    private long bytes;

    /** A line with its end, as the log service gets it. */
    public record Line(Instant time, String text) {}

    /**
     * @param sink takes lines in their order; it is called by one thread at a time
     */
    BuildLog(Time time, Consumer<List<Line>> sink) {
        this.time = time;
        this.sink = sink;
    }

    /** From now on {@code secret} appears as {@code ***}. */
    synchronized void hide(String secret) {
        if (secret.length() >= SHORTEST_SECRET) {
            secrets.add(secret);
        }
    }

    /** A line of the build itself. */
    void container(String text) {
        Instant now = time.instant();
        add(now, "[Container] " + TIME.format(now) + " " + text);
    }

    /** A line of a command. */
    void line(String text) {
        add(time.instant(), text);
    }

    private synchronized void add(Instant now, String text) {
        if (bytes >= MOST_BYTES) {
            return;
        }
        keep(now, masked(text) + "\n");
        if (bytes >= MOST_BYTES) {
            keep(
                    now,
                    "[Container] " + TIME.format(now) + " The log has reached " + MOST_BYTES
                            + " bytes; what follows is not kept.\n");
        }
        if (pendingBytes >= BATCH_BYTES || pending.size() >= BATCH_LINES) {
            flush();
        }
    }

    private void keep(Instant now, String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        bytes += length;
        pendingBytes += length;
        pending.add(new Line(now, text));
    }

    private String masked(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, "***");
        }
        return masked;
    }

    /** Hands on what has come. */
    synchronized void flush() {
        if (!pending.isEmpty()) {
            List<Line> lines = List.copyOf(pending);
            pending.clear();
            pendingBytes = 0;
            sink.accept(lines);
        }
    }

    @Override
    public void close() {
        flush();
    }
}
