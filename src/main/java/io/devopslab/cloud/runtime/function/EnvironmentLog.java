package io.devopslab.cloud.runtime.function;

import io.devopslab.cloud.runtime.process.Output;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a runtime writes and what the platform adds, as one log and as the tail that a caller may ask for. */
final class EnvironmentLog implements Output {

    /** Our runtimes end what they write for a call with this and the request's id, on both streams. */
    static final String END_MARK = "\u0001end ";

    private static final int TAIL_BYTES = 4096;

    private final FunctionLog log;
    private final StringBuilder tail = new StringBuilder();
    private CountDownLatch streams = new CountDownLatch(0);

    EnvironmentLog(FunctionLog log) {
        this.log = log;
    }

    @Override
    public void stdout(String line) {
        line(line);
    }

    @Override
    public void stderr(String line) {
        line(line);
    }

    private synchronized void line(String line) {
        int mark = line.indexOf(END_MARK);
        if (mark >= 0) {
            streams.countDown();
        }
        // Whoever writes without a line end has the mark on the same line.
        String text = mark >= 0 ? line.substring(0, mark) : line;
        if (mark < 0 || !text.isEmpty()) {
            // A carriage return is how the runtimes keep several lines in one entry.
            entry(text.replace('\r', '\n'));
        }
    }

    /** Forgets the tail of the last call. */
    synchronized void begin() {
        tail.setLength(0);
        streams = new CountDownLatch(2);
    }

    synchronized void entry(String text) {
        log.entry(text);
        tail.append(text).append('\n');
        if (tail.length() > 2 * TAIL_BYTES) {
            tail.delete(0, tail.length() - TAIL_BYTES);
        }
    }

    /** Waits until what the call wrote has arrived, no longer than {@code longest}. */
    void await(Duration longest) throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            latch = streams;
        }
        latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    void flush() {
        log.flush();
    }

    synchronized String tail() {
        byte[] bytes = tail.toString().getBytes(StandardCharsets.UTF_8);
        int from = Math.max(0, bytes.length - TAIL_BYTES);
        return new String(Arrays.copyOfRange(bytes, from, bytes.length), StandardCharsets.UTF_8);
    }
}
