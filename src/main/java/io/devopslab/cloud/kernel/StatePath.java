package io.devopslab.cloud.kernel;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Has MVStore open its file as a {@link StateFile}. Public because MVStore makes it by reflection. */
public final class StatePath extends FilePathWrapper {

    private static final String SCHEME = "state";

    /** For MVStore; everybody else uses {@link #nameFor}. */
    public StatePath() {}

    /** The name by which MVStore opens the file. */
    static String nameFor(Path file) {
        FilePath.register(new StatePath());
        return SCHEME + ":" + file;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new StateFile(new RandomAccessFile(unwrap().toString(), mode));
    }
}
