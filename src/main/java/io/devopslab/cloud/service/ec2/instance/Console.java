package io.devopslab.cloud.service.ec2.instance;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What an instance's processes write, in a file: as much as EC2's console has, the end of it. */
final class Console {

    private static final int SHOWN = 64 * 1024;

    /** A file that is longer begins anew. */
    private static final long LONGEST = 16L * 1024 * 1024;

    private final Path file;

    Console(Path file) {
        this.file = file;
    }

    synchronized void line(String text) {
        try {
            boolean full = Files.exists(file) && Files.size(file) > LONGEST;
            try (Writer writer = Files.newBufferedWriter(
                    file,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    full ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND,
                    StandardOpenOption.WRITE)) {
                writer.write(text);
                writer.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The console " + file + " cannot be written.", e);
        }
    }

    /** The last bytes; none before anything was written. */
    synchronized byte[] end() {
        if (!Files.exists(file)) {
            return new byte[0];
        }
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(SHOWN, content.length())];
            content.seek(content.length() - end.length);
            content.readFully(end);
            return end;
        } catch (IOException e) {
            throw new UncheckedIOException("The console " + file + " cannot be read.", e);
        }
    }
}
