package io.devopslab.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads one stream of a process on a thread of its own, and keeps its beginning. Thread-safe. */
final class KeptOutput {

    private static final int MOST_BYTES = 1024 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread reader;

    private KeptOutput(InputStream stream) {
        this.reader = new Thread(() -> read(stream), "lab-command-output");
        this.reader.setDaemon(true);
    }

    static KeptOutput of(InputStream stream) {
        KeptOutput output = new KeptOutput(stream);
        output.reader.start();
        return output;
    }

    private void read(InputStream stream) {
        byte[] buffer = new byte[8192];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                keep(buffer, count);
            }
        } catch (IOException e) {
            // The process was ended and its pipe with it; what it wrote before is kept.
            return;
        }
    }

    private synchronized void keep(byte[] buffer, int count) {
        kept.write(buffer, 0, Math.min(count, MOST_BYTES - kept.size()));
    }

    /** Waits for the end of the stream, which a process in the background may put off: then not longer than this. */
    void await(Duration longest) throws InterruptedException {
        reader.join(longest.toMillis());
    }

    /** What has been read so far; bytes that are not UTF-8 are U+FFFD. */
    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
