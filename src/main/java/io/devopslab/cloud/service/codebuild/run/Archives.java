package io.devopslab.cloud.service.codebuild.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;

/** ZIP archives, with the permissions of their files. */
final class Archives {

    private static final long MOST_BYTES = 4L * 1024 * 1024 * 1024;
    private static final int MOST_FILES = 200_000;
    private static final Set<PosixFilePermission> EXECUTABLE = Set.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    private Archives() {}

    /**
     * Unpacks an archive. Nothing is written outside of {@code directory}; links come out as plain files.
     *
     * @throws IOException when it is no archive, holds a path with {@code ..}, or is too large unpacked
     */
    static void unpack(Path archive, Path directory) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("enablePosixFileAttributes", true))) {
            Unpacker unpacker = new Unpacker(directory);
            for (Path root : zip.getRootDirectories()) {
                Files.walkFileTree(root, unpacker);
            }
        } catch (java.nio.file.ProviderNotFoundException e) {
            throw new IOException("It is no ZIP archive.", e);
        }
    }

    private static final class Unpacker extends SimpleFileVisitor<Path> {

        private final Path directory;
        private long bytes;
        private int files;

        Unpacker(Path directory) {
            this.directory = directory;
        }

        /** Every part of the path is a plain name, so that nothing can lead out of the directory. */
        private Path target(Path entry) throws IOException {
            Path target = directory;
            for (Path part : entry) {
                String name = part.toString().replace("/", "");
                if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
                    throw new IOException("The archive holds the path '" + entry + "', which is not allowed.");
                }
                target = target.resolve(name);
            }
            return target;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path entry, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(target(entry));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes) throws IOException {
            if (++files > MOST_FILES) {
                throw new IOException("The archive holds more than " + MOST_FILES + " files.");
            }
            Path target = target(entry);
            try (InputStream in = Files.newInputStream(entry);
                    OutputStream out = Files.newOutputStream(target)) {
                copy(in, out);
            }
            if (Files.getPosixFilePermissions(entry).stream().anyMatch(EXECUTABLE::contains)) {
                target.toFile().setExecutable(true, false);
            }
            return FileVisitResult.CONTINUE;
        }

        private void copy(InputStream in, OutputStream out) throws IOException {
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (bytes > MOST_BYTES) {
                    throw new IOException("The archive holds more than " + MOST_BYTES + " bytes.");
                }
                out.write(buffer, 0, read);
            }
        }
    }

    /**
     * Packs files into a new archive. A link becomes a copy of what it links to.
     *
     * @param files by their paths in the archive
     */
    static void pack(Map<String, Path> files, Path archive) throws IOException {
        Map<String, Object> options = Map.of("create", true, "enablePosixFileAttributes", true);
        Files.deleteIfExists(archive);
        try (FileSystem zip = FileSystems.newFileSystem(archive, options)) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                Path entry = zip.getPath("/" + file.getKey());
                if (entry.getParent() != null) {
                    Files.createDirectories(entry.getParent());
                }
                Files.copy(file.getValue(), entry);
                Files.setPosixFilePermissions(entry, Files.getPosixFilePermissions(file.getValue()));
            }
        }
    }
}
