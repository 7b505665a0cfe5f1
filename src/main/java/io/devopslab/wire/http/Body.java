package io.devopslab.wire.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The content of a request: in memory while it is small, in a temporary file when it is not. */
public sealed interface Body extends AutoCloseable {

    /** No content. */
    Body EMPTY = new InMemory(new byte[0]);

    long size();

    InputStream open();

    /** All of it; only for what is known to be small. */
    byte[] bytes();

    /** Removes the temporary file, if there is one. */
    @Override
    void close();

    /** Content that is held. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares bodies
    record InMemory(byte[] bytes) implements Body {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public void close() {
            // Nothing to remove.
        }
    }

    /** Content in a file that belongs to this body. */
    record InFile(Path file, long size) implements Body {
        @Override
        public InputStream open() {
            try {
                return Files.newInputStream(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public byte[] bytes() {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
