package io.devopslab.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The labs that tests work with. */
public final class Labs {

    private Labs() {}

    /** The directory of the fixture labs. */
    public static Path directory() {
        try {
            return Path.of(
                    Objects.requireNonNull(Labs.class.getResource("/labs")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lab {@code tiny}. */
    public static Lab tiny() {
        return Catalog.open(directory()).lab("tiny");
    }

    /** A copy of the lab {@code tiny} below {@code labs}, its manifest changed. */
    public static Lab changed(Path labs, UnaryOperator<String> change) {
        copy(labs);
        Path manifest = labs.resolve("tiny/lab.yaml");
        try {
            String before = Files.readString(manifest);
            String after = change.apply(before);
            if (after.equals(before)) {
                throw new IllegalArgumentException("The change changes nothing.");
            }
            Files.writeString(manifest, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Catalog.open(labs).lab("tiny");
    }

    static Path copy(Path labs) {
        try (Stream<Path> files = Files.walk(directory().resolve("tiny"))) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Path copy = labs.resolve(directory().relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return labs.resolve("tiny");
    }
}
