package io.devopslab.cloud.runtime.function;

import io.devopslab.cloud.runtime.function.bootstrap.Bootstrap;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Our own part of the runtimes, laid out as files for the processes that run it. */
final class Bootstraps {

    private final Path directory;
    private boolean hasJavaClasses;

    Bootstraps(Path directory) {
        this.directory = directory.resolve("bootstrap");
    }

    /** A script, as a file. */
    synchronized Path file(String name) throws IOException {
        Path file = directory.resolve(name);
        try (InputStream content = Bootstraps.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new FileNotFoundException("The program's own file " + name + " is missing.");
            }
            write(content, file);
        }
        return file;
    }

    /** A class path that holds the bootstrap for Java and nothing else of this program. */
    synchronized Path javaClasses() throws IOException {
        Path root = directory.resolve("java");
        if (!hasJavaClasses) {
            Path origin = origin();
            if (Files.isDirectory(origin)) {
                copyClasses(origin, root);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(origin)) {
                    copyClasses(jar.getPath("/"), root);
                }
            }
            hasJavaClasses = true;
        }
        return root;
    }

    /** The jar or the directory that this program's classes come from. */
    private static Path origin() throws IOException {
        try {
            return Path.of(Bootstrap.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("The program cannot find its own classes.", e);
        }
    }

    private static void copyClasses(Path from, Path to) throws IOException {
        String place = Bootstrap.class.getPackageName().replace('.', '/');
        try (DirectoryStream<Path> classes = Files.newDirectoryStream(from.resolve(place), "*.class")) {
            for (Path file : classes) {
                try (InputStream content = Files.newInputStream(file)) {
                    write(content, to.resolve(place).resolve(file.getFileName().toString()));
                }
            }
        }
    }

    /** A file is there whole or not at all: another process may be reading it. */
    private static void write(InputStream content, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), "part-", ".tmp");
        Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
