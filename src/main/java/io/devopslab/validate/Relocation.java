package io.devopslab.validate;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies a snapshot to another place, where another cloud will serve it: what names the old place or the old endpoint
 * in a session's files or in the settings of a clone names the new one afterwards.
 */
final class Relocation {

    private final Snapshot from;
    private final Path to;

    Relocation(Snapshot from, Path to) {
        this.from = from;
        this.to = to;
    }

    void copy() throws IOException {
        try (Stream<Path> found = Files.walk(from.root())) {
            List<Path> paths = found.toList();
            for (Path path : paths) {
                Path target = to.resolve(from.root().relativize(path).toString());
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    /** To be called when the new endpoint is known. */
    void rewrite(URI endpoint) throws IOException {
        for (Path part : List.of(to.resolve("sessions"), to.resolve("labs"))) {
            if (Files.isDirectory(part)) {
                try (Stream<Path> found = Files.find(part, 20, (path, attributes) -> attributes.isRegularFile())) {
                    List<Path> files = found.filter(this::namesPlaces).toList();
                    for (Path file : files) {
                        rewrite(file, endpoint);
                    }
                }
            }
        }
    }

    private boolean namesPlaces(Path file) {
        Path inside = to.relativize(file);
        return inside.startsWith("sessions") || inside.endsWith(".git/config");
    }

    private void rewrite(Path file, URI endpoint) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.writeString(
                file,
                text.replace(from.root().toString(), to.toString())
                        .replace(from.endpoint().getAuthority(), endpoint.getAuthority()));
    }
}
