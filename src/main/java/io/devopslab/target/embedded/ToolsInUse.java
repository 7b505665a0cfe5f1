package io.devopslab.target.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Who uses which directory of {@link JavaTools}: whoever does shares a lock on a file beside it until its process ends, however
 * it ends. So a directory whose lock can be had alone is used by nobody, and may go.
 */
final class ToolsInUse {

    /** What this process uses. Never closed: the end of the process lets go of the locks. */
    private static final Map<Path, FileChannel> HELD = new ConcurrentHashMap<>();

    private ToolsInUse() {}

    /** Uses a directory from now on, whether it is made already or not; where there is no cache none ever was. */
    static void hold(Path directory) {
        if (Files.isDirectory(Objects.requireNonNull(directory.getParent()))) {
            HELD.computeIfAbsent(directory, ToolsInUse::share);
        }
    }

    private static FileChannel share(Path directory) {
        try {
            FileChannel channel = FileChannel.open(
                    lock(directory), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            // Empty where it is about to be removed: builds then find the plain commands.
            channel.tryLock(0, Long.MAX_VALUE, true);
            return channel;
        } catch (IOException | OverlappingFileLockException e) {
            throw new UncheckedIOException(new IOException("The tools in " + directory + " cannot be used.", e));
        }
    }

    private static Path lock(Path directory) {
        return directory.resolveSibling(directory.getFileName() + ".lock");
    }

    /**
     * Removes those of former versions that nobody uses. Safe, because a daemon or a proof of a former version holds its lock
     * while it runs. One that begins in this very moment, after the lock was had, finds a whole directory or none: it is moved
     * away in one step before it is deleted, and where there is none builds use the plain commands. What cannot be removed stays.
     *
     * @param directory the one that is not removed
     * @param prefix how the names of former ones begin; those of versions that did not say whether they use theirs have another
     */
    static void removeFormer(Path directory, String prefix) {
        try (Stream<Path> found = Files.list(Objects.requireNonNull(directory.getParent()))) {
            List<Path> former = found.filter(Files::isDirectory)
                    .filter(path -> !path.equals(directory) && !HELD.containsKey(path))
                    .filter(path -> path.getFileName().toString().startsWith(prefix))
                    .toList();
            for (Path path : former) {
                removeUnused(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // They only take up room, and the next version tries again.
        }
    }

    private static void removeUnused(Path directory) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(lock(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = channel.tryLock()) {
            if (alone == null) {
                return;
            }
            Path away = Files.createTempDirectory(directory.getParent(), JavaTools.PART);
            Files.move(directory, away, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(lock(directory));
            RunningCloud.delete(away);
        } catch (OverlappingFileLockException e) {
            // This process uses it, by another name.
        }
    }
}
