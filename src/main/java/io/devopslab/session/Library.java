package io.devopslab.session;

import io.devopslab.text.InconclusiveException;
import io.devopslab.text.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A library that the program brings for the builds of a lab: a learner's machine has neither Maven nor, in a class room, a
 * network. It lies in a directory beside the program's own libraries and is not on the program's class path.
 */
record Library(String name, Path directory) {

    /** The same jars give the same zip file. */
    private static final FileTime NO_TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    /** Beside {@code lab.jar} or, when that was not made yet, beside the directory of classes: {@code lib/NAME}. */
    static Library named(String name) {
        try {
            Path program = Path.of(Library.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Library(name, program.resolveSibling("lib").resolve(name));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The program's own place is no path.", e);
        }
    }

    /**
     * All its jars as one zip file.
     *
     * @throws InconclusiveException when there are none: the program was not built whole
     */
    byte[] zip() {
        List<Path> jars = jars();
        if (jars.isEmpty()) {
            throw new InconclusiveException(
                    Message.of(Session.class, "step.library.missing", name, directory),
                    Message.of(Session.class, "step.library.missing.cure"));
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                // Jars are compressed already.
                zip.setLevel(0);
                for (Path jar : jars) {
                    ZipEntry entry = new ZipEntry(jar.getFileName().toString());
                    entry.setLastModifiedTime(NO_TIME);
                    zip.putNextEntry(entry);
                    Files.copy(jar, zip);
                    zip.closeEntry();
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("The library in " + directory + " cannot be read.", e);
        }
    }

    private List<Path> jars() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + directory + " cannot be listed.", e);
        }
    }
}
