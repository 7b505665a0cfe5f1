package io.devopslab.validate;

import io.devopslab.catalog.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Gives each case of a lab's proof a stage of its own and takes it down after it. Thread-safe. */
final class Stages implements AutoCloseable {

    private final Lab lab;
    private final Path directory;
    private final long seed;
    private final Optional<Path> tools;
    private final AtomicInteger number = new AtomicInteger();

    /**
     * @param seed of all identifiers: the same seed gives each case the same ones
     * @param tools the commands that builds find first
     */
    Stages(Lab lab, long seed, Optional<Path> tools) {
        this.lab = lab;
        this.seed = seed;
        this.tools = tools;
        try {
            this.directory = Files.createTempDirectory("lab-validate-").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("No directory for the proof of " + lab.id() + " can be made.", e);
        }
    }

    /** Something done on a stage. */
    interface Scene<T> {
        T play(Stage stage) throws InterruptedException;
    }

    /** On a cloud that has never seen the lab. */
    <T> T fresh(String name, Scene<T> scene) throws InterruptedException {
        return play(Stage.fresh(lab, place(), seed(name), tools), scene);
    }

    /** Where a snapshot left off. */
    <T> T from(Snapshot snapshot, String name, Scene<T> scene) throws InterruptedException {
        return from(copy(snapshot), name, scene);
    }

    /** Where a snapshot left off that goes on itself meanwhile. */
    <T> T from(Stage.Copy copy, String name, Scene<T> scene) throws InterruptedException {
        return play(Stage.of(copy, lab, seed(name), tools), scene);
    }

    /** What a snapshot holds now. */
    Stage.Copy copy(Snapshot snapshot) {
        return Stage.Copy.make(snapshot, place());
    }

    /** Where a snapshot left off, or on a cloud that has never seen the lab. */
    <T> T on(Optional<Snapshot> snapshot, String name, Scene<T> scene) throws InterruptedException {
        return snapshot.isPresent() ? from(snapshot.get(), name, scene) : fresh(name, scene);
    }

    private static <T> T play(Stage stage, Scene<T> scene) throws InterruptedException {
        try (stage) {
            return scene.play(stage);
        }
    }

    private Path place() {
        return directory.resolve(Integer.toString(number.incrementAndGet()));
    }

    private long seed(String name) {
        return seed * 31 + name.hashCode();
    }

    /** Deletes everything. */
    @Override
    public void close() {
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + directory + " cannot be deleted; delete it yourself.", e);
        }
    }
}
