package io.devopslab.cloud.runtime.process;

import java.util.function.Consumer;

/**
 * Hears what a process writes, line by line, without line ends. The two streams are heard by two threads. Bytes
 * that are not UTF-8 arrive as U+FFFD; a line longer than 256 KiB arrives in pieces.
 */
public interface Output {

    void stdout(String line);

    void stderr(String line);

    /** Both streams to one consumer, one line at a time. */
    static Output merged(Consumer<String> lines) {
        return new Output() {
            @Override
            public synchronized void stdout(String line) {
                lines.accept(line);
            }

            @Override
            public synchronized void stderr(String line) {
                lines.accept(line);
            }
        };
    }

    /** Hears nothing. */
    static Output ignored() {
        return merged(line -> {});
    }
}
