package io.devopslab.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A disk of a few kilobytes in memory. Only root can mount one; where that is not possible the test is skipped. */
public final class SmallDisk implements AutoCloseable {

    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    /** Mounts a disk. */
    public static SmallDisk mount(Path path) throws IOException, InterruptedException {
        Files.createDirectories(path);
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", path.toString()), "a disk cannot be mounted");
        return new SmallDisk(path);
    }

    public Path path() {
        return path;
    }

    /** Leaves no room for a byte. */
    public void fill() throws IOException {
        try (java.io.OutputStream ballast = Files.newOutputStream(path.resolve("ballast"))) {
            while (true) {
                ballast.write(new byte[4096]);
            }
        } catch (IOException e) {
            if (Files.getFileStore(path).getUsableSpace() > 0) {
                throw e;
            }
        }
    }

    /** Gives the room back. */
    public void free() throws IOException {
        Files.delete(path.resolve("ballast"));
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        // Lazily: a program that was started from here may still be writing.
        run("umount", "-l", path.toString());
    }
}
