package io.devopslab.session.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Keeps two commands from working on one session. Ends with its process, however that ends. */
public final class SessionLock implements AutoCloseable {

    /** Far behind the text that names the holder: on some systems what is locked cannot be read. */
    private static final long PLACE = Long.MAX_VALUE - 1;

    private final FileChannel channel;

    private SessionLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param command what holds it, for others to read
     * @return empty when another has it
     */
    public static Optional<SessionLock> take(Path file, String command) {
        try {
            FileChannel channel = open(file);
            if (isFree(channel)) {
                String holder = command + " (process " + ProcessHandle.current().pid() + ")";
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
                return Optional.of(new SessionLock(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock " + file + " cannot be taken.", e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(PLACE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // Another thread of this very process.
        }
    }

    /** Who holds the lock. */
    public static String holder(Path file) {
        try (FileChannel channel = open(file)) {
            ByteBuffer text = ByteBuffer.allocate(200);
            channel.read(text);
            return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The lock " + file + " cannot be read.", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
