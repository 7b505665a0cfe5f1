package io.devopslab.cloud.service.codebuild.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The directories of one build, which nothing of an earlier build has been in.
 *
 * @param root holds all the others, and is deleted when the build ends
 */
record Workspace(Path root) {

    /** Makes the directories, or empties them when a build that was cut off left them. */
    static Workspace create(Path root) throws IOException {
        Workspace workspace = new Workspace(root);
        workspace.delete();
        Files.createDirectories(root);
        for (Path directory : new Path[] {
            workspace.source(), workspace.home(), workspace.temporary(), workspace.control(), workspace.staging()
        }) {
            Files.createDirectories(directory);
        }
        return new Workspace(root.toRealPath());
    }

    /** What {@code CODEBUILD_SRC_DIR} names. */
    Path source() {
        return root.resolve("src");
    }

    /** Where a secondary source lies. */
    Path source(String identifier) {
        return root.resolve("src-" + identifier);
    }

    Path home() {
        return root.resolve("home");
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    /** The scripts by which the shell is driven. */
    Path control() {
        return root.resolve("control");
    }

    /** Archives on their way in and out. */
    Path staging() {
        return root.resolve("staging");
    }

    /** Whether the file, or what it links to, lies in one of the build's own directories. */
    boolean holds(Path file) {
        try {
            return file.toRealPath().startsWith(root);
        } catch (IOException e) {
            return false;
        }
    }

    /** How many bytes the build's files take, as far as they can be seen while it is writing them. */
    long size() {
        AtomicLong bytes = new AtomicLong();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    bytes.addAndGet(attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path directory, @org.jspecify.annotations.Nullable IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            return bytes.get();
        }
        return bytes.get();
    }

    /** Deletes everything. Links are deleted and not followed; a directory that forbids it is made to allow it. */
    void delete() throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        delete(root);
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (!Files.isWritable(directory) || !Files.isExecutable(directory)) {
                    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                // One that cannot even be read fails before it is visited.
                if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || Files.isReadable(file)) {
                    throw e;
                }
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
                delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @org.jspecify.annotations.Nullable IOException e)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
