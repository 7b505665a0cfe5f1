package io.devopslab.catalog;

import io.devopslab.text.Message;
import io.devopslab.text.Nearest;
import io.devopslab.text.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The labs of a directory: each of its directories that holds a {@code lab.yaml}. */
public final class Catalog {

    /** The name of a lab's manifest. */
    public static final String MANIFEST = "lab.yaml";

    private final Path directory;

    private final Judged judged;

    private Catalog(Path directory, Judged judged) {
        this.directory = directory;
        this.judged = judged;
    }

    /**
     * @throws UsageException when there is no such directory
     */
    public static Catalog open(Path labsDirectory) {
        return open(labsDirectory, Judged.NONE);
    }

    /**
     * @param judged manifests that need not be judged again
     * @throws UsageException when there is no such directory
     */
    public static Catalog open(Path labsDirectory, Judged judged) {
        if (!Files.isDirectory(labsDirectory)) {
            throw new UsageException(
                    Message.of(Catalog.class, "no-labs", labsDirectory), Message.of(Catalog.class, "no-labs.cure"));
        }
        return new Catalog(labsDirectory, judged);
    }

    /** The ids of all labs, valid or not, in alphabetical order. */
    public List<String> ids() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve(MANIFEST)))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The labs of " + directory + " cannot be listed.", e);
        }
    }

    /**
     * Reads a lab.
     *
     * @throws UsageException when there is no such lab; the message offers the nearest names
     * @throws InvalidLabException when its manifest is not valid
     */
    public Lab lab(String id) {
        if (!ids().contains(id)) {
            throw unknown(id);
        }
        return new ManifestReader(directory.resolve(id), judged).read();
    }

    /**
     * What a list says of a lab that {@link #ids} names.
     *
     * @throws InvalidLabException when not even that can be read
     */
    public Headline headline(String id) {
        return new ManifestReader(directory.resolve(id), judged).headline();
    }

    /**
     * How many tasks a lab has that {@link #ids} names.
     *
     * @throws InvalidLabException when its manifest cannot be read
     */
    public int tasks(String id) {
        return new ManifestReader(directory.resolve(id), judged).tasks();
    }

    private UsageException unknown(String id) {
        List<String> nearest = Nearest.all(id, ids(), 3);
        Message cure = nearest.isEmpty()
                ? Message.of(Catalog.class, "unknown-lab.all", String.join(", ", ids()))
                : Message.of(Catalog.class, "unknown-lab.nearest", String.join(", ", nearest));
        return new UsageException(Message.of(Catalog.class, "unknown-lab", id), cure);
    }
}
