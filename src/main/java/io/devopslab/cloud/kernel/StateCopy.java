package io.devopslab.cloud.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** Takes a whole state from its file into memory, and back. */
final class StateCopy {

    private StateCopy() {}

    /** Adds what the file holds, if there is one. */
    static void load(Path file, MVStore memory) {
        if (Files.exists(file)) {
            try (MVStore disk = new MVStore.Builder()
                    .fileName(StatePath.nameFor(file))
                    .readOnly()
                    .open()) {
                copy(disk, memory);
            }
            memory.commit();
        }
    }

    /** Replaces the file, as a whole. */
    static void save(MVStore memory, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            try (MVStore disk = new MVStore.Builder()
                    .fileName(StatePath.nameFor(part))
                    .autoCommitDisabled()
                    .open()) {
                copy(memory, disk);
                disk.commit();
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The state cannot be written to " + file + ".", e);
        }
    }

    private static void copy(MVStore from, MVStore to) {
        for (String name : from.getMapNames()) {
            MVMap<String, Row> target = to.openMap(name, Row.map());
            from.openMap(name, Row.map()).entrySet().forEach(row -> target.append(row.getKey(), row.getValue()));
        }
    }
}
