package io.devopslab.cloud.service.codepipeline.action;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** A zip file that is being written, with the permissions of its files: a build may run what is executable. */
final class ZipFile implements AutoCloseable {

    private static final Set<PosixFilePermission> NORMAL = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private final FileSystem zip;

    private ZipFile(FileSystem zip) {
        this.zip = zip;
    }

    /** Begins a zip file where there is no file yet. */
    static ZipFile create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        URI uri = URI.create("jar:" + file.toUri());
        return new ZipFile(FileSystems.newFileSystem(uri, Map.of("create", "true", "enablePosixFileAttributes", true)));
    }

    /**
     * @param path relative, with slashes
     * @throws IOException when it cannot be written, or the path leads out of the zip file
     */
    void add(String path, byte[] content, boolean executable) throws IOException {
        Path root = zip.getPath("/");
        Path entry = root.resolve(path).normalize();
        if (!entry.toString().equals("/" + path)) {
            throw new IOException("The path " + path + " cannot be in an artifact.");
        }
        if (entry.getParent() != null) {
            Files.createDirectories(entry.getParent());
        }
        Files.write(entry, content);
        Files.setPosixFilePermissions(entry, executable ? EXECUTABLE : NORMAL);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
