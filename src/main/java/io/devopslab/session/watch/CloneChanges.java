package io.devopslab.session.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rings when a file of the learner's clones has changed, or a branch has moved. Of git's own files only {@code HEAD}
 * and the references count: looking at a clone may freshen git's index, and must not wake who looks.
 */
final class CloneChanges implements AutoCloseable {

    /** A work tree of more directories is watched in part; the cloud still tells what is pushed. */
    private static final int MOST_DIRECTORIES = 4_096;

    private final WatchService service;
    private final Bell bell;
    private final Map<WatchKey, Path> watched = new ConcurrentHashMap<>();
    private final Thread listener;

    /**
     * @throws IOException when the system does not let files be watched
     */
    CloneChanges(Collection<Path> clones, Bell bell) throws IOException {
        this.bell = bell;
        this.listener = new Thread(this::listen, "clone-changes");
        listener.setDaemon(true);
        Path any = clones.stream().findFirst().orElse(Path.of(""));
        this.service = any.getFileSystem().newWatchService();
        try {
            for (Path clone : clones) {
                watch(clone);
            }
        } catch (IOException e) {
            service.close();
            throw e;
        }
    }

    void start() {
        listener.start();
    }

    private void watch(Path root) throws IOException {
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (!isOfInterest(directory) || watched.size() >= MOST_DIRECTORIES) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                watched.put(
                        directory.register(
                                service,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_DELETE),
                        directory);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE; // It went while we looked.
            }
        });
    }

    /** Whether a path says something about the work: all but what git keeps for itself. */
    static boolean isOfInterest(Path path) {
        for (int i = 0; i < path.getNameCount(); i++) {
            if (path.getName(i).toString().equals(".git")) {
                String inside =
                        i + 1 < path.getNameCount() ? path.getName(i + 1).toString() : "";
                String last = String.valueOf(path.getFileName());
                return (inside.isEmpty()
                                || inside.equals("HEAD")
                                || inside.equals("packed-refs")
                                || inside.equals("refs"))
                        && !last.endsWith(".lock");
            }
        }
        return true;
    }

    private void listen() {
        try {
            while (true) {
                WatchKey key = service.take();
                Path directory = watched.get(key);
                boolean counts = false;
                for (WatchEvent<?> event : key.pollEvents()) {
                    counts |= directory == null || counts(directory, event);
                }
                if (counts) {
                    bell.ring();
                }
                if (!key.reset()) {
                    watched.remove(key);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClosedWatchServiceException e) {
            // It is closed.
        }
    }

    private boolean counts(Path directory, WatchEvent<?> event) {
        if (!(event.context() instanceof Path name)) {
            return true; // More happened than the system could tell.
        }
        Path path = directory.resolve(name);
        try {
            if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE && isOfInterest(path)) {
                watch(path);
            }
        } catch (IOException e) {
            // It cannot be watched, or is gone again; that it came counts all the same.
        }
        // A directory of git's own that changes tells by what is in it.
        return isOfInterest(path) && !path.endsWith(".git");
    }

    @Override
    public void close() {
        listener.interrupt();
        try {
            service.close();
        } catch (IOException e) {
            // Its threads end with this process.
        }
    }
}
