package io.devopslab.cloud.runtime.function;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A function's code as a zip archive, which may come from anybody: an entry cannot leave the directory that it is
 * unpacked to, a link is unpacked as a file that holds its target's name, and one that grows beyond the limits is
 * refused, whatever size it claims.
 */
public final class CodeArchive {

    /** Lambda's limit: 250 MB, unzipped. */
    public static final long MOST_BYTES = 262_144_000;

    private static final int MOST_ENTRIES = 100_000;

    private final Path zip;

    public CodeArchive(Path zip) {
        this.zip = zip;
    }

    /** The archive is larger than a function may be. */
    public static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }

    /**
     * Reads the archive through, as unpacking would.
     *
     * @throws TooLargeException when it exceeds the limits
     * @throws IOException when it is no archive, is damaged, or has an entry that would leave its directory
     */
    public void check() throws IOException {
        walk(Path.of("/"), false);
    }

    /** Unpacks into {@code directory}, which is there whole or not at all. Does nothing when it exists. */
    public void unpack(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(directory.getParent());
        Path part = Files.createTempDirectory(directory.getParent(), "part-");
        try {
            walk(part, true);
            Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(part);
            if (!Files.isDirectory(directory)) {
                throw e;
            }
            // Somebody else was faster.
        }
    }

    private void walk(Path target, boolean write) throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            UnixModes modes = write ? UnixModes.read(zip) : UnixModes.NONE;
            long left = MOST_BYTES;
            int entries = 0;
            for (Enumeration<? extends ZipEntry> all = archive.entries(); all.hasMoreElements(); ) {
                if (++entries > MOST_ENTRIES) {
                    throw new TooLargeException("The archive has more than " + MOST_ENTRIES + " entries.");
                }
                ZipEntry entry = all.nextElement();
                Path file = inside(target, entry.getName());
                if (entry.isDirectory()) {
                    if (write) {
                        Files.createDirectories(file);
                    }
                } else {
                    left -= copy(archive, entry, write ? file : null, left);
                    if (write) {
                        modes.apply(entry.getName(), file);
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ZipException("The archive has an entry whose name cannot be read.");
        }
    }

    private static Path inside(Path directory, String name) throws ZipException {
        try {
            Path file = directory.resolve(name).normalize();
            boolean isAbsolute = name.startsWith("/") || name.startsWith("\\") || name.contains(":\\");
            boolean climbs = Stream.of(name.split("[/\\\\]")).anyMatch(".."::equals);
            if (!isAbsolute && !climbs && file.startsWith(directory) && !file.equals(directory)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new ZipException("The archive has an entry whose name is no path.");
        }
        throw new ZipException("The archive has an entry that would leave its directory.");
    }

    private static long copy(ZipFile archive, ZipEntry entry, @Nullable Path file, long most) throws IOException {
        if (file != null) {
            Files.createDirectories(file.getParent());
        }
        try (InputStream in = archive.getInputStream(entry);
                OutputStream out = file == null ? OutputStream.nullOutputStream() : Files.newOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            long length = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
                if (length > most) {
                    throw new TooLargeException("Unzipped size must be smaller than " + MOST_BYTES + " bytes");
                }
                out.write(buffer, 0, read);
            }
            return length;
        }
    }

    /** Deletes a directory with all that is in it; links are not followed. */
    public static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + directory + " cannot be deleted.", e);
        }
    }

    /** The bytes of one entry, if there is one of that name; for entries that are known to be small. */
    public Optional<byte[]> entry(String name) throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            ZipEntry entry = archive.getEntry(name);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = archive.getInputStream(entry)) {
                return Optional.of(in.readAllBytes());
            }
        }
    }
}
