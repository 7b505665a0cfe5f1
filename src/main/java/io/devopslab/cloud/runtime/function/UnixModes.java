package io.devopslab.cloud.runtime.function;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * Which entries of a zip archive are executable. The JDK's reader does not tell, so this reads the archive's central
 * directory (PKWARE's APPNOTE.TXT, 4.3.12): the upper half of an entry's external attributes is its Unix mode.
 */
final class UnixModes {

    static final UnixModes NONE = new UnixModes(Set.of());

    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int EXECUTABLE = 0111;

    private final Set<String> executables;

    private UnixModes(Set<String> executables) {
        this.executables = executables;
    }

    /** Reads the archive; one whose directory is not where it is usual has no executables. */
    static UnixModes read(Path zip) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(zip.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(file.length(), END_BYTES + LONGEST_COMMENT)];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            ByteBuffer end = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = tail.length - END_BYTES; at >= 0; at--) {
                if (end.getInt(at) == END) {
                    long size = Integer.toUnsignedLong(end.getInt(at + 12));
                    long offset = Integer.toUnsignedLong(end.getInt(at + 16));
                    return directory(file, offset, size);
                }
            }
            return NONE;
        }
    }

    private static UnixModes directory(RandomAccessFile file, long offset, long size) throws IOException {
        if (offset + size > file.length() || size > Integer.MAX_VALUE) {
            return NONE;
        }
        byte[] bytes = new byte[(int) size];
        file.seek(offset);
        file.readFully(bytes);
        ByteBuffer directory = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Set<String> executables = new HashSet<>();
        int at = 0;
        while (at + ENTRY_BYTES <= bytes.length && directory.getInt(at) == ENTRY) {
            int name = Short.toUnsignedInt(directory.getShort(at + 28));
            int extra = Short.toUnsignedInt(directory.getShort(at + 30));
            int comment = Short.toUnsignedInt(directory.getShort(at + 32));
            int mode = directory.getInt(at + 38) >>> 16;
            if ((mode & EXECUTABLE) != 0 && at + ENTRY_BYTES + name <= bytes.length) {
                executables.add(new String(bytes, at + ENTRY_BYTES, name, StandardCharsets.UTF_8));
            }
            at += ENTRY_BYTES + name + extra + comment;
        }
        return new UnixModes(executables);
    }

    /** Makes the unpacked file executable when its entry is. */
    void apply(String entry, Path file) throws IOException {
        if (executables.contains(entry) && Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
